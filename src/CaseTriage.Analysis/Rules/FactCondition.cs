using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>Whose facts a condition counts.</summary>
public enum Whose
{
    /// <summary>Those of the device that the question is about; in the case's scope those of the case.</summary>
    Device,

    /// <summary>Those of the device and those of the case as a whole.</summary>
    DeviceOrCase,

    /// <summary>Those of the case as a whole.</summary>
    Case,

    /// <summary>Those of all other devices.</summary>
    Others,

    /// <summary>All.</summary>
    Anyone,
}

/// <summary>Counts the facts of a name that pass some tests, and knows when a count is not the whole truth.</summary>
public sealed record FactCondition : Condition
{
    /// <summary>Name of the fact.</summary>
    public required string Name { get; init; }

    /// <summary>Tests by field; all must pass.</summary>
    public ImmutableArray<KeyValuePair<string, FieldTest>> Where { get; init; } = [];

    /// <summary>Whose facts.</summary>
    public Whose Of { get; init; }

    /// <summary>How many must pass at least.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>How many may pass at most.</summary>
    public int AtMost { get; init; } = int.MaxValue;

    /// <summary>For events: the channel that would hold them.</summary>
    public string? Channel { get; init; }

    /// <summary>Whether only facts count that a misreading taints: for rules about the misreading itself.</summary>
    public bool OnlyTainted { get; init; }

    /// <summary>Says whether so many facts pass.</summary>
    public override Verdict Judge(Scope scope)
    {
        var passed = ImmutableArray.CreateBuilder<Fact>();
        Gap? gap = null;
        int open = 0;
        foreach (Fact fact in Candidates(scope))
        {
            switch (Test(scope, fact, ref gap))
            {
                case Truth.True:
                    passed.Add(fact);
                    break;
                case Truth.Unknown:
                    open++;
                    break;
            }
        }

        gap ??= Missing(scope);
        bool canBeMore = gap is not null;
        return passed.Count >= AtLeast && passed.Count + open <= AtMost && (AtMost == int.MaxValue || !canBeMore) ? Verdict.True(passed.ToImmutable())
            : passed.Count > AtMost || (passed.Count + open < AtLeast && !canBeMore) ? Verdict.False
            : new Verdict(Truth.Unknown, passed.ToImmutable(), [gap ?? Gap.FieldMissing]);
    }

    /// <summary>What keeps the facts that are there from being all there are, or null.</summary>
    internal Gap? Missing(Scope scope) => OnlyTainted ? null : Coverage.Missing(scope.Facts, Name, Of is Whose.Case ? null : scope.Device, Channel);

    /// <summary>The facts that are looked at.</summary>
    internal IEnumerable<Fact> Candidates(Scope scope) => Of switch
    {
        Whose.Device => scope.Facts.Named(Name, scope.Device),
        Whose.DeviceOrCase => scope.Facts.Named(Name).Where(fact => fact.Device is null || fact.Device == scope.Device),
        Whose.Case => scope.Facts.Named(Name, null),
        Whose.Others => scope.Facts.Named(Name).Where(fact => fact.Device is not null && fact.Device != scope.Device),
        _ => scope.Facts.Named(Name),
    };

    /// <summary>Whether a fact passes.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="gap">Set where something that is missing decides.</param>
    internal Truth Test(Scope scope, Fact fact, ref Gap? gap)
    {
        bool doubts = !scope.WithTainted && !OnlyTainted;
        if (OnlyTainted && !scope.Facts.IsTainted(fact))
        {
            return Truth.False;
        }

        if (doubts && scope.Facts.IsTainted(fact))
        {
            gap = Gap.Tainted;
            return Truth.False;
        }

        Truth result = Truth.True;
        foreach ((string field, FieldTest test) in Where)
        {
            bool tainted = doubts && scope.Facts.IsTainted(fact, field);
            if (tainted || !fact.Fields.TryGetValue(field, out object? value))
            {
                gap = tainted ? Gap.Tainted : gap ?? Gap.FieldMissing;
                result = Truth.Unknown;
            }
            else if (!test(value))
            {
                return Truth.False;
            }
        }

        return result;
    }
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Packs;

/// <summary>Compiles the conditions of one place in a pack, and remembers what they ask for.</summary>
internal sealed class ConditionReader(CodeBook codes)
{
    private readonly SortedSet<string> _findings = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _facts = new(StringComparer.Ordinal);

    /// <summary>Codes of findings that the conditions ask for.</summary>
    public ImmutableArray<string> Findings => [.. _findings];

    /// <summary>Names of facts that the conditions ask for.</summary>
    public ImmutableArray<string> Facts => [.. _facts];

    /// <summary>Compiles a condition; a map with one of: all, any, not, not-known, fact, finding, sequence.</summary>
    public Condition Read(PackNode node)
    {
        Condition condition =
            node.Find("all") is not null ? new AllOf(Parts(node, "all"))
            : node.Find("any") is not null ? new AnyOf(Parts(node, "any"))
            : node.Find("not") is { } inner ? new Opposite(Read(inner))
            : node.Find("fact") is not null ? Fact(node)
            : node.OptionalText("finding") is { } code ? Finding(node, code)
            : node.Find("not-known") is { } doubtful ? new NotKnown(Read(doubtful))
            : node.Find("sequence") is not null ? Sequence(node)
            : throw node.Complaint("a condition is expected here: all, any, not, not-known, fact, finding or sequence.");
        node.Finish();
        return condition with { Source = node.ToString() };
    }

    /// <summary>Compiles tests of fields of a fact.</summary>
    public ImmutableArray<KeyValuePair<string, FieldTest>> Tests(string fact, PackNode? where) =>
        where is null ? [] : [.. where.Entries.Select(entry => KeyValuePair.Create(KnownField(fact, entry.Key, entry.Value), Test(entry.Value)))];

    /// <summary>The name of a fact that there is.</summary>
    public static string KnownFact(PackNode node) => FactCatalog.FieldsOf(node.AsText()) is not null
        ? node.AsText()
        : throw node.Complaint($"there is no fact '{node.Scalar}'; allowed: {string.Join(", ", FactCatalog.Names)}.");

    /// <summary>The name of a field that a fact has.</summary>
    public static string KnownField(string fact, string field, PackNode place) => FactCatalog.Has(fact, field)
        ? field
        : throw place.Complaint($"the fact '{fact}' has no field '{field}'; allowed: {string.Join(", ", FactCatalog.FieldsOf(fact) ?? [])}.");

    private ImmutableArray<Condition> Parts(PackNode node, string key) =>
        node.List(key) is { IsEmpty: false } parts ? [.. parts.Select(Read)] : throw node.Complaint($"'{key}' needs at least one condition.");

    private FindingCondition Finding(PackNode node, string code)
    {
        _findings.Add(code);
        return new FindingCondition(code, node.Find("of")?.AsWord(Words.Whose) is Whose.Anyone);
    }

    private SequenceCondition Sequence(PackNode node) => node.List("sequence") is { Length: >= 2 } steps
        ? new SequenceCondition([.. steps.Select((step, index) => Step(step, isFirst: index == 0))])
        : throw node.Complaint("'sequence' needs at least two steps.");

    private SequenceStep Step(PackNode node, bool isFirst)
    {
        PackNode? without = isFirst ? null : node.Find("without");
        var step = new SequenceStep(Fact(node), isFirst ? null : node.Find("within")?.AsDuration(), without is null ? null : Fact(without));
        without?.Finish();
        node.Finish();
        return step with { Fact = step.Fact with { Source = node.ToString() } };
    }

    private FactCondition Fact(PackNode node)
    {
        string name = KnownFact(node.Get("fact"));
        _facts.Add(name);
        return new FactCondition
        {
            Name = name,
            Where = Tests(name, node.Find("where")),
            Of = node.Find("of")?.AsWord(Words.Whose) ?? Whose.Device,
            AtLeast = node.Find("at-least")?.AsCount() ?? (node.Find("at-most") is null ? 1 : 0),
            AtMost = node.Find("at-most")?.AsCount() ?? int.MaxValue,
            Channel = node.OptionalText("channel"),
            OnlyTainted = node.Find("tainted")?.AsWord(Words.Flags) ?? false,
        };
    }

    private FieldTest Test(PackNode node)
    {
        if (!node.IsMap)
        {
            return FieldTests.OneOf(node.AsTexts());
        }

        FieldTest test =
            node.Find("not") is { } not ? FieldTests.NoneOf(not.AsTexts())
            : node.Find("contains") is { } words ? FieldTests.Contains(words.AsTexts())
            : node.Find("matches") is { } pattern ? Matches(pattern)
            : node.Find("speaks-for") is { } cause ? FieldTests.OneOf(Speaking(cause))
            : node.Find("kind") is { } kind ? Kinds(kind)
            : node.Find("outside") is not null ? FieldTests.Outside(Bound(node.Get("outside"), 0), Bound(node.Get("outside"), 1))
            : node.Find("above") is { } above ? FieldTests.Between(Math.BitIncrement(above.AsNumber()), double.PositiveInfinity)
            : node.Find("below") is { } below ? FieldTests.Between(double.NegativeInfinity, Math.BitDecrement(below.AsNumber()))
            : throw node.Complaint("a test is expected here: a value, a list, or not, contains, matches, speaks-for, kind, outside, above, below.");
        node.Finish();
        return test;
    }

    private static double Bound(PackNode node, int index) =>
        node.Items is { Length: 2 } bounds ? bounds[index].AsNumber() : throw node.Complaint("'outside' needs two numbers: the least and the most that is inside.");

    private static FieldTest Matches(PackNode pattern)
    {
        try
        {
            return FieldTests.Matches(pattern.AsText());
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            throw pattern.Complaint($"the expression cannot be used: {refused.Message}");
        }
    }

    private IEnumerable<string> Speaking(PackNode cause)
    {
        ImmutableArray<string> speaking = [.. cause.AsTexts().SelectMany(codes.SpeakingFor)];
        return speaking.IsEmpty ? throw cause.Complaint("no result code of codes.yaml speaks for this cause.") : speaking;
    }

    private FieldTest Kinds(PackNode node)
    {
        HashSet<CodeKind> kinds = [.. (node.Items ?? [node]).Select(kind => kind.AsWord(Words.CodeKinds))];
        return value => kinds.Contains(codes.KindOf(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));
    }
}

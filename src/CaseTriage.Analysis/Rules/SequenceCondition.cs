using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Rules;

/// <summary>One step of a sequence.</summary>
/// <param name="Fact">What happened.</param>
/// <param name="Within">How long after the step before it at most; null: any time after it.</param>
/// <param name="Without">What must not have happened between the step before it and this one, or null.</param>
public sealed record SequenceStep(FactCondition Fact, TimeSpan? Within, FactCondition? Without);

/// <summary>
/// Things that happened one after the other. Where a log does not reach over the time in which something must be absent, or where the times of what
/// happened are not all kept, it cannot be told.
/// </summary>
public sealed record SequenceCondition(ImmutableArray<SequenceStep> Steps) : Condition
{
    /// <inheritdoc/>
    public override ImmutableArray<Condition> Parts => [.. Steps.Select(step => step.Fact)];

    /// <inheritdoc/>
    public override Verdict Judge(Scope scope)
    {
        ImmutableArray<Happenings> steps = [.. Steps.Select(step => Happenings.Of(step.Fact, scope))];
        if (Find(steps, scope, isSure: true) is { } chain)
        {
            return Verdict.True(chain);
        }

        ImmutableArray<Gap> gaps = [.. steps.Select(step => step.Missing).OfType<Gap>().Distinct()];
        if (steps.All(step => step.CanBe || step.Missing is not null) && !gaps.IsEmpty)
        {
            return new Verdict(Truth.Unknown, [], gaps);
        }

        return steps.All(step => step.CanBe) && (steps.Any(step => step.TimesAreOpen) || Find(steps, scope, isSure: false) is not null)
            ? Verdict.Unknown(steps.Any(step => step.TimesAreOpen) ? Gap.TimeNotKept : Gap.LogGap)
            : Verdict.False;
    }

    /// <summary>
    /// The facts of a chain, or null. For each instant of a step only the last instant of the step before it needs a look: what lies too far back from it,
    /// or behind something that must be absent, does so from every earlier one too.
    /// </summary>
    private ImmutableArray<Fact>? Find(ImmutableArray<Happenings> steps, Scope scope, bool isSure)
    {
        List<Link> reached = [.. steps[0].At.Select(instant => new Link(instant.At, instant.Fact, null))];
        for (int i = 1; i < steps.Length && reached.Count > 0; i++)
        {
            Obstacles? obstacles = Steps[i].Without is { } without ? Obstacles.Of(without, scope) : null;
            var next = new List<Link>();
            int before = -1;
            foreach ((DateTimeOffset at, Fact fact) in steps[i].At)
            {
                while (before + 1 < reached.Count && reached[before + 1].At < at)
                {
                    before++;
                }

                if (before >= 0 && !(at - reached[before].At > Steps[i].Within) && obstacles?.StandBetween(reached[before].At, at, isSure) != true)
                {
                    next.Add(new Link(at, fact, reached[before]));
                }
            }

            reached = next;
        }

        return reached.Count == 0 ? null : [.. reached[^1].Chain().Reverse().Distinct(ReferenceEqualityComparer.Instance).Cast<Fact>()];
    }

    private sealed record Link(DateTimeOffset At, Fact Fact, Link? Before)
    {
        public IEnumerable<Fact> Chain()
        {
            for (Link? link = this; link is not null; link = link.Before)
            {
                yield return link.Fact;
            }
        }
    }

    /// <summary>When a step happened.</summary>
    /// <param name="At">Instants of the facts that pass, ascending.</param>
    /// <param name="TimesAreOpen">Whether it happened, or may have, at times that are not kept.</param>
    /// <param name="Missing">What keeps the facts from being all there are, or null.</param>
    private sealed record Happenings(ImmutableArray<(DateTimeOffset At, Fact Fact)> At, bool TimesAreOpen, Gap? Missing)
    {
        public bool CanBe => !At.IsEmpty || TimesAreOpen;

        public static Happenings Of(FactCondition condition, Scope scope)
        {
            Gap? gap = null;
            var instants = new List<(DateTimeOffset At, Fact Fact)>();
            bool open = false;
            foreach (Fact fact in condition.Candidates(scope))
            {
                Truth truth = condition.Test(scope, fact, ref gap);
                DateTimeOffset[] times = truth == Truth.True ? [.. InstantsOf(fact)] : [];
                instants.AddRange(times.Select(at => (at, fact)));
                open |= truth == Truth.Unknown || (truth == Truth.True && (times.Length == 0 || MayLieBetween(fact)));
            }

            return new Happenings([.. instants.OrderBy(instant => instant.At)], open, gap ?? condition.Missing(scope));
        }
    }

    /// <summary>What must not lie between two steps.</summary>
    private sealed record Obstacles(Happenings Seen, ImmutableArray<(DateTimeOffset From, DateTimeOffset To)> Covered, bool NeedsCover)
    {
        public static Obstacles Of(FactCondition condition, Scope scope)
        {
            string? channel = Coverage.ChannelOf(condition.Name, condition.Channel, out bool needsLog);
            return new Obstacles(Happenings.Of(condition, scope), needsLog ? [.. Coverage.Spans(scope.Facts, scope.Device, channel)] : [], needsLog);
        }

        /// <summary>Where it is not sure that nothing lies between, something may: then the answer is that of what is asked for.</summary>
        public bool StandBetween(DateTimeOffset from, DateTimeOffset to, bool isSure) =>
            Seen.At.Any(instant => instant.At > from && instant.At < to)
            || (isSure && (Seen.TimesAreOpen || (NeedsCover ? !Covered.Any(span => span.From <= from && span.To >= to) : Seen.Missing is not null)));
    }

    private static IEnumerable<DateTimeOffset> InstantsOf(Fact fact) => fact.Fields.GetValueOrDefault("first") is DateTimeOffset first
        ? fact.Fields.GetValueOrDefault("last") is DateTimeOffset last && last != first ? [first, last] : [first]
        : fact.At is { } at ? [at] : [];

    /// <summary>Of more than two events only the first and the last time are kept.</summary>
    private static bool MayLieBetween(Fact fact) => fact.Fields.GetValueOrDefault("count") is > 2L;
}

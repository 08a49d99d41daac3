using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Timeline;

/// <summary>What the timeline shows as one thing: a mail, or a run of entries of one device with no mail between them.</summary>
/// <param name="At">UTC; of a run, its first entry.</param>
/// <param name="Message">The mail, or null for a run.</param>
/// <param name="Entries">The entries of a run; of a mail, its own.</param>
public sealed record TimelineItem(DateTimeOffset At, MessageSummary? Message, ImmutableArray<TimelineEntry> Entries)
{
    public string? Device => Entries[0].Device;

    public string Source => Entries[0].Source;

    public DateTimeOffset Until => Entries[^1].At;
}

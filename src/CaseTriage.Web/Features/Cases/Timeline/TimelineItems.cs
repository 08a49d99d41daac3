using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Timeline;

/// <summary>Folds the timeline of a document into items, in order of time.</summary>
public static class TimelineItems
{
    /// <summary>A page holds about one screen.</summary>
    public const int PerPage = 40;

    /// <summary>Longest run shown as one item: opening it must not flood the page.</summary>
    private const int MaxRun = 200;

    public static ImmutableArray<TimelineItem> Of(AnalysisDocument document, string? device, string? source, string? sender, Func<DateTimeOffset, string> dayOf)
    {
        Dictionary<(string, string), MessageSummary> messages = document.Messages
            .ToDictionary(message => (message.Artifact, string.Create(CultureInfo.InvariantCulture, $"message {message.Index}")));
        var items = ImmutableArray.CreateBuilder<TimelineItem>();
        var run = new List<TimelineEntry>();
        foreach (TimelineEntry entry in document.Timeline.Where(entry => Matches(entry, device, source)))
        {
            MessageSummary? message = messages.GetValueOrDefault((entry.Evidence.Artifact, entry.Evidence.Locator));
            if (sender is not null && !IsFrom(message, sender))
            {
                continue;
            }

            if (run.Count > 0 && (message is not null || run[0].Device != entry.Device || run.Count == MaxRun || dayOf(run[0].At) != dayOf(entry.At)))
            {
                items.Add(new TimelineItem(run[0].At, null, [.. run]));
                run.Clear();
            }

            if (message is not null)
            {
                items.Add(new TimelineItem(entry.At, message, [entry]));
            }
            else
            {
                run.Add(entry);
            }
        }

        if (run.Count > 0)
        {
            items.Add(new TimelineItem(run[0].At, null, [.. run]));
        }

        return items.DrainToImmutable();
    }

    /// <summary>Whoever asks for the mails of a party asks for no events.</summary>
    private static bool IsFrom(MessageSummary? message, string sender) => message is not null && string.Equals(message.Role.ToString(), sender, StringComparison.OrdinalIgnoreCase);

    /// <summary>Mails stay when a device is chosen, as they seldom name one and tell what was asked meanwhile.</summary>
    private static bool Matches(TimelineEntry entry, string? device, string? source) =>
        (device is null || entry.Device == device || (entry.Device is null && entry.Source == "mail"))
        && (source is null || entry.Source == source);
}

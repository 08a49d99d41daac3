using System.Collections.Immutable;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Reports;

/// <summary>Merges mails, device events and inventories into one line of time.</summary>
internal static class TimelineWriter
{
    /// <summary>Most entries of a document; the evidence file holds every event.</summary>
    public const int MaxEntries = 5000;

    private const int MaxTitleLength = 120;

    /// <summary>The timeline, ascending. Where there is too much, mails stay first, then what concerns activation, hardware and clock.</summary>
    public static ImmutableArray<TimelineNote> Write(CaseEvidence evidence, Wording texts) =>
    [
        .. evidence.Conversation.Messages.SelectMany(Message)
            .Concat(evidence.Artifacts.SelectMany(artifact => Events(artifact, evidence.Attribution, texts)))
            .OrderBy(note => Weight(note.Entry))
            .ThenBy(note => note.Entry.At)
            .ThenBy(note => note.Entry.Evidence.Artifact, StringComparer.Ordinal)
            .ThenBy(note => FactOrder.LocatorNumber(note.Entry.Evidence.Locator))
            .Take(MaxEntries)
            .OrderBy(note => note.Entry.At)
            .ThenBy(note => note.Entry.Evidence.Artifact, StringComparer.Ordinal)
            .ThenBy(note => FactOrder.LocatorNumber(note.Entry.Evidence.Locator))
            .ThenBy(note => note.Title.English, StringComparer.Ordinal),
    ];

    private static IEnumerable<TimelineNote> Message(MessageSummary message)
    {
        if (message.SentAt is { } at)
        {
            string text = message.Text.ReplaceLineEndings(" ").Trim();
            string title = $"{message.From}: {(text.Length <= MaxTitleLength ? text : text[..MaxTitleLength] + "…")}";
            var evidence = new Evidence(message.Artifact, FormattableString.Invariant($"message {message.Index}"), "");
            yield return new TimelineNote(new TimelineEntry(at, "mail", null, "message", "", evidence), LocalizedText.Same(title));
        }
    }

    private static IEnumerable<TimelineNote> Events(ReadArtifact artifact, DeviceAttribution attribution, Wording texts) =>
        artifact.Reading.Notes.Concat(artifact.Reading.Timeline.Select(entry => new TimelineNote(entry, TitleOf(entry, texts))))
            .Select(note => note with { Entry = note.Entry with { Device = note.Entry.Device is { } serial ? attribution.DeviceOfSerial(serial) : attribution.DeviceOf(artifact.Path) } });

    // Readers that know no packs give titles in one language.
    private static LocalizedText TitleOf(TimelineEntry entry, Wording texts) => entry.Kind == "inventory" ? texts["timeline.inventory"] : LocalizedText.Same(entry.Title);

    private static int Weight(TimelineEntry entry) => entry.Kind switch
    {
        "message" => 0,
        "activation" or "hardware" or "clock" or "inventory" => 1,
        _ => 2,
    };
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>events.yaml</c>: which events become facts and lines of the timeline.</summary>
internal static class EventReader
{
    private static readonly FrozenDictionary<string, TimelineShare> s_shares =
        new Dictionary<string, TimelineShare>(StringComparer.Ordinal) { ["none"] = TimelineShare.None, ["first"] = TimelineShare.First, ["each"] = TimelineShare.Each }
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, DeviceOutcome> s_outcomes =
        new Dictionary<string, DeviceOutcome>(StringComparer.Ordinal) { ["failed"] = DeviceOutcome.Failed, ["activated"] = DeviceOutcome.Activated }
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, DeviceHappening> s_happenings =
        Enum.GetValues<DeviceHappening>().ToFrozenDictionary(happening => happening.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly ImmutableArray<string> s_kinds = ["activation", "hardware", "clock", "service", "system"];

    /// <summary>Reads the patterns in their order.</summary>
    public static ImmutableArray<EventPattern> Read(PackNode file)
    {
        ImmutableArray<EventPattern> patterns = [.. file.List("events").Select(Pattern)];
        file.Finish();
        return patterns;
    }

    private static EventPattern Pattern(PackNode node)
    {
        string kind = node.Text("kind");
        ImmutableArray<string> gives = node.Texts("gives");
        var pattern = new EventPattern
        {
            Providers = node.Get("provider").AsTexts(),
            Ids = [.. (node.Find("id")?.Items ?? (node.Find("id") is { } one ? [one] : [])).Select(id => id.AsCount())],
            Data = [.. (node.Find("data")?.Entries ?? []).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsTexts()))],
            Contains = node.Texts("contains"),
            Kind = s_kinds.Contains(kind) ? kind : throw node.Complaint($"the kind '{kind}' is not known; allowed: {string.Join(", ", s_kinds)}."),
            Title = node.Words("title"),
            Timeline = node.Find("timeline")?.AsWord(s_shares) ?? TimelineShare.None,
            CodeIn = node.Texts("code-in"),
            SerialIn = node.OptionalText("serial-in"),
            Device = node.Find("device") is { } device ? device.AsWord(s_happenings) : null,
            Outcome = node.Find("outcome") is { } outcome ? outcome.AsWord(s_outcomes) : null,
            IsResult = gives.Contains("result"),
            TellsOutcome = gives.Contains("outcome"),
            IsHardwareChange = gives.Contains("hardware-change"),
            IsClockChange = gives.Contains("clock-change"),
            ListsCodes = gives.Contains("each-code"),
        };
        foreach (string unknown in gives.Except(["result", "outcome", "hardware-change", "clock-change", "each-code"], StringComparer.Ordinal))
        {
            throw node.Complaint($"'gives: {unknown}' is not known; allowed: result, outcome, hardware-change, clock-change, each-code.");
        }

        node.Finish();
        return pattern;
    }
}

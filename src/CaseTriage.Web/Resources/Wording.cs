using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Resources;

/// <summary>Says values in words of the page's language.</summary>
public sealed class Wording(IStringLocalizer<Texts> texts)
{
    public string Of(Severity severity) => texts["severity." + Key(severity)];

    public string Of(Party party) => texts["party." + Key(party)];

    public string Of(BallMove move) => texts["ball." + Key(move)];

    /// <summary>A thing that people ask for, by the name that the facts give it.</summary>
    public string Item(string item) => Known("item." + item, item);

    public string Of(DeviceOutcome outcome) => texts["outcome." + Key(outcome)];

    public string Of(InventoryIntegrity integrity) => texts["integrity." + Key(integrity)];

    public string Of(ArtifactKind kind) => texts["kind." + Key(kind)];

    public string Of(FileNameEncoding encoding) => texts["names.encoding." + encoding.ToString().ToLowerInvariant()];

    public string Of(ArtifactFormat format) => texts["format." + Key(format)];

    /// <summary>What a file is, as exactly as is known.</summary>
    public string Of(ArtifactSummary artifact) => artifact.Format == ArtifactFormat.Unknown ? Of(artifact.Kind) : Of(artifact.Format);

    public string Of(EvidenceState state) => texts["evidenceState." + Key(state)];

    public string Of(ArtifactStatus status) => texts["status." + Key(status)];

    /// <summary>How sure, in words: a number alone says more than is known.</summary>
    public string Confidence(double confidence) => texts[confidence switch
    {
        >= 0.95 => "confidence.certain",
        >= 0.8 => "confidence.veryLikely",
        >= 0.6 => "confidence.likely",
        >= 0.35 => "confidence.possible",
        _ => "confidence.weak",
    }];

    /// <summary>Level of an event; Windows' own words for 0 to 5.</summary>
    public string Level(int level) => level is >= 0 and <= 5 ? texts[System.FormattableString.Invariant($"level.{level}")] : texts["level.other", level];

    public string Channel(string channel) => Known("channel." + channel, channel);

    public string Source(string source) => Known("source." + source, source);

    public string SiteRule(string rule) => Known("siteRule." + rule, rule);

    /// <summary>A word that a mail statement has as its value.</summary>
    public string Statement(string word) => Known("said." + word, word);

    /// <summary>What a step is about, by its code; the code itself where a pack brought a new one.</summary>
    public string Step(string code) => Known("step." + code, code);

    /// <summary>A word of the document about an offline request, by the set it belongs to: layer, field, fault, check, recognized. What has no words, a label for example, stays.</summary>
    public string Request(string set, string word) => Known($"request.{set}.{word}", word);

    /// <summary>A span of time in its two largest units, where the second still says something.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 10 } => texts["span.longDays", (int)span.TotalDays],
        { TotalDays: >= 1 } => texts["span.days", (int)span.TotalDays, span.Hours],
        { TotalHours: >= 1 } => texts["span.hours", (int)span.TotalHours, span.Minutes],
        _ => texts["span.minutes", (int)span.TotalMinutes],
    };

    /// <summary>Working time in hours: a day of it would not be one of 24.</summary>
    public string Hours(TimeSpan span) => span.TotalHours < 1 ? Span(span) : texts["span.hours", (int)span.TotalHours, span.Minutes];

    public string Size(long sizeInBytes) => sizeInBytes switch
    {
        >= 1L << 30 => $"{sizeInBytes / (double)(1L << 30):0.0} GiB",
        >= 1L << 20 => $"{sizeInBytes / (double)(1L << 20):0.0} MiB",
        >= 1L << 10 => $"{sizeInBytes / (double)(1L << 10):0.0} KiB",
        _ => texts["size.bytes", sizeInBytes],
    };

    /// <summary>A locator (<c>message 2</c>, <c>record 17</c>) in words.</summary>
    public string Locator(string locator)
    {
        string[] parts = locator.Split(' ', 2);
        LocalizedString words = texts["locator." + parts[0], parts.Length > 1 ? parts[1] : ""];
        return words.ResourceNotFound ? locator : words;
    }

    private string Known(string key, string otherwise) => texts[key] is { ResourceNotFound: false } found ? found : otherwise;

    private static string Key<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

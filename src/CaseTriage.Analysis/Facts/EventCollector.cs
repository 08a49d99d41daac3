using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Turns the events of one log into a bounded number of facts and lines of the timeline. Repeats of one event with one code are one fact with a count.
/// </summary>
/// <param name="artifact">Path of the log.</param>
/// <param name="catalog">Which events become facts.</param>
/// <param name="messages">What events mean in words.</param>
internal sealed class EventCollector(string artifact, EventCatalog catalog, MessageCatalog messages)
{
    // A log of millions of records repeats itself: these bounds are far above what the packs can tell apart.
    private const int MaxGroups = 2000;
    private const int MaxOutcomes = 500;
    private const int MaxNotes = 2000;
    private const int MaxChannels = 64;
    private const int MaxHints = 64;
    private const int MaxTextLength = 300;
    private const int MaxMaskedLength = 8192;

    private readonly SortedDictionary<string, Span> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeviceHint> _hints = new(StringComparer.OrdinalIgnoreCase);
    private readonly DeviceEvents _devices = new();
    private string _lastComputer = "";
    private readonly Dictionary<(EventPattern Pattern, int EventId, string? Code), Group> _groups = [];
    private readonly List<Fact> _single = [];
    private readonly List<TimelineNote> _notes = [];

    /// <summary>Counts a record for the log's own facts.</summary>
    /// <param name="seen">The record.</param>
    /// <param name="isRecovered">Whether it comes from free space, so that it stands outside the order of the log.</param>
    public void Count(EventSeen seen, bool isRecovered = false)
    {
        if (!_channels.TryGetValue(seen.Channel, out Span? span))
        {
            if (_channels.Count == MaxChannels)
            {
                return;
            }

            _channels[seen.Channel] = span = new Span();
        }

        span.Add(seen.At);
        if (!isRecovered)
        {
            span.AddInOrder(seen.RecordId, seen.At);
        }

        if (seen.Computer.Length > 0 && seen.Computer != _lastComputer)
        {
            _lastComputer = seen.Computer;
            Hint(WitnessKind.Computer, seen.Computer, seen);
        }
    }

    /// <summary>Whether the packs know an event by its provider and id; only then its data are needed.</summary>
    public bool Knows(EventSeen seen) => catalog.For(seen.Provider, seen.EventId).Any();

    /// <summary>Takes what the packs want of a record.</summary>
    public void Take(EventSeen seen, IReadOnlyList<KeyValuePair<string?, string>> data)
    {
        if (catalog.For(seen.Provider, seen.EventId).FirstOrDefault(pattern => Fits(pattern, data)) is not { } pattern)
        {
            return;
        }

        string? serial = pattern.SerialIn is { } name ? EventValues.Find(data, name) : null;
        if (!string.IsNullOrWhiteSpace(serial))
        {
            Hint(WitnessKind.Client, serial.Trim(), seen);
        }

        foreach (string? code in CodesOf(pattern, data))
        {
            Take(pattern, seen, data, code);
        }
    }

    /// <summary>The facts.</summary>
    /// <param name="mayLackRecords">Whether damage may have cost records.</param>
    public ArtifactReading ToReading(bool mayLackRecords) => new()
    {
        Facts = [.. Logs(mayLackRecords), .. _groups.SelectMany(group => group.Value.ToFacts(group.Key.Pattern, group.Key.Code)), .. _single, .. _devices.ToFacts()],
        Notes = [.. _notes],
        DeviceHints = [.. _hints.Values],
    };

    private void Hint(WitnessKind kind, string value, EventSeen seen)
    {
        if (_hints.Count < MaxHints)
        {
            _hints.TryAdd($"{kind} {value}", new DeviceHint(kind, value, Locator(seen)));
        }
    }

    private void Take(EventPattern pattern, EventSeen seen, IReadOnlyList<KeyValuePair<string?, string>> data, string? code)
    {
        var key = (pattern, seen.EventId, code);
        if (!_groups.TryGetValue(key, out Group? group))
        {
            if (_groups.Count == MaxGroups)
            {
                return;
            }

            _groups[key] = group = new Group(seen, Text(data), EvidenceOf(seen, data));
        }

        group.Add(seen);
        if (pattern.TellsMoreThanItself && _single.Count < MaxOutcomes)
        {
            _single.AddRange(Single(pattern, seen, data, code, EvidenceOf(seen, data)));
        }

        bool isFirst = pattern.Device is { } happening ? _devices.Take(happening, seen, data, EvidenceOf(seen, data)) : group.Count == 1;
        bool isShown = pattern.Timeline == TimelineShare.Each || (pattern.Timeline == TimelineShare.First && isFirst);
        if (isShown && seen.At is { } at && _notes.Count < MaxNotes)
        {
            string? Fill(string name, Language language) => name == "code" ? code ?? "?" : name.StartsWith("data:", StringComparison.Ordinal) ? EventValues.Find(data, name["data:".Length..]) : null;
            _notes.Add(new TimelineNote(new TimelineEntry(at, "evtx", null, pattern.Kind, "", EvidenceOf(seen, data)), pattern.Title.With(Fill)));
        }
    }

    private Evidence EvidenceOf(EventSeen seen, IReadOnlyList<KeyValuePair<string?, string>> data) =>
        Evidence.Of(artifact, Locator(seen), Excerpt(seen, seen.Message?.ReplaceLineEndings(" ") ?? Text(data))) with { Meaning = seen.Message is null ? Meaning(seen, data) : null };

    private LocalizedText? Meaning(EventSeen seen, IReadOnlyList<KeyValuePair<string?, string>> data) =>
        messages.Find(seen.Provider, seen.EventSourceName, seen.EventId)?.Fill(data) is { } text
            ? new LocalizedText(SecretMask.Mask(text.Chinese).Text, SecretMask.Mask(text.English).Text)
            : null;

    private static IEnumerable<Fact> Single(EventPattern pattern, EventSeen seen, IReadOnlyList<KeyValuePair<string?, string>> data, string? code, Evidence evidence)
    {
        DeviceOutcome? outcome = pattern.Outcome ?? (pattern.TellsOutcome && code is not null ? (code == "0x00000000" ? DeviceOutcome.Activated : DeviceOutcome.Failed) : null);
        if (outcome is { } told)
        {
            yield return Fact.Create("activation.outcome", null, evidence, seen.At, ("outcome", told.ToString().ToLowerInvariant()), ("source", "event"), ("code", code));
        }

        if (pattern.IsHardwareChange)
        {
            yield return Fact.Create("hardware.changed", null, evidence, seen.At, ("text", evidence.Excerpt));
        }

        if (pattern.IsClockChange && Time(data, "NewTime") is { } after && Time(data, "OldTime") is { } before)
        {
            yield return Fact.Create("clock.changed", null, evidence, seen.At, ("seconds", (after - before).TotalSeconds), ("process", EventValues.Find(data, "ProcessName")));
        }
    }

    private IEnumerable<Fact> Logs(bool mayLackRecords) => _channels.Select(channel => Fact.Create(
        "log",
        null,
        Evidence.Of(artifact, "offset 0x0", channel.Key),
        channel.Value.To,
        ("channel", channel.Key),
        ("from", channel.Value.From),
        ("to", channel.Value.To),
        ("records", channel.Value.Records),
        ("missing", channel.Value.Missing),
        ("backSeconds", channel.Value.BackSeconds),
        ("damaged", mayLackRecords)));

    private static bool Fits(EventPattern pattern, IReadOnlyList<KeyValuePair<string?, string>> data) =>
        pattern.Data.All(wanted => EventValues.Find(data, wanted.Key) is { } value && wanted.Value.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase))
        && (pattern.Contains.IsEmpty || pattern.Contains.Any(word => data.Any(item => item.Value.Contains(word, StringComparison.OrdinalIgnoreCase))));

    private static IEnumerable<string?> CodesOf(EventPattern pattern, IReadOnlyList<KeyValuePair<string?, string>> data)
    {
        if (pattern.ListsCodes)
        {
            return data.SelectMany(item => ResultCodes.In(item.Value)).Distinct().Take(32).DefaultIfEmpty();
        }

        return [pattern.CodeIn.IsEmpty
            ? data.SelectMany(item => ResultCodes.In(item.Value)).FirstOrDefault()
            : pattern.CodeIn.Select(name => EventValues.Find(data, name)).OfType<string>().Select(ResultCodes.Of).FirstOrDefault(code => code is not null)];
    }

    private static DateTimeOffset? Time(IReadOnlyList<KeyValuePair<string?, string>> data, string name) =>
        DateTimeOffset.TryParse(EventValues.Find(data, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    private static string Text(IReadOnlyList<KeyValuePair<string?, string>> data)
    {
        // Masked before it is cut: half a secret is no longer recognized as one.
        string whole = string.Join("; ", data.Select(item => string.IsNullOrEmpty(item.Key) ? item.Value : $"{item.Key}={item.Value}"));
        string text = SecretMask.Mask(whole.Length <= MaxMaskedLength ? whole : whole[..MaxMaskedLength]).Text;
        return text.Length <= MaxTextLength ? text : text[..MaxTextLength];
    }

    private static string Locator(EventSeen seen) => FormattableString.Invariant($"record {seen.RecordId}");

    private static string Excerpt(EventSeen seen, string text) => FormattableString.Invariant($"{seen.Provider} {seen.EventId}: {text}");

    private sealed class Span
    {
        private long _firstId = long.MaxValue;
        private long _lastId = long.MinValue;
        private long _inOrder;
        private long _previousId;
        private DateTimeOffset? _previousAt;

        public DateTimeOffset? From { get; private set; }

        public DateTimeOffset? To { get; private set; }

        public long Records { get; private set; }

        /// <summary>Numbers between the first and the last that no record has. Windows numbers without holes; records that are there twice hide some.</summary>
        public long Missing => (long)Int128.Clamp((Int128)_lastId - _firstId + 1 - _inOrder, 0, long.MaxValue);

        /// <summary>Greatest step back of the clock, in seconds, between two records of which one follows the other.</summary>
        public double BackSeconds { get; private set; }

        public void Add(DateTimeOffset? at)
        {
            Records++;
            From = From is null || at < From ? at ?? From : From;
            To = To is null || at > To ? at ?? To : To;
        }

        public void AddInOrder(long id, DateTimeOffset? at)
        {
            _inOrder++;
            _firstId = Math.Min(_firstId, id);
            _lastId = Math.Max(_lastId, id);
            if (id - 1 == _previousId && _previousAt - at is { } back)
            {
                BackSeconds = Math.Max(BackSeconds, back.TotalSeconds);
            }

            (_previousId, _previousAt) = (id, at);
        }
    }

    /// <summary>One event with one code, however often it came.</summary>
    private sealed class Group
    {
        private readonly EventSeen _first;
        private readonly string _text;
        private readonly Evidence _evidence;
        private EventSeen _last;

        public Group(EventSeen first, string text, Evidence evidence) => (_first, _last, _text, _evidence) = (first, first, text, evidence);

        public long Count { get; private set; }

        public void Add(EventSeen seen)
        {
            Count++;
            _last = seen.At >= _last.At || _last.At is null ? seen : _last;
        }

        public IEnumerable<Fact> ToFacts(EventPattern pattern, string? code)
        {
            Evidence evidence = _evidence with { Locator = Locator(_last) };
            yield return Fact.Create(
                "event",
                null,
                evidence,
                _last.At,
                ("provider", _first.Provider),
                ("id", _first.EventId),
                ("channel", _first.Channel),
                ("level", _first.Level),
                ("code", code),
                ("text", _text),
                ("kind", pattern.Kind),
                ("count", Count),
                ("first", _first.At),
                ("last", _last.At));
            if (pattern.IsResult && code is not null)
            {
                yield return Fact.Create("activation.result", null, evidence, _last.At, ("code", code), ("system", "windows"), ("text", _text), ("source", "event"), ("count", Count));
            }
        }
    }
}

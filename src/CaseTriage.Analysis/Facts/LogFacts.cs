using System.Collections.Immutable;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats;
using CaseTriage.Formats.Text;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Facts of plain text logs: the activation platform's own, in which <c>(code:N)</c> is a verdict on the serial number of the line, other
/// programs', and what slmgr prints. Secrets are masked before anything is read.
/// </summary>
public static class LogFacts
{
    /// <summary>Most facts, and most masked places, of one log; a log that repeats one line for ever says it once too often.</summary>
    private const int MaxFacts = 10_000;

    /// <summary>Characters that are masked at once.</summary>
    private const int BlockLength = 1024 * 1024;

    /// <summary>Zone of a log that states none: the platform and the machines of this product stand in China.</summary>
    internal static TimeSpan AssumedOffset { get; } = TimeSpan.FromHours(8);

    /// <summary>Reads one log.</summary>
    /// <param name="artifactPath">Path of the file in the case.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="observer">Gets a row for each entry, where it wants any.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ArtifactReading Read(string artifactPath, ReadOnlyMemory<byte> content, IAnalysisObserver observer, CancellationToken cancellationToken)
    {
        DecodedText decoded = TextDecoder.Decode(content.Span);
        (string text, ImmutableArray<MaskedSecret> secrets) = Mask(decoded.Text, cancellationToken);
        LogTime? firstTime = TextLogReader.ReadEntries(text).Select(entry => entry.Time).FirstOrDefault(time => time is not null);
        var reading = new Reading(artifactPath, SlmgrOutput.IsIn(text), new LogRows(artifactPath, firstTime), observer);
        foreach (LogEntry entry in TextLogReader.ReadEntries(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            reading.Add(entry);
        }

        return reading.ToArtifactReading(TextLine.Count(text), decoded.CutBytes) with
        {
            Redactions = [.. secrets.Take(MaxFacts).Select(secret => new Redaction(secret.Kind, new Evidence(artifactPath, FormattableString.Invariant($"line {secret.Line}"), SecretMask.MarkerOf(secret.Kind))) { Value = secret.Value })],
        };
    }

    /// <summary>Masks block by block: the patterns have a time limit that a log of many megabytes would reach.</summary>
    private static (string Text, ImmutableArray<MaskedSecret> Secrets) Mask(string text, CancellationToken cancellationToken)
    {
        var masked = new StringBuilder(text.Length);
        ImmutableArray<MaskedSecret>.Builder secrets = ImmutableArray.CreateBuilder<MaskedSecret>();
        KnownSecrets known = KnownSecrets.None;
        int linesBefore = 0;
        for (int start = 0; start < text.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(BlockLength, text.Length - start);
            int lastBreak = text.AsSpan(start, length).LastIndexOf('\n');
            length = start + length < text.Length && lastBreak >= 0 ? lastBreak + 1 : length;
            MaskedText block = SecretMask.Mask(text.Substring(start, length), known);
            masked.Append(block.Text);
            secrets.AddRange(block.Secrets.Select(secret => secret with { Line = secret.Line + linesBefore }));
            known = block.Known;
            linesBefore += text.AsSpan(start, length).Count('\n');
            start += length;
        }

        return (masked.ToString(), secrets.ToImmutable());
    }

    /// <summary>What one log gave so far.</summary>
    private sealed class Reading(string artifactPath, bool isSlmgr, LogRows rows, IAnalysisObserver observer)
    {
        private readonly ImmutableArray<Fact>.Builder _facts = ImmutableArray.CreateBuilder<Fact>();
        private readonly ImmutableArray<TimelineEntry>.Builder _timeline = ImmutableArray.CreateBuilder<TimelineEntry>();
        private readonly Dictionary<string, string> _devices = new(StringComparer.Ordinal);
        private readonly LogTemplateMiner _miner = new();
        private readonly SlmgrFacts _slmgr = new(artifactPath);
        private int? _fullAtLine;
        private bool _isZoneAssumed;

        public void Add(LogEntry entry)
        {
            DateTimeOffset? at = entry.Time?.ToUtc(AssumedOffset);
            _isZoneAssumed |= entry.Time is { Offset: null };
            var codes = new SortedSet<string>(StringComparer.Ordinal);
            int number = entry.Number;
            foreach (string text in entry.Text.Split('\n'))
            {
                AddLine(number++, text, at, codes);
            }

            _miner.Add(entry, at, codes);
            if (observer.WantsEvents)
            {
                observer.Event(rows.RowOf(entry, codes));
            }
        }

        public ArtifactReading ToArtifactReading(int lines, int cutBytes)
        {
            ImmutableArray<Damage> damage = [.. Damages(lines, cutBytes)];
            ImmutableArray<LogTemplate> templates = _miner.ToTemplates();
            long entriesLeftOut = _miner.OtherCount + templates.Skip(LogTemplates.MaxShown).Sum(template => template.Count);
            return new ArtifactReading
            {
                Status = damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial,
                Records = Math.Min(lines, TextLogReader.MaxLines),
                Damage = damage,
                Facts = [.. _facts, .. _slmgr.ToFacts()],
                Timeline = _timeline.ToImmutable(),
                DeviceHints = _devices.Count == 1 ? [.. _devices.Select(device => new DeviceHint(WitnessKind.Log, device.Key, device.Value))] : [],
                Templates = new LogTemplates([.. templates.Take(LogTemplates.MaxShown)], Math.Max(0, templates.Length - LogTemplates.MaxShown), entriesLeftOut, _isZoneAssumed),
            };
        }

        private IEnumerable<Damage> Damages(int lines, int cutBytes)
        {
            if (_fullAtLine is { } full)
            {
                yield return new Damage("fact-limit", FormattableString.Invariant($"The log holds more than {MaxFacts} results: those after line {full} are listed as lines, but nothing is concluded from them."), null);
            }

            if (lines > TextLogReader.MaxLines)
            {
                yield return new Damage("line-limit", FormattableString.Invariant($"The log has {lines} lines; the first {TextLogReader.MaxLines} were read."), null);
            }

            if (cutBytes > 0)
            {
                yield return new Damage("text-cut", "The file ends within a character: its end is missing. Ask for the file again.", null);
            }
        }

        private void AddLine(int number, string text, DateTimeOffset? at, SortedSet<string> entryCodes)
        {
            ErrorCode[] codes = [.. ErrorCodeReader.Find(text)];
            entryCodes.UnionWith(codes.Where(code => !code.IsSuccess).Select(code => code.Code));
            if (_facts.Count >= MaxFacts)
            {
                _fullAtLine ??= number - 1;
                return;
            }

            if (isSlmgr)
            {
                _slmgr.Add(number, text);
                if (SlmgrOutput.IsLicensed(text) is bool isLicensed)
                {
                    AddOutcome(Place(number, text, at), isLicensed, "slmgr");
                }
            }

            if (codes.Length > 0)
            {
                AddCodes(Place(number, text, at), codes);
            }
        }

        private void AddCodes(Line line, ErrorCode[] codes)
        {
            ErrorCode? verdict = Array.Find(codes, code => code.System == ErrorCodeSystem.Aps);
            string source = verdict is null ? "log" : "platform";
            foreach (ErrorCode code in codes.Where(code => !code.IsSuccess))
            {
                _facts.Add(Fact.Create("activation.result", line.Device, line.Evidence, line.At,
                    ("code", code.Code), ("system", code.System.ToString().ToLowerInvariant()), ("text", code.Text ?? verdict?.Text), ("source", source)));
            }

            if (verdict is not null)
            {
                AddOutcome(line, verdict.IsSuccess, source);
            }

            if (line.At is DateTimeOffset at)
            {
                ErrorCode told = verdict ?? codes[0];
                _timeline.Add(new TimelineEntry(at, "log", line.Device, "activation", told.Text is null ? told.Code : $"{told.Code}: {told.Text}", line.Evidence));
            }
        }

        private void AddOutcome(Line line, bool isActivated, string source) =>
            _facts.Add(Fact.Create("activation.outcome", line.Device, line.Evidence, line.At, ("outcome", isActivated ? "activated" : "failed"), ("source", source)));

        private Line Place(int number, string text, DateTimeOffset? at)
        {
            string? device = SerialNumberFinder.Single(text);
            string locator = FormattableString.Invariant($"line {number}");
            if (device is not null)
            {
                _devices.TryAdd(device, locator);
            }

            return new Line(device, at, Evidence.Of(artifactPath, locator, text));
        }
    }

    /// <summary>A line that says something.</summary>
    private readonly record struct Line(string? Device, DateTimeOffset? At, Evidence Evidence);
}

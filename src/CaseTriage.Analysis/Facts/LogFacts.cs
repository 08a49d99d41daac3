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
    private static readonly TimeSpan s_assumedOffset = TimeSpan.FromHours(8);

    /// <summary>Reads one log.</summary>
    /// <param name="artifactPath">Path of the file in the case.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ArtifactReading Read(string artifactPath, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        (string text, ImmutableArray<MaskedSecret> secrets) = Mask(TextDecoder.Decode(content.Span).Text, cancellationToken);
        var reading = new Reading(artifactPath, SlmgrOutput.IsIn(text));
        foreach (LogLine line in TextLogReader.Read(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!reading.Add(line))
            {
                break;
            }
        }

        return reading.ToArtifactReading() with
        {
            Redactions = [.. secrets.Take(MaxFacts).Select(secret => new Redaction(secret.Kind, new Evidence(artifactPath, FormattableString.Invariant($"line {secret.Line}"), SecretMask.MarkerOf(secret.Kind))))],
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
    private sealed class Reading(string artifactPath, bool isSlmgr)
    {
        private readonly ImmutableArray<Fact>.Builder _facts = ImmutableArray.CreateBuilder<Fact>();
        private readonly ImmutableArray<TimelineEntry>.Builder _timeline = ImmutableArray.CreateBuilder<TimelineEntry>();
        private readonly HashSet<string> _devices = new(StringComparer.Ordinal);
        private int _lines;
        private bool _isFull;

        /// <summary>False where no more is taken.</summary>
        public bool Add(LogLine line)
        {
            _lines++;
            _isFull = _facts.Count >= MaxFacts;
            if (_isFull)
            {
                return false;
            }

            if (isSlmgr && SlmgrOutput.IsLicensed(line.Text) is bool isLicensed)
            {
                AddOutcome(Place(line), isLicensed, "slmgr");
            }

            ErrorCode[] codes = [.. ErrorCodeReader.Find(line.Text)];
            if (codes.Length > 0)
            {
                AddCodes(Place(line), codes);
            }

            return true;
        }

        public ArtifactReading ToArtifactReading() => new()
        {
            Status = _isFull ? ArtifactStatus.Partial : ArtifactStatus.Parsed,
            Records = _lines,
            Damage = _isFull ? [new Damage("fact-limit", FormattableString.Invariant($"The log was read up to line {_lines}: it holds more than {MaxFacts} results."), null)] : [],
            Facts = _facts.ToImmutable(),
            Timeline = _timeline.ToImmutable(),
            DeviceHints = _devices.Count == 1 ? [.. _devices] : [],
        };

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

        private Line Place(LogLine line)
        {
            string? device = SerialNumberFinder.Single(line.Text);
            if (device is not null)
            {
                _devices.Add(device);
            }

            return new Line(device, line.Time?.ToUtc(s_assumedOffset), Evidence.Of(artifactPath, FormattableString.Invariant($"line {line.Number}"), line.Text));
        }
    }

    /// <summary>A line that says something.</summary>
    private readonly record struct Line(string? Device, DateTimeOffset? At, Evidence Evidence);
}

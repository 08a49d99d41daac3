using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.EventMessages;

namespace CaseTriage.Analysis.Facts;

/// <summary>The texts of event logs met so far in a case. A log takes those that lie in the folder <c>LocaleMetaData</c> beside it, in the same archive or folder.</summary>
public sealed class LogTexts
{
    /// <summary>Most that is read of one file, and kept of all at a time. A log of 100,000 events has texts of some 90 MiB; they wait for their log only, and are let go with it.</summary>
    public const int MaxSizeInBytes = 128 << 20;

    private readonly List<Kept> _kept = [];
    private readonly HashSet<string> _readLogs = new(StringComparer.Ordinal);
    private long _keptSizeInBytes;

    /// <summary>Reads a file of texts and keeps it for its log.</summary>
    /// <param name="path">Path in the case.</param>
    /// <param name="file">The whole file; it stays in use, and must not change.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="MalformedDataException">It is no such file.</exception>
    public ArtifactReading Read(string path, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        EventMessageFile texts = EventMessageReader.Read(file, cancellationToken);
        Damage? unused = EventMessageFileName.Parse(path) is { } name ? Keep(name, texts, file.Length) : NoPlace();
        return new ArtifactReading
        {
            Status = texts.Damage.Count == 0 ? ArtifactStatus.Parsed : ArtifactStatus.Partial,
            Records = texts.Count,
            Damage = [.. texts.Damage, .. unused is null ? [] : new[] { unused }],
        };
    }

    /// <summary>The texts for a log, best language first in choice; null where none came before it. They are given once.</summary>
    public EventMessageFile? TakeFor(string logPath)
    {
        _readLogs.Add(logPath);
        EventMessageFile? best = _kept.Where(kept => kept.Name.IsFor(logPath)).OrderBy(kept => kept.Name.Rank).FirstOrDefault()?.Texts;
        foreach (Kept used in _kept.Where(kept => kept.Name.IsFor(logPath)).ToList())
        {
            _kept.Remove(used);
            _keptSizeInBytes -= used.SizeInBytes;
        }

        return best;
    }

    private Damage? Keep(EventMessageFileName name, EventMessageFile texts, long sizeInBytes)
    {
        if (_readLogs.Any(name.IsFor))
        {
            return new Damage("texts-late", "The texts lie behind their event log in the cabinet and were not joined to its events. Collect both as a zip.", null);
        }

        if (_keptSizeInBytes + sizeInBytes > MaxSizeInBytes)
        {
            return new Damage("limit-texts", $"The texts of event logs in this case have more than {MaxSizeInBytes >> 20} MiB; these were not joined to their log.", null);
        }

        _keptSizeInBytes += sizeInBytes;
        _kept.Add(new Kept(name, texts, sizeInBytes));
        return null;
    }

    private static Damage NoPlace() => new(
        "texts-without-log", "Only its place says which event log these texts belong to: the folder 'LocaleMetaData' beside the log, under the name 'LOG_1033.MTA'. They were not joined to a log.", null);

    private sealed record Kept(EventMessageFileName Name, EventMessageFile Texts, long SizeInBytes);
}

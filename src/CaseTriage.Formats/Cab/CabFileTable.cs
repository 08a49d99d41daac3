using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Cab;

/// <summary>Decodes the CFFILE table ([MS-CAB] 2.4).</summary>
internal static class CabFileTable
{
    private const int MaxEntrySize = 16 + 256;
    private const ushort ContinuedFromPrevious = 0xFFFD;
    private const ushort ContinuedToNext = 0xFFFE;
    private const ushort ContinuedBoth = 0xFFFF;
    private const ushort NameIsUtf8 = 0x0080;

    /// <summary>Reads at most <paramref name="maxEntries"/> entries in the order in which their content lies in the cabinet.</summary>
    public static ImmutableArray<CabEntry> Read(Stream stream, CabHeader header, int maxEntries, ImmutableArray<Damage>.Builder damage)
    {
        int count = Math.Min(header.FileCount, maxEntries);
        byte[] buffer = new byte[(int)Math.Clamp(stream.Length - header.FilesOffset, 0, (long)count * MaxEntrySize)];
        var reader = new SpanReader(stream.ReadAt(header.FilesOffset, buffer));
        var entries = new List<CabEntry>();
        while (entries.Count < count && TryReadEntry(ref reader, header) is { } entry)
        {
            entries.Add(entry);
        }

        if (entries.Count < count)
        {
            damage.Add(new Damage("cab-files", string.Create(CultureInfo.InvariantCulture,
                $"The table of files breaks off after {entries.Count} of {header.FileCount} entries at offset 0x{header.FilesOffset + reader.Position:x}."), header.FilesOffset + reader.Position));
        }
        else if (count < header.FileCount)
        {
            damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet names {header.FileCount} entries; the limit is {maxEntries}, the rest was not looked at. Ask for the logs in several cabinets."), null));
        }

        return [.. RefuseContinued(entries, header).OrderBy(entry => entry.FolderIndex).ThenBy(entry => entry.OffsetInFolder).ThenBy(entry => entry.SizeInBytes)];
    }

    private static CabEntry? TryReadEntry(ref SpanReader reader, CabHeader header)
    {
        if (!reader.TryReadUInt32(out uint size) || !reader.TryReadUInt32(out uint offset) || !reader.TryReadUInt16(out ushort folder)
            || !reader.TrySkip(sizeof(ushort) * 2) || !reader.TryReadUInt16(out ushort attributes) || !CabHeader.TryReadName(ref reader, out ReadOnlySpan<byte> name))
        {
            return null;
        }

        int index = folder switch
        {
            ContinuedFromPrevious or ContinuedBoth => 0,
            ContinuedToNext => header.Folders.Length - 1,
            _ => folder,
        };
        return new CabEntry
        {
            RawName = new RawFileName(name.ToArray(), (attributes & NameIsUtf8) != 0),
            SizeInBytes = size,
            FolderIndex = index,
            OffsetInFolder = offset,
            BeginsInPrevious = folder is ContinuedFromPrevious or ContinuedBoth,
            Refusal = Refuse(folder, header),
        };
    }

    private static Damage? Refuse(ushort folder, CabHeader header) => folder switch
    {
        ContinuedFromPrevious or ContinuedBoth => Missing("begins in the cabinet before this one", header.PreviousName),
        ContinuedToNext => Missing("goes on in the next cabinet", header.NextName),
        _ when folder >= header.Folders.Length => new Damage("cab-files", string.Create(CultureInfo.InvariantCulture,
            $"The entry names the folder {folder}; the cabinet has {header.Folders.Length}."), null),
        _ => null,
    };

    /// <summary>Where the first folder began in another cabinet, nothing of it can be unpacked: its history is there.</summary>
    private static IEnumerable<CabEntry> RefuseContinued(List<CabEntry> entries, CabHeader header)
    {
        bool isContinued = entries.Exists(entry => entry.BeginsInPrevious);
        return entries.Select(entry => isContinued && entry.FolderIndex == 0 && entry.Refusal is null
            ? entry with { Refusal = Missing("lies in a folder that begins in the cabinet before this one", header.PreviousName) }
            : entry);
    }

    private static Damage Missing(string what, string? name) =>
        new("cab-set", $"The entry {what}{(string.IsNullOrEmpty(name) ? "" : $" ('{name}')")}. Ask for all cabinets of the set, or for one single cabinet.", null);
}

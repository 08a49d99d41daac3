using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Cab;

/// <summary>A CFFILE ([MS-CAB] 2.4).</summary>
/// <param name="Name">Its name.</param>
/// <param name="SizeInBytes">Size of the content.</param>
/// <param name="Offset">Offset of the content in the unpacked data of its folder.</param>
/// <param name="Folder">Number of the folder in its cabinet, or one of the words for continued ones.</param>
internal readonly record struct CabFile(RawFileName Name, uint SizeInBytes, uint Offset, ushort Folder)
{
    private const ushort ContinuedFromPrevious = 0xFFFD;
    private const ushort ContinuedToNext = 0xFFFE;
    private const ushort ContinuedBoth = 0xFFFF;

    /// <summary>Whether the content begins in the cabinet before.</summary>
    public bool BeginsInPrevious => Folder is ContinuedFromPrevious or ContinuedBoth;

    /// <summary>Whether the content goes on in the next cabinet.</summary>
    public bool GoesOnInNext => Folder is ContinuedToNext or ContinuedBoth;
}

/// <summary>Decodes the table of CFFILEs.</summary>
internal static class CabFileTable
{
    private const int MaxEntrySize = 16 + 256;
    private const ushort NameIsUtf8 = 0x0080;

    /// <summary>Reads at most <paramref name="maxEntries"/> files in the order of the table; what is not read is told in <paramref name="damage"/>.</summary>
    public static List<CabFile> Read(Stream stream, CabHeader header, int maxEntries, ImmutableArray<Damage>.Builder damage)
    {
        int count = Math.Min(header.FileCount, maxEntries);
        byte[] buffer = new byte[(int)Math.Clamp(stream.Length - header.FilesOffset, 0, (long)count * MaxEntrySize)];
        var reader = new SpanReader(stream.ReadAt(header.FilesOffset, buffer));
        var files = new List<CabFile>();
        while (files.Count < count && TryRead(ref reader) is { } file)
        {
            files.Add(file);
        }

        if (files.Count < count)
        {
            damage.Add(new Damage("cab-files", string.Create(CultureInfo.InvariantCulture,
                $"The table of files breaks off after {files.Count} of {header.FileCount} entries at offset 0x{header.FilesOffset + reader.Position:x}."), header.FilesOffset + reader.Position));
        }
        else if (count < header.FileCount)
        {
            damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet names {header.FileCount} entries; the limit is {maxEntries}, the rest was not looked at. Ask for the logs in several cabinets."), null));
        }

        return files;
    }

    private static CabFile? TryRead(ref SpanReader reader) =>
        reader.TryReadUInt32(out uint size) && reader.TryReadUInt32(out uint offset) && reader.TryReadUInt16(out ushort folder)
        && reader.TrySkip(sizeof(ushort) * 2) && reader.TryReadUInt16(out ushort attributes) && CabHeader.TryReadName(ref reader, out ReadOnlySpan<byte> name)
            ? new CabFile(new RawFileName(name.ToArray(), (attributes & NameIsUtf8) != 0), size, offset, folder)
            : null;
}

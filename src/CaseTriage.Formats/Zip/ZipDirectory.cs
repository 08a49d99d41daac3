using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Zip;

/// <summary>Decodes the central directory (APPNOTE 4.3.12).</summary>
internal static class ZipDirectory
{
    /// <summary>Largest directory that is read, in bytes: some 100,000 entries.</summary>
    public const int MaxSizeInBytes = 16 << 20;

    /// <summary>Longest name that is decoded, in bytes; the format allows 65,535.</summary>
    private const int MaxNameLength = 1024;

    /// <summary>Reads at most <paramref name="maxEntries"/> entries; what is not read is told in <paramref name="damage"/>.</summary>
    public static List<ZipEntry> Read(Stream stream, ZipEndRecord end, int maxEntries, ImmutableArray<Damage>.Builder damage)
    {
        byte[] buffer = new byte[(int)Math.Min(end.DirectorySizeInBytes, MaxSizeInBytes)];
        var reader = new SpanReader(stream.ReadAt(end.DirectoryOffset, buffer));
        var entries = new List<ZipEntry>();
        while (entries.Count < maxEntries && TryReadEntry(ref reader, end.Shift) is { } entry)
        {
            entries.Add(entry);
        }

        ReportRest(end, entries.Count, maxEntries, reader.Position, damage);
        return entries;
    }

    private static void ReportRest(ZipEndRecord end, int count, int maxEntries, int position, ImmutableArray<Damage>.Builder damage)
    {
        if (end.IsPartOfSet)
        {
            damage.Add(new Damage("zip-set", "The zip is one part of a set of several files. Ask for all parts, or for the zip in one file.", null));
        }

        if (count == maxEntries && end.EntryCount > count)
        {
            damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture,
                $"The zip names {end.EntryCount} entries; the limit is {maxEntries}, the rest was not looked at. Ask for the logs in several zips."), null));
        }
        else if (end.DirectorySizeInBytes > MaxSizeInBytes)
        {
            damage.Add(new Damage("limit-zip-directory", string.Create(CultureInfo.InvariantCulture,
                $"The directory of the zip has {end.DirectorySizeInBytes} bytes; only the first {MaxSizeInBytes} were read."), end.DirectoryOffset));
        }
        else if ((ushort)count != (ushort)end.EntryCount)
        {
            damage.Add(new Damage("zip-directory", string.Create(CultureInfo.InvariantCulture,
                $"The directory of the zip counts {end.EntryCount} entries; {count} are there, up to offset 0x{end.DirectoryOffset + position:x}."), end.DirectoryOffset + position));
        }
    }

    private static ZipEntry? TryReadEntry(ref SpanReader reader, long shift)
    {
        if (!reader.TryReadBytes(ZipSignature.Length, out ReadOnlySpan<byte> signature) || !signature.SequenceEqual(ZipSignature.DirectoryEntry)
            || !reader.TrySkip(sizeof(ushort) * 2)
            || !reader.TryReadUInt16(out ushort flags) || !reader.TryReadUInt16(out ushort method)
            || !reader.TryReadUInt16(out ushort time) || !reader.TrySkip(sizeof(ushort)) || !reader.TryReadUInt32(out uint crc)
            || !reader.TryReadUInt32(out uint compressedSize) || !reader.TryReadUInt32(out uint size)
            || !reader.TryReadUInt16(out ushort nameLength) || !reader.TryReadUInt16(out ushort extraLength) || !reader.TryReadUInt16(out ushort commentLength)
            || !reader.TrySkip((sizeof(ushort) * 2) + sizeof(uint)) || !reader.TryReadUInt32(out uint headerOffset)
            || !reader.TryReadBytes(nameLength, out ReadOnlySpan<byte> name) || !reader.TryReadBytes(extraLength, out ReadOnlySpan<byte> extra)
            || !reader.TrySkip(commentLength))
        {
            return null;
        }

        var sizes = ZipExtraField.ReadSizes(extra, new ZipSizes(size, compressedSize, headerOffset));
        return new ZipEntry
        {
            RawName = TakeName(name, extra, flags),
            Method = method,
            IsEncrypted = ZipFlags.IsEncrypted(flags),
            Encryption = ZipEncryption.Find(flags, method, crc, time, extra),
            Crc32 = crc,
            CompressedSizeInBytes = sizes.CompressedSizeInBytes,
            SizeInBytes = sizes.SizeInBytes,
            HeaderOffset = sizes.HeaderOffset + shift,
        };
    }

    /// <summary>The name of an entry, that of the Unicode field where it fits the other.</summary>
    public static RawFileName TakeName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, ushort flags)
    {
        ReadOnlySpan<byte> unicode = ZipExtraField.FindUnicodeName(extra, name);
        ReadOnlySpan<byte> bytes = unicode.IsEmpty ? name : unicode;
        return new RawFileName(bytes[..Math.Min(bytes.Length, MaxNameLength)].ToArray(), !unicode.IsEmpty || ZipFlags.IsUtf8(flags));
    }
}

/// <summary>General purpose bits of an entry (APPNOTE 4.4.4).</summary>
internal static class ZipFlags
{
    public static bool IsEncrypted(int flags) => (flags & 0x0001) != 0;

    public static bool IsStronglyEncrypted(int flags) => (flags & 0x0040) != 0;

    public static bool HasDataDescriptor(int flags) => (flags & 0x0008) != 0;

    public static bool IsUtf8(int flags) => (flags & 0x0800) != 0;
}

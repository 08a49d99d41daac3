using System.Buffers.Binary;
using System.Collections.Immutable;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Zip;

/// <summary>Finds the entries of a zip without its directory, by their local headers.</summary>
internal static class ZipSalvage
{
    private const int DescriptorSize = 16;

    /// <summary>The entries whose header is whole, in the order of the file.</summary>
    public static ImmutableArray<ZipEntry> FindEntries(Stream stream, ArchiveOptions options)
    {
        ImmutableArray<ZipEntry>.Builder entries = ImmutableArray.CreateBuilder<ZipEntry>();
        long offset = 0;
        while (entries.Count < options.MaxEntries && Find(stream, offset, IsLocalHeader) is { } found)
        {
            offset = found + ZipSignature.Length;
            if (ReadEntry(stream, found, options.Password is not null) is { } entry)
            {
                entries.Add(entry);
                offset = entry.DataOffset + entry.CompressedSizeInBytes;
            }
        }

        return entries.ToImmutable();
    }

    private static ZipEntry? ReadEntry(Stream stream, long offset, bool hasPassword)
    {
        if (ZipLocalHeader.Read(stream, offset) is not { } header)
        {
            return null;
        }

        byte[] buffer = new byte[header.NameLength + header.ExtraLength];
        ReadOnlySpan<byte> bytes = stream.ReadAt(offset + ZipLocalHeader.FixedSize, buffer);
        if (bytes.Length < buffer.Length || header.NameLength == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> extra = bytes[header.NameLength..];
        ZipSizes sizes = ZipExtraField.ReadSizes(extra, header.Sizes);
        var entry = new ZipEntry
        {
            RawName = ZipDirectory.TakeName(bytes[..header.NameLength], extra, header.Flags),
            Method = header.Method,
            IsEncrypted = ZipFlags.IsEncrypted(header.Flags),
            Encryption = ZipEncryption.Find(header.Flags, header.Method, header.Crc32, header.Time, extra),
            Crc32 = header.Crc32,
            CompressedSizeInBytes = sizes.CompressedSizeInBytes,
            SizeInBytes = sizes.SizeInBytes,
            HeaderOffset = offset,
            DataOffset = header.DataOffset,
        };
        ZipEntry measured = ZipFlags.HasDataDescriptor(header.Flags) ? Measure(stream, entry) : Clip(stream, entry);
        return measured with { Refusal = ZipEncryption.Refuse(measured, hasPassword) };
    }

    private static ZipEntry Clip(Stream stream, ZipEntry entry) =>
        entry.CompressedSizeInBytes >= 0 && entry.CompressedSizeInBytes <= stream.Length - entry.DataOffset
            ? entry
            : Cut(entry, stream.Length);

    /// <summary>Finds the end of data whose size stands behind them: a descriptor that names just the distance, else the next record.</summary>
    private static ZipEntry Measure(Stream stream, ZipEntry entry)
    {
        Span<byte> buffer = stackalloc byte[DescriptorSize];
        long offset = entry.DataOffset;
        while (Find(stream, offset, IsRecord) is { } found)
        {
            ReadOnlySpan<byte> bytes = stream.ReadAt(found, buffer);
            if (!bytes.StartsWith(ZipSignature.DataDescriptor))
            {
                return Cut(entry, found);
            }

            if (bytes.Length == DescriptorSize && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == found - entry.DataOffset)
            {
                return entry with
                {
                    Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
                    CompressedSizeInBytes = found - entry.DataOffset,
                    SizeInBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
                };
            }

            offset = found + ZipSignature.Length;
        }

        return Cut(entry, stream.Length);
    }

    private static ZipEntry Cut(ZipEntry entry, long end) => entry with
    {
        Crc32 = null,
        SizeInBytes = null,
        CompressedSizeInBytes = Math.Max(0, end - entry.DataOffset),
        Reservation = new Damage("entry-truncated", $"The data of the entry end at offset 0x{end:x}, before they are whole; what came out is a part.", end),
    };

    private static bool IsLocalHeader(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ZipSignature.LocalHeader);

    private static bool IsRecord(ReadOnlySpan<byte> bytes) =>
        IsLocalHeader(bytes) || bytes.StartsWith(ZipSignature.DataDescriptor) || bytes.StartsWith(ZipSignature.DirectoryEntry) || bytes.StartsWith(ZipSignature.EndRecord);

    private delegate bool Match(ReadOnlySpan<byte> bytes);

    private static long? Find(Stream stream, long offset, Match isMatch)
    {
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            ReadOnlySpan<byte> bytes = stream.ReadAt(offset, buffer);
            if (bytes.Length < ZipSignature.Length)
            {
                return null;
            }

            for (int i = bytes.IndexOf("PK"u8); i >= 0;)
            {
                if (isMatch(bytes[i..]))
                {
                    return offset + i;
                }

                int next = bytes[(i + 1)..].IndexOf("PK"u8);
                i = next < 0 ? -1 : i + 1 + next;
            }

            offset += bytes.Length - ZipSignature.Length + 1;
        }
    }
}

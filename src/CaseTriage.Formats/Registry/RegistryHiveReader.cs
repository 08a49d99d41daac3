using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Registry;

/// <summary>
/// Reads values out of a registry hive: base block, key nodes and their lists, values with their data. The bytes are documented by those who read them, not
/// by their maker; see <c>docs/formats/registry.md</c>. Transaction logs are not applied: a hive that was not closed reads as it was last written.
/// <para>Keys are looked up by their paths, so that no walk through the whole tree is needed and none can run in a circle.</para>
/// <para>Damage: <c>hive-checksum</c>, <c>hive-dirty</c>, <c>hive-cut</c>, <c>hive-key</c>, <c>hive-list</c>, <c>hive-value</c>, <c>limit-entries</c>.</para>
/// </summary>
public static class RegistryHiveReader
{
    private const int SequenceOffset = 4;
    private const int TypeOffset = 28;
    private const int RootOffset = 36;
    private const int ChecksumOffset = 508;

    /// <summary>Whether bytes begin as a hive does.</summary>
    public static bool IsHive(ReadOnlySpan<byte> head) => head.StartsWith("regf"u8);

    /// <summary>Reads the values of some keys.</summary>
    /// <param name="hive">The whole file.</param>
    /// <param name="keys">Paths below the root, parts joined by <c>\</c>; case does not matter. A key that is not there gives nothing.</param>
    /// <param name="cancellationToken">Looked at once for each key.</param>
    /// <exception cref="MalformedDataException"><c>not-hive</c>, <c>hive-header</c>: cut within the base block; <c>hive-log</c>: the log of a hive; <c>hive-root</c>: the first key cannot be read.</exception>
    public static RegistryContent Read(ReadOnlySpan<byte> hive, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        uint place = ReadBaseBlock(hive);
        var cells = new HiveCells(hive);
        if (!cells.TryGet(place, out ReadOnlySpan<byte> cell) || !HiveKey.TryRead(cell, out HiveKey root))
        {
            throw new MalformedDataException("hive-root", string.Create(CultureInfo.InvariantCulture, $"There is no key at offset 0x{HiveCells.PlaceOf(place):x}, where the base block says that the first one is. Collect the hive again."));
        }

        var search = new HiveSearch();
        CheckBaseBlock(hive, search);
        foreach (string path in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            search.Take(cells, root, path);
        }

        return search.ToContent();
    }

    private static uint ReadBaseBlock(ReadOnlySpan<byte> hive)
    {
        if (!IsHive(hive))
        {
            throw new MalformedDataException("not-hive", "The file does not begin with 'regf'; expected a registry hive.");
        }

        if (hive.Length < HiveCells.BaseBlockSize)
        {
            throw new MalformedDataException("hive-header", string.Create(CultureInfo.InvariantCulture, $"The hive has {hive.Length} bytes; its base block alone has {HiveCells.BaseBlockSize}. Collect it again."));
        }

        uint type = BinaryPrimitives.ReadUInt32LittleEndian(hive[TypeOffset..]);
        return type == 0
            ? BinaryPrimitives.ReadUInt32LittleEndian(hive[RootOffset..])
            : throw new MalformedDataException("hive-log", "The file is the log of a hive, not the hive. Ask for the file without '.LOG' in its name.");
    }

    private static void CheckBaseBlock(ReadOnlySpan<byte> hive, HiveSearch search)
    {
        uint sum = 0;
        for (int offset = 0; offset < ChecksumOffset; offset += sizeof(uint))
        {
            sum ^= BinaryPrimitives.ReadUInt32LittleEndian(hive[offset..]);
        }

        // 0 and all ones are never written.
        sum = sum switch { 0 => 1, uint.MaxValue => uint.MaxValue - 1, _ => sum };
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(hive[ChecksumOffset..]);
        if (sum != stored)
        {
            search.Report("hive-checksum", string.Create(CultureInfo.InvariantCulture, $"The base block has the checksum 0x{stored:x8}; its bytes give 0x{sum:x8}."), ChecksumOffset);
        }

        var sequences = new SpanReader(hive, SequenceOffset);
        sequences.TryReadUInt32(out uint first);
        sequences.TryReadUInt32(out uint second);
        if (first != second)
        {
            search.Report("hive-dirty", "The hive was copied while it was in use; its last changes are only in its log. What was read may be old.", SequenceOffset);
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(hive[(RootOffset + sizeof(uint))..]);
        if (HiveCells.BaseBlockSize + (long)size > hive.Length)
        {
            search.Report("hive-cut", string.Create(CultureInfo.InvariantCulture, $"The base block tells of {size} bytes behind it; {hive.Length - HiveCells.BaseBlockSize} are there."), hive.Length);
        }
    }
}

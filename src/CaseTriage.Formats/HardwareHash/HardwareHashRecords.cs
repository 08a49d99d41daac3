using System.Collections.Immutable;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>The records of a hash in their order, as far as they are in order.</summary>
internal sealed class HardwareHashRecords
{
    private readonly ImmutableArray<HardwareHashRecord>.Builder _records = ImmutableArray.CreateBuilder<HardwareHashRecord>();

    private HardwareHashRecords()
    {
    }

    /// <summary>Offset of the first record that cannot be one, or null. A last record cut short by the end of the bytes is none.</summary>
    public int? BrokenAt { get; private set; }

    /// <summary>All records in their order.</summary>
    public ImmutableArray<HardwareHashRecord> All => _records.ToImmutable();

    /// <summary>The records of one type, in their order.</summary>
    public IEnumerable<HardwareHashRecord> Of(HardwareHashRecordType type) => _records.Where(record => record.Type == type);

    /// <param name="bytes">Header and records, as many as there are.</param>
    /// <param name="length">Length of header and records as the header states it.</param>
    public static HardwareHashRecords Read(ReadOnlySpan<byte> bytes, int length)
    {
        var result = new HardwareHashRecords();
        var reader = new SpanReader(bytes, HardwareHashLayout.HeaderLength);
        while (reader.Remaining > 0)
        {
            int start = reader.Position;
            if (!reader.TryReadUInt16(out ushort type) || !reader.TryReadUInt16(out ushort size))
            {
                return result;
            }

            if (!IsInOrder(type, size, length - start))
            {
                result.BrokenAt = start;
                return result;
            }

            if (!reader.TryReadBytes(size - HardwareHashRecord.HeaderLength, out ReadOnlySpan<byte> value))
            {
                return result;
            }

            result._records.Add(new HardwareHashRecord((HardwareHashRecordType)type, start, [.. value]));
        }

        return result;
    }

    // Types up to 37 were seen; new tools may add some, but a type far above is garbage.
    private static bool IsInOrder(ushort type, ushort size, int room) => type is > 0 and < 256 && size >= HardwareHashRecord.HeaderLength && size <= room;
}

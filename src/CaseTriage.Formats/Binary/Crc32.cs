using System.Buffers.Binary;

namespace CaseTriage.Formats.Binary;

/// <summary>
/// CRC-32 as ISO-HDLC defines it (reflected polynomial 0xEDB88320), the one of zip, PNG and EVTX. Eight bytes a step by eight
/// tables ("slicing by 8"), so that checking costs little beside reading.
/// </summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int TableLength = 256;
    private static readonly uint[] Tables = BuildTables();

    /// <summary>The checksum of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>Goes on with a checksum: <c>Append(Compute(a), b)</c> is the checksum of a followed by b. Begin with 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> data)
    {
        uint state = ~checksum;
        ReadOnlySpan<uint> tables = Tables;
        while (data.Length >= sizeof(ulong))
        {
            state = Step(tables, state ^ BinaryPrimitives.ReadUInt32LittleEndian(data), BinaryPrimitives.ReadUInt32LittleEndian(data[4..]));
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            state = tables[(byte)(state ^ value)] ^ (state >> 8);
        }

        return ~state;
    }

    private static uint Step(ReadOnlySpan<uint> tables, uint low, uint high) =>
        tables[(7 * TableLength) + (byte)low]
        ^ tables[(6 * TableLength) + (byte)(low >> 8)]
        ^ tables[(5 * TableLength) + (byte)(low >> 16)]
        ^ tables[(4 * TableLength) + (int)(low >> 24)]
        ^ tables[(3 * TableLength) + (byte)high]
        ^ tables[(2 * TableLength) + (byte)(high >> 8)]
        ^ tables[TableLength + (byte)(high >> 16)]
        ^ tables[(int)(high >> 24)];

    private static uint[] BuildTables()
    {
        uint[] tables = new uint[8 * TableLength];
        for (uint i = 0; i < TableLength; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * Polynomial);
            }

            tables[i] = value;
        }

        for (int i = TableLength; i < tables.Length; i++)
        {
            uint before = tables[i - TableLength];
            tables[i] = tables[(byte)before] ^ (before >> 8);
        }

        return tables;
    }
}

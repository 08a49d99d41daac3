using System.Buffers.Binary;

namespace CaseTriage.Formats.Cab;

/// <summary>The checksum of a CFDATA ([MS-CAB] 3.1): little-endian words by exclusive or, the odd bytes at the end big-endian.</summary>
internal static class CabChecksum
{
    /// <summary>The checksum of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (; data.Length >= sizeof(uint); data = data[sizeof(uint)..])
        {
            sum ^= BinaryPrimitives.ReadUInt32LittleEndian(data);
        }

        uint rest = 0;
        foreach (byte value in data)
        {
            rest = (rest << 8) | value;
        }

        return sum ^ rest;
    }
}

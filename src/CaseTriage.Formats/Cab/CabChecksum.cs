using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CaseTriage.Formats.Cab;

/// <summary>The checksum of a CFDATA ([MS-CAB] 3.1): little-endian words by exclusive or, the odd bytes at the end big-endian.</summary>
internal static class CabChecksum
{
    /// <summary>The checksum of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<Vector<uint>> vectors = MemoryMarshal.Cast<byte, Vector<uint>>(data);
        Vector<uint> all = Vector<uint>.Zero;
        foreach (Vector<uint> vector in vectors)
        {
            all ^= vector;
        }

        uint sum = 0;
        for (int i = 0; i < Vector<uint>.Count; i++)
        {
            sum ^= BitConverter.IsLittleEndian ? all[i] : BinaryPrimitives.ReverseEndianness(all[i]);
        }

        data = data[(vectors.Length * Vector<byte>.Count)..];
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

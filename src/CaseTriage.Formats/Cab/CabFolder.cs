namespace CaseTriage.Formats.Cab;

/// <summary>A CFFOLDER ([MS-CAB] 2.3): blocks that are one compressed stream. Not a folder of names.</summary>
/// <param name="Index">Number in the table, from 0.</param>
/// <param name="DataOffset">Offset of its first block from the start of the file.</param>
/// <param name="BlockCount">Number of its blocks in this cabinet.</param>
/// <param name="Type">Compression: method in the low four bits, size of an LZX window in bits 8 to 12.</param>
internal sealed record CabFolder(int Index, long DataOffset, int BlockCount, ushort Type)
{
    /// <summary>Method: 0 stored, 1 MSZIP, 2 Quantum, 3 LZX.</summary>
    public int Method => Type & 0x000F;

    /// <summary>Binary logarithm of the size of an LZX window.</summary>
    public int WindowBits => (Type >> 8) & 0x1F;
}

using System.Collections.Immutable;

namespace CaseTriage.Formats.Cab;

/// <summary>A CFFOLDER ([MS-CAB] 2.3): blocks that are one compressed stream, over several cabinets of a set perhaps. Not a folder of names.</summary>
/// <param name="Index">Number among the folders of the set, from 0.</param>
/// <param name="Type">Compression: method in the low four bits, size of an LZX window in bits 8 to 12.</param>
/// <param name="Parts">Where its blocks lie, one part for each cabinet.</param>
/// <param name="IsContinued">Whether it goes on in a cabinet that is not here.</param>
internal sealed record CabFolder(int Index, ushort Type, ImmutableArray<CabFolderPart> Parts, bool IsContinued)
{
    /// <summary>Method: 0 stored, 1 MSZIP, 2 Quantum, 3 LZX.</summary>
    public int Method => Type & 0x000F;

    /// <summary>Binary logarithm of the size of an LZX window.</summary>
    public int WindowBits => (Type >> 8) & 0x1F;
}

/// <summary>The blocks of a folder in one cabinet.</summary>
/// <param name="Stream">The cabinet.</param>
/// <param name="DataOffset">Offset of the first from the start of the file.</param>
/// <param name="BlockCount">Number of them.</param>
/// <param name="ReserveSize">Bytes of application data in each.</param>
internal sealed record CabFolderPart(Stream Stream, long DataOffset, int BlockCount, int ReserveSize);

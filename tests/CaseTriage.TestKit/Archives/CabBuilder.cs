using System.Buffers.Binary;
using System.Text;

namespace CaseTriage.TestKit.Archives;

/// <summary>One file of a cabinet to build.</summary>
/// <param name="Name">Bytes of the name.</param>
/// <param name="Content">The content.</param>
public sealed record CabFileSpec(byte[] Name, byte[] Content)
{
    /// <summary>Folder number to state.</summary>
    public ushort? FolderIndex { get; init; }

    /// <summary>Size to state.</summary>
    public uint? Size { get; init; }

    /// <summary>Offset in the folder to state.</summary>
    public uint? Offset { get; init; }

    /// <summary>Attributes; 0x80 means that the name is UTF-8.</summary>
    public ushort Attributes { get; init; }
}

/// <summary>One block of a folder to build.</summary>
/// <param name="Data">Its data, compressed as the folder says.</param>
/// <param name="Size">Size of what comes out.</param>
public sealed record CabBlockSpec(byte[] Data, int Size)
{
    /// <summary>Checksum to state; 0 means unchecked.</summary>
    public uint? Checksum { get; init; }
}

/// <summary>One folder of a cabinet to build.</summary>
/// <param name="Type">Compression type.</param>
/// <param name="Blocks">Its blocks.</param>
/// <param name="Files">Its files, one behind the other.</param>
public sealed record CabFolderSpec(ushort Type, IReadOnlyList<CabBlockSpec> Blocks, IReadOnlyList<CabFileSpec> Files)
{
    /// <summary>Number of an earlier folder whose data it is to name instead of its own.</summary>
    public int? DataOf { get; init; }
}

/// <summary>Writes cabinets byte by byte, sound or hostile ([MS-CAB]).</summary>
public sealed class CabBuilder
{
    private const int BlockSize = 1 << 15;
    private readonly List<CabFolderSpec> _folders = [];

    /// <summary>Name of the next cabinet of a set.</summary>
    public string? NextName { get; init; }

    /// <summary>Name of the cabinet before it.</summary>
    public string? PreviousName { get; init; }

    /// <summary>Number of its set, and its own in it.</summary>
    public (ushort Set, ushort Number) Place { get; init; }

    /// <summary>Size to state.</summary>
    public uint? Size { get; init; }

    /// <summary>A folder of stored files.</summary>
    public static CabFolderSpec Stored(params IReadOnlyList<CabFileSpec> files) => new(0, [.. Cut(files).Select(block => new CabBlockSpec(block, block.Length))], files);

    /// <summary>A folder of MSZIP; no block refers to another.</summary>
    public static CabFolderSpec MsZip(params IReadOnlyList<CabFileSpec> files) =>
        new(1, [.. Cut(files).Select(block => new CabBlockSpec([.. "CK"u8, .. Deflate.Compress(block)], block.Length))], files);

    /// <summary>A file by its ASCII or UTF-8 name.</summary>
    public static CabFileSpec File(string name, byte[] content) => new(Encoding.UTF8.GetBytes(name), content);

    /// <summary>A file by its ASCII or UTF-8 name.</summary>
    public static CabFileSpec File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Adds a folder.</summary>
    public CabBuilder Add(CabFolderSpec folder)
    {
        _folders.Add(folder);
        return this;
    }

    /// <summary>The bytes of the cabinet.</summary>
    public byte[] Build()
    {
        byte[] neighbours = [.. Neighbour(PreviousName), .. Neighbour(NextName)];
        byte[] files = [.. _folders.SelectMany((folder, index) => FileTable(folder, index))];
        int filesOffset = 36 + neighbours.Length + (8 * _folders.Count);
        var folders = new List<byte>();
        var data = new List<byte>();
        var offsets = new List<int>();
        foreach (CabFolderSpec folder in _folders)
        {
            offsets.Add(folder.DataOf is { } other ? offsets[other] : filesOffset + files.Length + data.Count);
            folders.AddRange([.. U32((uint)offsets[^1]), .. U16((ushort)folder.Blocks.Count), .. U16(folder.Type)]);
            data.AddRange(folder.DataOf is null ? folder.Blocks.SelectMany(Block) : []);
        }

        return
        [
            .. "MSCF\0\0\0\0"u8, .. U32(Size ?? (uint)(filesOffset + files.Length + data.Count)), .. U32(0), .. U32((uint)filesOffset), .. U32(0),
            3, 1, .. U16((ushort)_folders.Count), .. U16((ushort)_folders.Sum(folder => folder.Files.Count)), .. U16(Flags), .. U16(Place.Set), .. U16(Place.Number),
            .. neighbours, .. folders, .. files, .. data,
        ];
    }

    private ushort Flags => (ushort)((PreviousName is null ? 0 : 1) | (NextName is null ? 0 : 2));

    private static IEnumerable<byte[]> Cut(IReadOnlyList<CabFileSpec> files) => files.SelectMany(file => file.Content).Chunk(BlockSize);

    private static byte[] Neighbour(string? name) => name is null ? [] : [.. Encoding.ASCII.GetBytes(name), 0, 0];

    private static IEnumerable<byte> FileTable(CabFolderSpec folder, int index)
    {
        uint offset = 0;
        foreach (CabFileSpec file in folder.Files)
        {
            byte[] entry =
            [
                .. U32(file.Size ?? (uint)file.Content.Length), .. U32(file.Offset ?? offset), .. U16(file.FolderIndex ?? (ushort)index),
                .. U32(0), .. U16(file.Attributes), .. file.Name, 0,
            ];
            offset += (uint)file.Content.Length;
            foreach (byte value in entry)
            {
                yield return value;
            }
        }
    }

    private static byte[] Block(CabBlockSpec block)
    {
        byte[] sizes = [.. U16((ushort)block.Data.Length), .. U16((ushort)block.Size)];
        return [.. U32(block.Checksum ?? (Sum(block.Data) ^ Sum(sizes))), .. sizes, .. block.Data];
    }

    private static uint Sum(byte[] data)
    {
        uint sum = 0;
        foreach (byte[] word in data.Chunk(4))
        {
            sum ^= word.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(word) : word.Aggregate(0u, (rest, value) => (rest << 8) | value);
        }

        return sum;
    }

    private static byte[] U16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] U32(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}

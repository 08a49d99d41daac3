namespace CaseTriage.TestKit.Archives;

/// <summary>One entry of a zip to build. What is left out is told truly; what is given is written as it is, true or not.</summary>
public sealed record ZipEntrySpec
{
    /// <summary>Bytes of the name.</summary>
    public required byte[] Name { get; init; }

    /// <summary>The content.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Whether the data are deflated.</summary>
    public bool IsDeflated { get; init; }

    /// <summary>Data in place of the stored or deflated content.</summary>
    public byte[]? Data { get; init; }

    /// <summary>Method to state.</summary>
    public ushort? Method { get; init; }

    /// <summary>General purpose flags.</summary>
    public ushort Flags { get; init; }

    /// <summary>CRC-32 to state.</summary>
    public uint? Crc32 { get; init; }

    /// <summary>Size to state.</summary>
    public uint? Size { get; init; }

    /// <summary>Compressed size to state in the directory.</summary>
    public uint? CompressedSize { get; init; }

    /// <summary>Extra fields.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>Number of an earlier entry whose local header the directory is to name instead of its own.</summary>
    public int? HeaderOf { get; init; }

    /// <summary>Method to state in the local header only.</summary>
    public ushort? LocalMethod { get; init; }
}

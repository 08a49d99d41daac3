namespace CaseTriage.Analysis.Bundles;

/// <summary>Tells what a file is by its first bytes. Names lie: collectors save cabinets as <c>.log</c> and reports as <c>.txt</c>.</summary>
public static class ArtifactIdentifier
{
    /// <summary>So many first bytes are looked at.</summary>
    public const int HeadSizeInBytes = 1 << 20;

    /// <summary>Identifies a file; moves the position of the stream.</summary>
    public static ArtifactKind Identify(Stream content)
    {
        byte[] head = new byte[(int)Math.Min(content.Length, HeadSizeInBytes)];
        content.Position = 0;
        return Identify(head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Identifies a file.</summary>
    /// <param name="head">Its first bytes, at most <see cref="HeadSizeInBytes"/> are looked at.</param>
    public static ArtifactKind Identify(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] magic, int offset, ArtifactKind kind) in s_magics)
        {
            if (head.Length >= offset && head[offset..].StartsWith(magic))
            {
                return kind;
            }
        }

        return ArtifactKind.Unknown;
    }

    private static readonly (byte[] Magic, int Offset, ArtifactKind Kind)[] s_magics =
    [
        ("ElfFile\0"u8.ToArray(), 0, ArtifactKind.Evtx),
        ("MSCF"u8.ToArray(), 0, ArtifactKind.Cab),
        ("PK\x03\x04"u8.ToArray(), 0, ArtifactKind.Zip),
        ("PK\x05\x06"u8.ToArray(), 0, ArtifactKind.Zip),
        ("PK\x07\x08"u8.ToArray(), 0, ArtifactKind.Zip),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], 0, ArtifactKind.SevenZip),
        ([0x1F, 0x8B, 0x08], 0, ArtifactKind.Gzip),
        ("ustar"u8.ToArray(), 257, ArtifactKind.Tar),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], 0, ArtifactKind.Image),
        ([0xFF, 0xD8, 0xFF], 0, ArtifactKind.Image),
        ("GIF87a"u8.ToArray(), 0, ArtifactKind.Image),
        ("GIF89a"u8.ToArray(), 0, ArtifactKind.Image),
        ("regf"u8.ToArray(), 0, ArtifactKind.Registry),
        ("%PDF-"u8.ToArray(), 0, ArtifactKind.Pdf),
    ];
}

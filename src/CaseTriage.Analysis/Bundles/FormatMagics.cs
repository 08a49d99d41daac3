namespace CaseTriage.Analysis.Bundles;

/// <summary>Formats that are told by bytes at a fixed place.</summary>
internal static class FormatMagics
{
    private const int ZipEndRecordSize = 22;
    private const int ZipLocalHeaderSize = 30;

    /// <summary>The bytes, where they stand, how many bytes the file must have at least, and what it then is. The first that fits counts.</summary>
    private static readonly (byte[] Magic, int Offset, int MinSize, ArtifactFormat Format)[] s_magics =
    [
        ("ElfFile\0"u8.ToArray(), 0, 0, ArtifactFormat.Evtx),

        // MS-EVEN6 3.1.1.7: a localized log is two files, the log and the one with its texts.
        ("MTAFile\0"u8.ToArray(), 0, 0, ArtifactFormat.EvtxTexts),
        ([0x30, 0, 0, 0, (byte)'L', (byte)'f', (byte)'L', (byte)'e'], 0, 0, ArtifactFormat.Evt),
        ("MSCF"u8.ToArray(), 0, 0, ArtifactFormat.Cab),
        ("PK\x03\x04"u8.ToArray(), 0, ZipLocalHeaderSize, ArtifactFormat.Zip),
        ("PK\x05\x06"u8.ToArray(), 0, ZipEndRecordSize, ArtifactFormat.Zip),
        ("PK\x07\x08PK\x03\x04"u8.ToArray(), 0, ZipLocalHeaderSize, ArtifactFormat.Zip),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], 0, 0, ArtifactFormat.SevenZip),
        ([0x1F, 0x8B, 0x08], 0, 0, ArtifactFormat.Gzip),
        ([(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 0x07], 0, 0, ArtifactFormat.Rar),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], 0, 0, ArtifactFormat.Xz),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, 0, ArtifactFormat.Zstd),
        ("MSWIM\0\0\0"u8.ToArray(), 0, 0, ArtifactFormat.Wim),
        ("vhdxfile"u8.ToArray(), 0, 0, ArtifactFormat.VirtualDisk),
        ("conectix"u8.ToArray(), 0, 0, ArtifactFormat.VirtualDisk),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], 0, 0, ArtifactFormat.Png),
        ([0xFF, 0xD8, 0xFF], 0, 0, ArtifactFormat.Jpeg),
        ("GIF87a"u8.ToArray(), 0, 0, ArtifactFormat.Gif),
        ("GIF89a"u8.ToArray(), 0, 0, ArtifactFormat.Gif),
        ("II*\0"u8.ToArray(), 0, 0, ArtifactFormat.Tiff),
        ("MM\0*"u8.ToArray(), 0, 0, ArtifactFormat.Tiff),
        ("regf"u8.ToArray(), 0, 0, ArtifactFormat.RegistryHive),
        ("%PDF-"u8.ToArray(), 0, 0, ArtifactFormat.Pdf),
        (@"{\rtf"u8.ToArray(), 0, 0, ArtifactFormat.Rtf),

        // MS-CFB 2.2: the header of every compound file, whatever is in it.
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, 0, ArtifactFormat.CompoundFile),
        ("!BDN"u8.ToArray(), 0, 0, ArtifactFormat.OutlookStore),
        ([(byte)'M', (byte)'D', (byte)'M', (byte)'P', 0x93, 0xA7], 0, 0, ArtifactFormat.Minidump),
        ("PAGEDUMP"u8.ToArray(), 0, 0, ArtifactFormat.Minidump),
        ("PAGEDU64"u8.ToArray(), 0, 0, ArtifactFormat.Minidump),
        ("SQLite format 3\0"u8.ToArray(), 0, 0, ArtifactFormat.Sqlite),
        ([0xEF, 0xCD, 0xAB, 0x89], 4, 0, ArtifactFormat.Ese),

        // MS-SHLLINK 2.1: the size of the header, and the class of shell links.
        ([0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0], 0, 0, ArtifactFormat.Shortcut),
        ("1AY&SY"u8.ToArray(), 4, 0, ArtifactFormat.Bzip2),

        // WMI_BUFFER_HEADER has 0x48 bytes; SYSTEM_TRACE_HEADER of a 32-bit or a 64-bit system follows.
        ([0x02, 0, 0x01, 0xC0], 0x48, 0, ArtifactFormat.Etl),
        ([0x02, 0, 0x02, 0xC0], 0x48, 0, ArtifactFormat.Etl),
        ("ustar"u8.ToArray(), 257, 0, ArtifactFormat.Tar),

        // ECMA-119: the volume descriptors begin at sector 16.
        ("CD001"u8.ToArray(), 0x8001, 0, ArtifactFormat.Iso),
    ];

    /// <summary>What a file is by its first bytes; unknown where they say nothing.</summary>
    public static ArtifactFormat Find(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] magic, int offset, int minSize, ArtifactFormat format) in s_magics)
        {
            if (head.Length >= Math.Max(offset, minSize) && head[offset..].StartsWith(magic))
            {
                return format;
            }
        }

        return IsBitmap(head) ? ArtifactFormat.Bmp : IsProgram(head) ? ArtifactFormat.Exe : OfMedia(head);
    }

    /// <summary>'BM' alone would take many a text; the reserved zeros and a known size of the second header do not.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.Length > 18 && head.StartsWith("BM"u8) && !head[6..10].ContainsAnyExcept((byte)0) && head[14] is 12 or 40 or 108 or 124 && head[15] == 0;

    /// <summary>The old header names the place of the new one (PE format, MS-DOS stub).</summary>
    private static bool IsProgram(ReadOnlySpan<byte> head)
    {
        const int PlaceOfNewHeader = 0x3C;
        if (head.Length < PlaceOfNewHeader + sizeof(int) || !head.StartsWith("MZ"u8))
        {
            return false;
        }

        int place = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(head[PlaceOfNewHeader..]);
        return place >= 0 && place < head.Length && head[place..].StartsWith("PE\0\0"u8);
    }

    /// <summary>RIFF names its form after its size. ISO 14496-12: the first box names the brand; those of pictures are in ISO 23008-12.</summary>
    private static ArtifactFormat OfMedia(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12)
        {
            return ArtifactFormat.Unknown;
        }

        ReadOnlySpan<byte> brand = head[8..12];
        return head.StartsWith("RIFF"u8) && brand.SequenceEqual("WEBP"u8) ? ArtifactFormat.Webp
            : head.StartsWith("RIFF"u8) && brand.SequenceEqual("AVI "u8) ? ArtifactFormat.Video
            : !head[4..].StartsWith("ftyp"u8) ? ArtifactFormat.Unknown
            : brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("avif"u8) ? ArtifactFormat.Heic
            : ArtifactFormat.Video;
    }
}

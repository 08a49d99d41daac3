using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Bundles;

/// <summary>Tells what a file is by its content. Names lie: collectors save cabinets as <c>.log</c> and reports as <c>.txt</c>.</summary>
public static class ArtifactIdentifier
{
    /// <summary>So many first bytes are looked at.</summary>
    public const int HeadSizeInBytes = 1 << 20;

    private const int ZipEndRecordSize = 22;
    private const int ZipLocalHeaderSize = 30;

    private static readonly (byte[] Magic, int Offset, int MinSize, ArtifactKind Kind)[] s_magics =
    [
        ("ElfFile\0"u8.ToArray(), 0, 0, ArtifactKind.Evtx),

        // MS-EVEN6 3.1.1.7: a localized log is two files, the log and the one with its texts.
        ("MTAFile\0"u8.ToArray(), 0, 0, ArtifactKind.Evtx),
        ("MSCF"u8.ToArray(), 0, 0, ArtifactKind.Cab),
        ("PK\x03\x04"u8.ToArray(), 0, ZipLocalHeaderSize, ArtifactKind.Zip),
        ("PK\x05\x06"u8.ToArray(), 0, ZipEndRecordSize, ArtifactKind.Zip),
        ("PK\x07\x08PK\x03\x04"u8.ToArray(), 0, ZipLocalHeaderSize, ArtifactKind.Zip),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], 0, 0, ArtifactKind.SevenZip),
        ([0x1F, 0x8B, 0x08], 0, 0, ArtifactKind.Gzip),
        ([(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 0x07], 0, 0, ArtifactKind.Rar),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00], 0, 0, ArtifactKind.Xz),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, 0, ArtifactKind.Zstandard),
        ("ustar"u8.ToArray(), 257, 0, ArtifactKind.Tar),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], 0, 0, ArtifactKind.Image),
        ([0xFF, 0xD8, 0xFF], 0, 0, ArtifactKind.Image),
        ("GIF87a"u8.ToArray(), 0, 0, ArtifactKind.Image),
        ("GIF89a"u8.ToArray(), 0, 0, ArtifactKind.Image),
        ("regf"u8.ToArray(), 0, 0, ArtifactKind.Registry),
        ("%PDF-"u8.ToArray(), 0, 0, ArtifactKind.Pdf),
    ];

    /// <summary>Identifies a file; moves the position of the stream.</summary>
    public static ArtifactKind Identify(Stream content)
    {
        byte[] head = new byte[(int)Math.Min(content.Length, HeadSizeInBytes)];
        content.Position = 0;
        Span<byte> bytes = head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return FindMagic(bytes) ?? (EndsAsZip(content) ? ArtifactKind.Zip : IdentifyText(bytes));
    }

    /// <summary>Identifies a file by its first bytes.</summary>
    /// <param name="head">At most <see cref="HeadSizeInBytes"/> of them.</param>
    public static ArtifactKind Identify(ReadOnlySpan<byte> head) => FindMagic(head) ?? IdentifyText(head);

    private static ArtifactKind? FindMagic(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] magic, int offset, int minSize, ArtifactKind kind) in s_magics)
        {
            if (head.Length >= Math.Max(offset, minSize) && head[offset..].StartsWith(magic))
            {
                return kind;
            }
        }

        return IsBitmap(head) ? ArtifactKind.Image : IsBZip2(head) ? ArtifactKind.BZip2 : null;
    }

    /// <summary>'BZh' and a digit alone would take a text; the magic of the first block, or of the end, does not.</summary>
    private static bool IsBZip2(ReadOnlySpan<byte> head) =>
        head.Length >= 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
        && (head[4..].StartsWith("1AY&SY"u8) || head[4..10].SequenceEqual((ReadOnlySpan<byte>)[0x17, 0x72, 0x45, 0x38, 0x50, 0x90]));

    /// <summary>'BM' alone would take many a text; the reserved zeros and a known size of the second header do not.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.Length > 18 && head.StartsWith("BM"u8) && !head[6..10].ContainsAnyExcept((byte)0) && head[14] is 12 or 40 or 108 or 124 && head[15] == 0;

    /// <summary>Whether the file ends with the end record of a zip without comment: bytes lie before it, or it is the last part of a set.</summary>
    private static bool EndsAsZip(Stream content)
    {
        Span<byte> tail = stackalloc byte[ZipEndRecordSize];
        if (content.Length < ZipEndRecordSize)
        {
            return false;
        }

        content.Position = content.Length - ZipEndRecordSize;
        return content.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false) == tail.Length
            && tail.StartsWith("PK\x05\x06"u8) && tail[^2] == 0 && tail[^1] == 0;
    }

    /// <summary>Threads and mails come before inventories, which they quote.</summary>
    private static ArtifactKind IdentifyText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return ArtifactKind.Unknown;
        }

        TextSample? text = TextSample.Take(head);
        if (text is null)
        {
            return HardwareInventoryReader.IsHardwareInventory(head) ? ArtifactKind.HardwareInventory : ArtifactKind.Unknown;
        }

        return text.IsMail() ? ArtifactKind.Mail
            : MailThreadReader.IsMailThread(head) ? ArtifactKind.MailThread
            : HardwareInventoryReader.IsHardwareInventory(head) ? ArtifactKind.HardwareInventory
            : text.Identify();
    }
}

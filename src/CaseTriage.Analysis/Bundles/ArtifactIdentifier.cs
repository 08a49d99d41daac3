using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Bundles;

/// <summary>Tells what a file is by its content. Names lie: collectors save cabinets as <c>.log</c> and reports as <c>.txt</c>.</summary>
public static class ArtifactIdentifier
{
    /// <summary>So many first bytes are looked at.</summary>
    public const int HeadSizeInBytes = 1 << 20;

    private const int ZipEndRecordSize = 22;

    /// <summary>Identifies a file; moves the position of the stream. Nothing in the bytes makes it throw.</summary>
    public static ArtifactFormat Identify(Stream content)
    {
        ReadOnlySpan<byte> head = HeadOf(content);
        return FormatMagics.Find(head) switch
        {
            ArtifactFormat.Zip when OfficeFiles.IsDocument(content, head) => ArtifactFormat.OfficeDocument,
            ArtifactFormat.CompoundFile => OfficeFiles.OfCompoundFile(content),
            ArtifactFormat.Unknown => EndsAsZip(content) ? ArtifactFormat.Zip : OfText(head),
            ArtifactFormat format => format,
        };
    }

    private static ReadOnlySpan<byte> HeadOf(Stream content)
    {
        int size = (int)Math.Min(content.Length, HeadSizeInBytes);
        if (content is MemoryStream memory && memory.TryGetBuffer(out ArraySegment<byte> bytes))
        {
            return bytes.AsSpan(0, size);
        }

        byte[] buffer = new byte[size];
        content.Position = 0;
        return buffer.AsSpan(0, content.ReadAtLeast(buffer, size, throwOnEndOfStream: false));
    }

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
    private static ArtifactFormat OfText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return ArtifactFormat.Unknown;
        }

        TextSample? text = TextSample.Take(head);
        if (text is null)
        {
            return HardwareInventoryReader.IsHardwareInventory(head) ? ArtifactFormat.HardwareInventory : ArtifactFormat.Unknown;
        }

        return text.IsMailFolder() ? ArtifactFormat.Mbox
            : text.IsMail() ? ArtifactFormat.Eml
            : MailThreadReader.IsMailThread(head) ? text.IsPastedMail() ? ArtifactFormat.PastedMail : ArtifactFormat.MailThread
            : HardwareInventoryReader.IsHardwareInventory(head) ? ArtifactFormat.HardwareInventory
            : text.Identify();
    }
}

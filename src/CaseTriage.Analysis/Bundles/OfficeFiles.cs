using CaseTriage.Formats;
using CaseTriage.Formats.CompoundFile;
using CaseTriage.Formats.Mail.Outlook;

namespace CaseTriage.Analysis.Bundles;

/// <summary>Tells documents of office programs from other zips and compound files, by the names of what is in them.</summary>
internal static class OfficeFiles
{
    /// <summary>So many bytes of a zip's end are looked at. The directory of a document has about 100 bytes for each of some tens of parts.</summary>
    private const int TailSizeInBytes = 128 * 1024;

    private const int ZipNameOffset = 30;
    private const int ZipDirectoryNameOffset = 46;

    private static readonly byte[][] s_parts =
    [
        "word/document.xml"u8.ToArray(), "xl/workbook.xml"u8.ToArray(), "xl/workbook.bin"u8.ToArray(), "ppt/presentation.xml"u8.ToArray(), "visio/document.xml"u8.ToArray(),
    ];

    /// <summary>Whether a zip is a document: the main part of OOXML with its list of content types, or the media type of ODF in front.</summary>
    public static bool IsDocument(Stream zip, ReadOnlySpan<byte> head) => IsOpenDocument(head) || IsOfficeOpenXml(zip);

    /// <summary>What a compound file is, by what its root holds: a document may have a mail within, and a mail a document.</summary>
    public static ArtifactFormat OfCompoundFile(Stream content)
    {
        try
        {
            var file = CompoundFileReader.Open(content, CancellationToken.None);
            return OutlookMessageReader.IsOutlookMessage(file) ? ArtifactFormat.OutlookMessage
                : file.Root.Children.Select(child => OfName(child.Name)).FirstOrDefault(format => format != ArtifactFormat.CompoundFile, ArtifactFormat.CompoundFile);
        }
        catch (MalformedDataException)
        {
            return ArtifactFormat.CompoundFile;
        }
    }

    private static ArtifactFormat OfName(string name) => name switch
    {
        "WordDocument" or "Workbook" or "Book" or "PowerPoint Document" or "VisioDocument" => ArtifactFormat.OfficeDocument,

        // The installer writes the names of its tables in characters of its own, from U+3800 on, behind this sign.
        _ when name.StartsWith('\u4840') => ArtifactFormat.Installer,
        _ => ArtifactFormat.CompoundFile,
    };

    /// <summary>ODF 1.2 part 3, 3.3: the entry <c>mimetype</c> comes first, stored and without an extra field.</summary>
    private static bool IsOpenDocument(ReadOnlySpan<byte> head) =>
        head.Length > ZipNameOffset && head[ZipNameOffset..].StartsWith("mimetypeapplication/vnd.oasis.opendocument."u8);

    private static bool IsOfficeOpenXml(Stream zip)
    {
        byte[] tail = new byte[(int)Math.Min(zip.Length, TailSizeInBytes)];
        zip.Position = zip.Length - tail.Length;
        ReadOnlySpan<byte> bytes = tail.AsSpan(0, zip.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false));
        bool hasTypes = false;
        bool hasPart = false;
        for (int at = bytes.IndexOf("PK\x01\x02"u8); at >= 0; at = Next(bytes, at))
        {
            ReadOnlySpan<byte> name = bytes[Math.Min(at + ZipDirectoryNameOffset, bytes.Length)..];
            hasTypes |= name.StartsWith("[Content_Types].xml"u8);
            hasPart |= StartsWithPart(name);
        }

        return hasTypes && hasPart;
    }

    private static int Next(ReadOnlySpan<byte> bytes, int at)
    {
        int next = bytes[(at + 1)..].IndexOf("PK\x01\x02"u8);
        return next < 0 ? -1 : at + 1 + next;
    }

    private static bool StartsWithPart(ReadOnlySpan<byte> name)
    {
        foreach (byte[] part in s_parts)
        {
            if (name.StartsWith(part))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace CaseTriage.Analysis.Bundles;

/// <summary>Tells documents of office programs from other zips and compound files, by the names of what is in them.</summary>
internal static class OfficeFiles
{
    /// <summary>So many bytes of a zip's end are looked at. The directory of a document has about 100 bytes for each of some tens of parts.</summary>
    private const int TailSizeInBytes = 128 * 1024;

    private const int ZipNameOffset = 30;
    private const int ZipDirectoryNameOffset = 46;

    // MS-CFB 2.2 and 2.6.1.
    private const int SectorShiftOffset = 30;
    private const int FirstDirectorySectorOffset = 48;
    private const int DirectoryEntrySize = 128;
    private const int DirectoryNameLengthOffset = 64;

    /// <summary>Entries of a compound file's directory that are looked at. They are taken to lie one after the other, which holds for the first sectors of nearly every file.</summary>
    private const int MaxDirectoryEntries = 64;

    private static readonly byte[][] s_parts =
    [
        "word/document.xml"u8.ToArray(), "xl/workbook.xml"u8.ToArray(), "xl/workbook.bin"u8.ToArray(), "ppt/presentation.xml"u8.ToArray(), "visio/document.xml"u8.ToArray(),
    ];

    /// <summary>Whether a zip is a document: the main part of OOXML with its list of content types, or the media type of ODF in front.</summary>
    public static bool IsDocument(Stream zip, ReadOnlySpan<byte> head) => IsOpenDocument(head) || IsOfficeOpenXml(zip);

    /// <summary>What a compound file is.</summary>
    /// <param name="head">Its first bytes.</param>
    public static ArtifactFormat OfCompoundFile(ReadOnlySpan<byte> head)
    {
        foreach (string name in StreamNames(head))
        {
            ArtifactFormat format = name switch
            {
                "WordDocument" or "Workbook" or "Book" or "PowerPoint Document" or "VisioDocument" => ArtifactFormat.OfficeDocument,
                _ when name.StartsWith("__substg1.0_", StringComparison.Ordinal) || name.StartsWith("__properties_version1.0", StringComparison.Ordinal) => ArtifactFormat.OutlookMessage,

                // The installer writes the names of its tables in characters of its own, from U+3800 on, behind this sign.
                _ when name.StartsWith('\u4840') => ArtifactFormat.Installer,
                _ => ArtifactFormat.Unknown,
            };
            if (format != ArtifactFormat.Unknown)
            {
                return format;
            }
        }

        return ArtifactFormat.CompoundFile;
    }

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

    private static List<string> StreamNames(ReadOnlySpan<byte> head)
    {
        var names = new List<string>();
        if (head.Length < FirstDirectorySectorOffset + sizeof(uint) || head[SectorShiftOffset] is not (9 or 12))
        {
            return names;
        }

        long directory = (1L + BinaryPrimitives.ReadUInt32LittleEndian(head[FirstDirectorySectorOffset..])) << head[SectorShiftOffset];
        for (int index = 0; index < MaxDirectoryEntries && directory + DirectoryEntrySize <= head.Length; index++, directory += DirectoryEntrySize)
        {
            ReadOnlySpan<byte> entry = head.Slice((int)directory, DirectoryEntrySize);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(entry[DirectoryNameLengthOffset..]);
            if (length is > 2 and <= DirectoryNameLengthOffset)
            {
                names.Add(Encoding.Unicode.GetString(entry[..(length - 2)]));
            }
        }

        return names;
    }
}

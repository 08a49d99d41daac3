using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Cab;

/// <summary>CFHEADER with the CFFOLDER table ([MS-CAB] 2.1 to 2.3).</summary>
internal sealed record CabHeader
{
    /// <summary>More folders than any tool writes; each costs a decoder.</summary>
    public const int MaxFolders = 1000;

    private const int FixedSize = 36;
    private const int MaxStringLength = 256;
    private const int MaxReserve = ushort.MaxValue + byte.MaxValue;
    private const ushort HasPrevious = 0x0001;
    private const ushort HasNext = 0x0002;
    private const ushort HasReserve = 0x0004;

    /// <summary>Size that the cabinet says it has.</summary>
    public required long StatedSizeInBytes { get; init; }

    /// <summary>Offset of the first CFFILE from the start of the file.</summary>
    public required long FilesOffset { get; init; }

    /// <summary>Number of CFFILEs that it says it has.</summary>
    public required int FileCount { get; init; }

    /// <summary>Number that all cabinets of a set share.</summary>
    public required int Set { get; init; }

    /// <summary>Number of the cabinet in its set, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Name of the next cabinet of a set, raw, or null. It is shown, never opened.</summary>
    public required string? NextName { get; init; }

    /// <summary>Name of the cabinet before it, raw, or null. It is shown, never opened.</summary>
    public required string? PreviousName { get; init; }

    /// <summary>The folders.</summary>
    public required ImmutableArray<CabFolder> Folders { get; init; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="MalformedDataException">It is no cabinet (<c>not-cab</c>), or the header is not whole or holds nothing.</exception>
    public static CabHeader Read(Stream stream)
    {
        byte[] buffer = new byte[(int)Math.Min(stream.Length, FixedSize + MaxReserve + (4 * MaxStringLength) + (MaxFolders * (8 + byte.MaxValue)))];
        var reader = new SpanReader(stream.ReadAt(0, buffer));
        if (!reader.TryReadBytes(4, out ReadOnlySpan<byte> signature) || !signature.SequenceEqual("MSCF"u8))
        {
            throw new MalformedDataException("not-cab", "The file does not begin with 'MSCF' as a cabinet does.");
        }

        if (!reader.TrySkip(4) || !reader.TryReadUInt32(out uint size)
            || !reader.TrySkip(4) || !reader.TryReadUInt32(out uint filesOffset)
            || !reader.TrySkip(6) || !reader.TryReadUInt16(out ushort folderCount) || !reader.TryReadUInt16(out ushort fileCount)
            || !reader.TryReadUInt16(out ushort flags) || !reader.TryReadUInt16(out ushort set) || !reader.TryReadUInt16(out ushort number))
        {
            throw Cut(reader.Position);
        }

        if (folderCount is 0 or > MaxFolders || fileCount == 0)
        {
            throw new MalformedDataException("cab-header", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet says that it has {folderCount} folders and {fileCount} files; expected 1 to {MaxFolders} folders and at least one file."));
        }

        (int folderReserve, int dataReserve) = ReadReserve(ref reader, flags);
        string? previous = ReadNeighbour(ref reader, (flags & HasPrevious) != 0);
        string? next = ReadNeighbour(ref reader, (flags & HasNext) != 0);
        return new CabHeader
        {
            StatedSizeInBytes = size,
            FilesOffset = filesOffset,
            FileCount = fileCount,
            Set = set,
            Number = number,
            PreviousName = previous,
            NextName = next,
            Folders = ReadFolders(ref reader, stream, folderCount, folderReserve, dataReserve),
        };
    }

    private static (int Folder, int Data) ReadReserve(ref SpanReader reader, ushort flags)
    {
        if ((flags & HasReserve) == 0)
        {
            return (0, 0);
        }

        return reader.TryReadUInt16(out ushort header) && reader.TryReadByte(out byte folder) && reader.TryReadByte(out byte data) && reader.TrySkip(header)
            ? (folder, data)
            : throw Cut(reader.Position);
    }

    private static string? ReadNeighbour(ref SpanReader reader, bool isThere)
    {
        if (!isThere)
        {
            return null;
        }

        string name = ReadString(ref reader) ?? throw Cut(reader.Position);
        _ = ReadString(ref reader) ?? throw Cut(reader.Position);
        return name;
    }

    private static string? ReadString(ref SpanReader reader) =>
        TryReadName(ref reader, out ReadOnlySpan<byte> bytes) ? FileNameDecoder.DecodeAlone(bytes.ToArray(), chosen: null) : null;

    /// <summary>Reads bytes up to a zero byte, at most 256 with it ([MS-CAB] 2.1, szCabinetPrev).</summary>
    public static bool TryReadName(ref SpanReader reader, out ReadOnlySpan<byte> name)
    {
        int length = reader.Rest[..Math.Min(reader.Remaining, MaxStringLength)].IndexOf((byte)0);
        bool isRead = reader.TryReadBytes(length, out name);
        return isRead && reader.TrySkip(1);
    }

    private static ImmutableArray<CabFolder> ReadFolders(ref SpanReader reader, Stream stream, int count, int reserve, int dataReserve)
    {
        ImmutableArray<CabFolder>.Builder folders = ImmutableArray.CreateBuilder<CabFolder>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.TryReadUInt32(out uint offset) || !reader.TryReadUInt16(out ushort blocks) || !reader.TryReadUInt16(out ushort type) || !reader.TrySkip(reserve))
            {
                throw Cut(reader.Position);
            }

            folders.Add(new CabFolder(i, type, [new CabFolderPart(stream, offset, blocks, dataReserve)], IsContinued: false));
        }

        return folders.ToImmutable();
    }

    private static MalformedDataException Cut(int offset) =>
        new("cab-header", $"The header of the cabinet breaks off at offset 0x{offset:x}: the file was cut. Ask for it again.");
}

using System.Buffers.Binary;
using System.Globalization;

namespace CaseTriage.Formats.CompoundFile;

/// <summary>The header of a compound file (MS-CFB 2.2).</summary>
internal readonly struct CompoundHeader
{
    public const int SizeInBytes = 512;

    /// <summary>Places of the first sectors of the FAT; those beyond lie in a chain of sectors, the DIFAT.</summary>
    public const int FatPlaces = 109;

    private const int VersionOffset = 26;
    private const int ByteOrderOffset = 28;
    private const int SectorShiftOffset = 30;
    private const int MiniSectorShiftOffset = 32;
    private const int FatSectorsOffset = 44;
    private const int DirectoryOffset = 48;
    private const int MiniFatOffset = 60;
    private const int DifatOffset = 68;
    private const int FatPlacesOffset = 76;

    private readonly byte[] _bytes;

    private CompoundHeader(byte[] bytes) => _bytes = bytes;

    public bool IsVersion3 => _bytes[VersionOffset] == 3;

    /// <summary>Binary logarithm of the bytes of a sector: 9 or 12.</summary>
    public int SectorShift => _bytes[SectorShiftOffset];

    /// <summary>Sectors of the FAT, as stated.</summary>
    public uint FatSectors => UInt32(FatSectorsOffset);

    public uint FirstDirectorySector => UInt32(DirectoryOffset);

    public uint FirstMiniFatSector => UInt32(MiniFatOffset);

    public uint FirstDifatSector => UInt32(DifatOffset);

    /// <exception cref="MalformedDataException"><c>not-compound-file</c>, <c>compound-header</c>.</exception>
    public static CompoundHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(CompoundFileReader.Signature))
        {
            throw new MalformedDataException("not-compound-file", "The file does not begin with 'd0cf11e0a1b11ae1'; expected a compound file.");
        }

        if (bytes.Length < SizeInBytes)
        {
            throw new MalformedDataException("compound-header", string.Create(CultureInfo.InvariantCulture, $"The file has {bytes.Length} bytes; the header of a compound file alone has {SizeInBytes}. Ask for it again."));
        }

        (int version, int order, int shift, int miniShift) = (UInt16(bytes, VersionOffset), UInt16(bytes, ByteOrderOffset), UInt16(bytes, SectorShiftOffset), UInt16(bytes, MiniSectorShiftOffset));
        return (version, shift) is (3, 9) or (4, 12) && order == 0xFFFE && miniShift == CompoundFileReader.MiniSectorShift
            ? new CompoundHeader(bytes[..SizeInBytes].ToArray())
            : throw new MalformedDataException("compound-header", string.Create(CultureInfo.InvariantCulture,
                $"The header states version {version}, byte order 0x{order:x4}, sectors of 2^{shift} and small sectors of 2^{miniShift} bytes; version 3 has 2^9, version 4 has 2^12, both 0xfffe and 2^6. Ask for the file again."));
    }

    public uint FatPlace(int index) => UInt32(FatPlacesOffset + (index * sizeof(uint)));

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;

namespace CaseTriage.Formats.CompoundFile;

/// <summary>
/// Reads compound files (MS-CFB, versions 3 and 4): a tree of storages and streams in one file, as Outlook, older Office programs and the installer write it.
/// Streams stay in the file until they are asked for. No chain and no tree can run in a circle, and no number of the file is allocated by.
/// <para>Damage: <c>compound-fat</c>, <c>compound-directory</c>, <c>limit-entries</c>; of a stream <c>entry-truncated</c>.</para>
/// </summary>
public sealed class CompoundFileReader
{
    internal const int MiniSectorShift = 6;

    /// <summary>Streams below this size lie in sectors of 64 bytes within a stream of their own (MS-CFB 2.2).</summary>
    internal const int MiniStreamCutoff = 4096;

    private readonly CompoundSectors _sectors;
    private readonly SectorTable _fat;
    private readonly SectorTable _miniFat;
    private readonly Lazy<List<uint>> _miniStream;

    private CompoundFileReader(CompoundSectors sectors, CompoundHeader header, CancellationToken cancellationToken)
    {
        var damage = ImmutableArray.CreateBuilder<Damage>();
        _sectors = sectors;
        _fat = new SectorTable(sectors, FatPlaces(sectors, header, damage));
        _miniFat = new SectorTable(sectors, Places(new SectorChain(_fat, header.FirstMiniFatSector)));
        Root = CompoundDirectory.Read(sectors, new SectorChain(_fat, header.FirstDirectorySector), header.IsVersion3, damage, cancellationToken);
        _miniStream = new Lazy<List<uint>>(() => Places(new SectorChain(_fat, Root.FirstSector)));
        Damage = damage.ToImmutable();
    }

    /// <summary>The first bytes of every compound file.</summary>
    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The storage that holds all others.</summary>
    public CompoundEntry Root { get; }

    /// <summary>Size of the file in bytes, its last sector counted whole.</summary>
    internal long SizeInBytes => (_sectors.Count + 1) * _sectors.Size;

    /// <summary>What is wrong with the file as a whole; damage of a stream comes with <see cref="Extract"/>.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Reads header and directory.</summary>
    /// <param name="stream">Seekable; used as long as streams are extracted, and not owned.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MalformedDataException"><c>not-compound-file</c>, <c>compound-header</c>, <c>compound-directory</c>.</exception>
    public static CompoundFileReader Open(Stream stream, CancellationToken cancellationToken)
    {
        byte[] header = new byte[CompoundHeader.SizeInBytes];
        stream.Position = 0;
        var parsed = CompoundHeader.Parse(header.AsSpan(0, stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false)));
        return new CompoundFileReader(new CompoundSectors(stream, parsed.SectorShift), parsed, cancellationToken);
    }

    /// <summary>Writes the content of a stream as far as it can be had.</summary>
    /// <returns>What is wrong with it; null where it is whole.</returns>
    public Damage? Extract(CompoundEntry entry, Stream destination, CancellationToken cancellationToken)
    {
        long copied = Copy(entry, destination, entry.SizeInBytes, cancellationToken);
        return copied == entry.SizeInBytes ? null : new Damage("entry-truncated", string.Create(CultureInfo.InvariantCulture,
            $"The directory states {entry.SizeInBytes} bytes for this part of the file; {copied} are there. Ask for the file again."), null);
    }

    /// <summary>The first bytes of a stream, at most as many as asked for; fewer where the file holds no more.</summary>
    public byte[] Read(CompoundEntry entry, int maxSizeInBytes, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        Copy(entry, bytes, Math.Min(maxSizeInBytes, entry.SizeInBytes), cancellationToken);
        return bytes.ToArray();
    }

    /// <summary>Copies the first bytes of a stream and tells how many were there.</summary>
    internal long Copy(CompoundEntry entry, Stream destination, long size, CancellationToken cancellationToken)
    {
        bool isMini = entry.SizeInBytes < MiniStreamCutoff;
        byte[] buffer = new byte[isMini ? 1 << MiniSectorShift : _sectors.Size];
        var chain = new SectorChain(isMini ? _miniFat : _fat, entry.FirstSector);
        long left = size;
        while (left > 0 && chain.TryNext(out uint sector))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> piece = isMini ? ReadMini(sector, buffer) : _sectors.Read(sector, 0, buffer);
            piece = piece[..(int)Math.Min(piece.Length, left)];
            destination.Write(piece);
            left -= piece.Length;
            if (piece.Length < buffer.Length)
            {
                break;
            }
        }

        return size - left;
    }

    private Span<byte> ReadMini(uint sector, Span<byte> buffer)
    {
        long offset = (long)sector << MiniSectorShift;
        long index = offset / _sectors.Size;
        return index < _miniStream.Value.Count ? _sectors.Read(_miniStream.Value[(int)index], (int)(offset % _sectors.Size), buffer) : [];
    }

    /// <summary>All sectors of a chain; of a chain that is no circle the file has room for each.</summary>
    private List<uint> Places(SectorChain chain)
    {
        var places = new List<uint>();
        while (places.Count < _sectors.Count && chain.TryNext(out uint sector))
        {
            places.Add(sector);
        }

        return places;
    }

    /// <summary>Sectors of the FAT: from the header, then from the chain of the DIFAT (MS-CFB 2.5), no more than the file needs.</summary>
    private static List<uint> FatPlaces(CompoundSectors sectors, CompoundHeader header, ImmutableArray<Damage>.Builder damage)
    {
        long needed = ((sectors.Count * sizeof(uint)) + sectors.Size - 1) / sectors.Size;
        var places = new List<uint>();
        for (int i = 0; i < CompoundHeader.FatPlaces && places.Count < needed && header.FatPlace(i) < CompoundSectors.FirstReserved; i++)
        {
            places.Add(header.FatPlace(i));
        }

        byte[] sector = new byte[sectors.Size];
        for (uint next = header.FirstDifatSector; places.Count < needed && next < CompoundSectors.FirstReserved;)
        {
            int before = places.Count;
            ReadOnlySpan<byte> bytes = sectors.Read(next, 0, sector);
            for (; bytes.Length > sizeof(uint) && places.Count < needed && BinaryPrimitives.ReadUInt32LittleEndian(bytes) is < CompoundSectors.FirstReserved and uint place; bytes = bytes[sizeof(uint)..])
            {
                places.Add(place);
            }

            // A sector that adds none would let a circle run on.
            if (places.Count == before)
            {
                break;
            }

            next = BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(sectors.Size - sizeof(uint)));
        }

        if (places.Count < Math.Min(needed, header.FatSectors))
        {
            damage.Add(new Damage("compound-fat", string.Create(CultureInfo.InvariantCulture, $"The header tells of {header.FatSectors} sectors of the table; {places.Count} can be found. Ask for the file again."), null));
        }

        return places;
    }
}

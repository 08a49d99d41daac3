using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Cab;

/// <summary>
/// A cabinet ([MS-CAB]): stored, MSZIP and LZX, checksums verified. One cabinet only: of a set it reads what lies whole in this one, and no name
/// in it is ever opened. Each folder is unpacked once, from start to end, however its entries are ordered.
/// </summary>
public sealed class CabinetReader
{
    private readonly Stream _stream;
    private readonly CabHeader _header;
    private readonly List<CabExtent> _extents = [];
    private CabFolderReader? _folder;
    private Damage? _folderRefusal;
    private int _folderIndex = -1;

    private CabinetReader(Stream stream, CabHeader header, ImmutableArray<CabEntry> entries, FileNameEncoding? names, ImmutableArray<Damage> damage)
    {
        _stream = stream;
        _header = header;
        Names = FileNameDecoder.For(entries.Select(entry => entry.RawName), names);
        Entries = [.. entries.Select(entry => entry with { Name = Names.Decode(entry.RawName) })];
        Damage = damage;
    }

    /// <summary>The entries in the order in which their content lies in the cabinet.</summary>
    public ImmutableArray<CabEntry> Entries { get; }

    /// <summary>How the names were read.</summary>
    public FileNameDecoder Names { get; }

    /// <summary>What is wrong with the cabinet as a whole; damage of an entry comes with <see cref="Extract"/>.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Reads header and tables.</summary>
    /// <param name="stream">Seekable; used as long as entries are extracted, and not owned.</param>
    /// <param name="options">Limits, and what a person gave for this cabinet.</param>
    /// <exception cref="MalformedDataException">It is no cabinet, or no entry can be read.</exception>
    public static CabinetReader Open(Stream stream, ArchiveOptions options)
    {
        CabHeader header = CabHeader.Read(stream);
        ImmutableArray<Damage>.Builder damage = ImmutableArray.CreateBuilder<Damage>();
        if (header.StatedSizeInBytes > stream.Length)
        {
            damage.Add(new Damage("cab-truncated", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet says that it has {header.StatedSizeInBytes} bytes; the file has {stream.Length}: it was cut. Ask for it again."), stream.Length));
        }
        else if (header.StatedSizeInBytes <= header.FilesOffset || header.Folders.Any(folder => folder.BlockCount > 0 && header.StatedSizeInBytes <= folder.DataOffset))
        {
            damage.Add(new Damage("cab-header", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet says that it has {header.StatedSizeInBytes} bytes, and that tables or data begin behind them."), null));
        }

        ImmutableArray<CabEntry> entries = CabFileTable.Read(stream, header, options.MaxEntries, damage);
        return entries.IsEmpty
            ? throw new MalformedDataException("cab-files", damage[^1].Message)
            : new CabinetReader(stream, header, entries, options.Names, damage.ToImmutable());
    }

    /// <summary>Writes the content of an entry to a stream as far as it can be had. To be called in the order of <see cref="Entries"/>.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">Takes its content.</param>
    /// <param name="skipped">Takes what lies before it in its folder and had to be unpacked on the way; it can count, and throw to stop.</param>
    /// <param name="cancellationToken">Checked once a block.</param>
    /// <returns>What is wrong with it: then what was written is not to be trusted. Null where it is whole and its checksums are right.</returns>
    public Damage? Extract(CabEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        if (entry.Refusal is not null || entry.SizeInBytes == 0)
        {
            return entry.Refusal;
        }

        if (entry.FolderIndex != _folderIndex)
        {
            OpenFolder(entry.FolderIndex);
        }

        return _folder is null ? _folderRefusal : _folder.Copy(entry, destination, skipped, cancellationToken);
    }

    private void OpenFolder(int index)
    {
        CabFolder folder = _header.Folders[index];
        CabExtent extent = CabExtent.Measure(_stream, folder, _header.DataReserveSize);
        (_folder, _folderRefusal, _folderIndex) = (null, null, index);
        if (_extents.Exists(extent.Overlaps))
        {
            _folderRefusal = new Damage("cab-shared-data", string.Create(CultureInfo.InvariantCulture,
                $"Folder {index} uses data at offset 0x{extent.Start:x} that belong to another folder; only the first is read."), extent.Start);
            return;
        }

        _extents.Add(extent);
        try
        {
            _folder = new CabFolderReader(_stream, _header, folder, extent);
        }
        catch (MalformedDataException malformed)
        {
            _folderRefusal = new Damage(malformed.Code, malformed.Message, folder.DataOffset);
        }
    }
}

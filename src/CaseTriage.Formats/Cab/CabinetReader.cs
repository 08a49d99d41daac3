using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Cab;

/// <summary>
/// A cabinet ([MS-CAB]) or a set of them: stored, MSZIP and LZX, checksums verified. Of a set that is not complete it reads what lies whole in
/// what is there, and no name in it is ever opened. Each folder is unpacked once, from start to end, however its entries are ordered.
/// </summary>
public sealed class CabinetReader
{
    private readonly ImmutableArray<CabFolder> _folders;
    private readonly List<CabExtent> _extents = [];
    private CabFolderReader? _folder;
    private Damage? _folderRefusal;
    private int _folderIndex = -1;

    private CabinetReader(CabSet set, FileNameEncoding? names, ImmutableArray<Damage> damage)
    {
        _folders = set.Folders;
        ImmutableArray<CabEntry> entries = [.. set.Entries];
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

    /// <summary>The place of a cabinet in its set; null where it belongs to none, or is no cabinet.</summary>
    public static CabSetPlace? PlaceOf(Stream stream)
    {
        try
        {
            CabHeader header = CabHeader.Read(stream);
            return header is { PreviousName: null, NextName: null } ? null : new CabSetPlace(header.Set, header.Number, header.PreviousName is not null, header.NextName is not null);
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }

    /// <summary>Reads header and tables of one cabinet.</summary>
    /// <param name="stream">Seekable; used as long as entries are extracted, and not owned.</param>
    /// <param name="options">Limits, and what a person gave for this cabinet.</param>
    /// <exception cref="MalformedDataException">It is no cabinet, or no entry can be read.</exception>
    public static CabinetReader Open(Stream stream, ArchiveOptions options) => Open([stream], options);

    /// <summary>Reads headers and tables of cabinets that follow one another in a set.</summary>
    /// <param name="cabinets">In the order of the set; seekable; used as long as entries are extracted, and not owned.</param>
    /// <param name="options">Limits, and what a person gave for them.</param>
    /// <exception cref="MalformedDataException">One is no cabinet, or no entry can be read.</exception>
    public static CabinetReader Open(IReadOnlyList<Stream> cabinets, ArchiveOptions options)
    {
        ImmutableArray<Damage>.Builder damage = ImmutableArray.CreateBuilder<Damage>();
        var set = new CabSet();
        int left = options.MaxEntries;
        for (int i = 0; i < cabinets.Count; i++)
        {
            CabHeader header = CabHeader.Read(cabinets[i]);
            CheckSize(header, cabinets[i], damage);
            List<CabFile> files = CabFileTable.Read(cabinets[i], header, left, damage);
            left -= files.Count;
            set.Add(header, files, isFirst: i == 0, isLast: i == cabinets.Count - 1);
        }

        return set.Entries.Any()
            ? new CabinetReader(set, options.Names, damage.ToImmutable())
            : throw new MalformedDataException("cab-files", damage is [.., var last] ? last.Message : "The cabinets hold no entry of their own. Ask for all of the set.");
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

    private static void CheckSize(CabHeader header, Stream stream, ImmutableArray<Damage>.Builder damage)
    {
        if (header.StatedSizeInBytes > stream.Length)
        {
            damage.Add(new Damage("cab-truncated", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet says that it has {header.StatedSizeInBytes} bytes; the file has {stream.Length}: it was cut. Ask for it again."), stream.Length));
        }
        else if (header.StatedSizeInBytes <= header.FilesOffset
            || header.Folders.Any(folder => folder.Parts[0] is { BlockCount: > 0 } blocks && header.StatedSizeInBytes <= blocks.DataOffset))
        {
            damage.Add(new Damage("cab-header", string.Create(CultureInfo.InvariantCulture,
                $"The cabinet says that it has {header.StatedSizeInBytes} bytes, and that tables or data begin behind them."), null));
        }
    }

    private void OpenFolder(int index)
    {
        CabFolder folder = _folders[index];
        ImmutableArray<CabExtent> extents = [.. folder.Parts.Select(CabExtent.Measure)];
        (_folder, _folderRefusal, _folderIndex) = (null, null, index);
        if (extents.Any(extent => _extents.Exists(extent.Overlaps)))
        {
            _folderRefusal = new Damage("cab-shared-data", string.Create(CultureInfo.InvariantCulture,
                $"Folder {index} uses data at offset 0x{extents[0].Start:x} that belong to another folder; only the first is read."), extents[0].Start);
            return;
        }

        _extents.AddRange(extents);
        try
        {
            _folder = new CabFolderReader(folder, extents);
        }
        catch (MalformedDataException malformed)
        {
            _folderRefusal = new Damage(malformed.Code, malformed.Message, extents[0].Start);
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace CaseTriage.Formats.Cab;

/// <summary>
/// Joins the cabinets of a set ([MS-CAB] 2.1): the last folder of one and the first of the next are one folder where a file goes from one to the
/// other, and such a file is listed in both.
/// </summary>
internal sealed class CabSet
{
    private readonly List<CabFolder> _folders = [];
    private readonly List<CabEntry> _entries = [];

    /// <summary>The folders of all cabinets.</summary>
    public ImmutableArray<CabFolder> Folders => [.. _folders];

    /// <summary>The entries in the order in which their content lies in the folders.</summary>
    public IEnumerable<CabEntry> Entries =>
        _entries.OrderBy(entry => entry.FolderIndex).ThenBy(entry => entry.OffsetInFolder).ThenBy(entry => entry.SizeInBytes);

    /// <summary>Adds the next cabinet.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="files">Its files.</param>
    /// <param name="isFirst">Whether none was added before it.</param>
    /// <param name="isLast">Whether none will be added.</param>
    public void Add(CabHeader header, List<CabFile> files, bool isFirst, bool isLast)
    {
        bool isJoined = files.Exists(file => file.BeginsInPrevious) && !isFirst;
        int first = isJoined ? _folders.Count - 1 : _folders.Count;
        Join(header, isJoined, isContinued: isLast && header.NextName is not null);
        bool isCut = isFirst && files.Exists(file => file.BeginsInPrevious);
        if (isLast && !isFirst)
        {
            RefuseUnfinished(header, files);
        }

        foreach (CabFile file in files.Where(file => isFirst || !file.BeginsInPrevious))
        {
            int local = file.BeginsInPrevious ? 0 : file.GoesOnInNext ? header.Folders.Length - 1 : file.Folder;
            _entries.Add(new CabEntry
            {
                RawName = file.Name,
                SizeInBytes = file.SizeInBytes,
                FolderIndex = first + local,
                OffsetInFolder = file.Offset,
                Refusal = Refuse(file, header, isCut && local == 0, isLast),
            });
        }
    }

    private void Join(CabHeader header, bool isJoined, bool isContinued)
    {
        foreach (CabFolder folder in header.Folders)
        {
            bool goesOn = isContinued && folder.Index == header.Folders.Length - 1;
            if (isJoined && folder.Index == 0)
            {
                _folders[^1] = _folders[^1] with { Parts = [.. _folders[^1].Parts, .. folder.Parts], IsContinued = goesOn };
            }
            else
            {
                _folders.Add(folder with { Index = _folders.Count, IsContinued = goesOn });
            }
        }
    }

    /// <summary>Refuses files that came from the cabinets before and go on in one that is not here.</summary>
    private void RefuseUnfinished(CabHeader header, List<CabFile> files)
    {
        foreach (CabFile file in files.Where(file => file is { BeginsInPrevious: true, GoesOnInNext: true }))
        {
            int known = _entries.FindIndex(entry => entry.OffsetInFolder == file.Offset && entry.SizeInBytes == file.SizeInBytes && entry.RawName.Bytes.Span.SequenceEqual(file.Name.Bytes.Span));
            if (known >= 0)
            {
                _entries[known] = _entries[known] with { Refusal = _entries[known].Refusal ?? Missing("goes on in the next cabinet", header.NextName) };
            }
        }
    }

    /// <summary>Where the first folder began in another cabinet, nothing of it can be unpacked: its history is there.</summary>
    private static Damage? Refuse(CabFile file, CabHeader header, bool isCut, bool isLast)
    {
        if (file.BeginsInPrevious)
        {
            return Missing("begins in the cabinet before this one", header.PreviousName);
        }

        if (file.GoesOnInNext)
        {
            return isLast ? Missing("goes on in the next cabinet", header.NextName) : null;
        }

        return file.Folder >= header.Folders.Length
            ? new Damage("cab-files", string.Create(CultureInfo.InvariantCulture, $"The entry names the folder {file.Folder}; the cabinet has {header.Folders.Length}."), null)
            : isCut ? Missing("lies in a folder that begins in the cabinet before this one", header.PreviousName) : null;
    }

    private static Damage Missing(string what, string? name) =>
        new("cab-set", $"The entry {what}{(string.IsNullOrEmpty(name) ? "" : $" ('{name}')")}. Ask for all cabinets of the set, or for one single cabinet.", null);
}

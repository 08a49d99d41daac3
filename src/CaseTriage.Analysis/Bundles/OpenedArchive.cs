using System.Collections.Immutable;
using CaseTriage.Formats;
using CaseTriage.Formats.Cab;
using CaseTriage.Formats.EventMessages;
using CaseTriage.Formats.Zip;

namespace CaseTriage.Analysis.Bundles;

/// <summary>One entry of an archive of any kind.</summary>
/// <param name="Name">Name in the archive, raw.</param>
/// <param name="Extract">Writes its content and returns what is wrong with it; called at most once, in the order of the archive.</param>
internal sealed record ArchiveMember(string Name, Func<Stream, Damage?> Extract);

/// <summary>An archive whose entries are known.</summary>
/// <param name="Members">Its entries without folders, in the order in which they can be extracted; where any will do, texts of event logs come first.</param>
/// <param name="Damage">What is wrong with it as a whole.</param>
internal sealed record OpenedArchive(ImmutableArray<ArchiveMember> Members, ImmutableArray<Damage> Damage)
{
    /// <summary>Whether files of a kind are opened.</summary>
    public static bool IsOpened(ArtifactKind kind) => kind is ArtifactKind.Zip or ArtifactKind.Cab;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="MalformedDataException">Nothing of it can be read.</exception>
    public static OpenedArchive Open(ArtifactKind kind, Stream content, UnpackBudget budget, CancellationToken cancellationToken) => kind switch
    {
        ArtifactKind.Zip => OpenZip(content, budget, cancellationToken),
        ArtifactKind.Cab => OpenCab(content, budget, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Files of this kind are not opened."),
    };

    private static OpenedArchive OpenZip(Stream content, UnpackBudget budget, CancellationToken cancellationToken)
    {
        ZipArchiveReader zip = ZipArchiveReader.Open(content, new ArchiveOptions { MaxEntries = budget.Limits.MaxEntriesPerArchive });

        // Texts of event logs first: a log is read once, and takes those that were read before it.
        IEnumerable<ZipEntry> entries = zip.Entries.Where(entry => !entry.IsFolder).OrderBy(entry => IsTexts(entry.Name) ? 0 : 1);
        return new OpenedArchive([.. entries.Select(entry => new ArchiveMember(entry.Name, destination => zip.Extract(entry, destination, cancellationToken)))], zip.Damage);
    }

    private static bool IsTexts(string name) => EventMessageFileName.Parse(ArtifactPath.Clean(name)) is not null;

    private static OpenedArchive OpenCab(Stream content, UnpackBudget budget, CancellationToken cancellationToken)
    {
        CabinetReader cab = CabinetReader.Open(content, new ArchiveOptions { MaxEntries = budget.Limits.MaxEntriesPerArchive });
        var skipped = new SkippedBytes(budget);
        return new OpenedArchive(
            [.. cab.Entries.Select(entry => new ArchiveMember(entry.Name, destination => cab.Extract(entry, destination, skipped, cancellationToken)))],
            cab.Damage);
    }
}

using System.Collections.Immutable;
using CaseTriage.Formats;
using CaseTriage.Formats.Archives;
using CaseTriage.Formats.Cab;
using CaseTriage.Formats.EventMessages;
using CaseTriage.Formats.Zip;

namespace CaseTriage.Analysis.Bundles;

/// <summary>One entry of an archive of any kind.</summary>
/// <param name="Name">Name in the archive, raw.</param>
/// <param name="Extract">Writes its content and returns what is wrong with it; called at most once, in the order of the archive.</param>
internal sealed record ArchiveMember(string Name, Func<Stream, Damage?> Extract);

/// <summary>An archive that is to be opened.</summary>
/// <param name="Kind">What it is by its content.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Name">Its file name, after which a single file in it may be called.</param>
/// <param name="Password">Password for what is encrypted in it, or null.</param>
internal sealed class ArchiveSource(ArtifactKind kind, Stream content, string name, string? password)
{
    public ArtifactKind Kind => kind;

    public Stream Content => content;

    public string Name => name;

    public string? Password => password;
}

/// <summary>An archive whose entries are known.</summary>
/// <param name="Members">Its entries without folders, in the order in which they can be extracted; where any will do, texts of event logs come first.</param>
/// <param name="Damage">What is wrong with it as a whole.</param>
internal sealed record OpenedArchive(ImmutableArray<ArchiveMember> Members, ImmutableArray<Damage> Damage)
{
    /// <summary>Whether files of a kind are opened.</summary>
    public static bool IsOpened(ArtifactKind kind) => kind is ArtifactKind.Zip or ArtifactKind.Cab || FormatOf(kind) is not null;

    /// <summary>Opens an archive.</summary>
    /// <param name="source">What is opened, and with what.</param>
    /// <param name="budget">Counts what comes out on the way.</param>
    /// <param name="cancellationToken">Checked while it is opened, and while entries are extracted.</param>
    /// <exception cref="MalformedDataException">Nothing of it can be read.</exception>
    public static OpenedArchive Open(ArchiveSource source, UnpackBudget budget, CancellationToken cancellationToken)
    {
        var options = new ArchiveOptions { MaxEntries = budget.Limits.MaxEntriesPerArchive, Password = source.Password };
        return source.Kind switch
        {
            ArtifactKind.Zip => OpenZip(source.Content, options, cancellationToken),
            ArtifactKind.Cab => OpenCab(source.Content, options, new SkippedBytes(budget), cancellationToken),
            _ when FormatOf(source.Kind) is { } format => OpenOther(source, format, options, new SkippedBytes(budget), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Kind, "Files of this kind are not opened."),
        };
    }

    private static ArchiveFormat? FormatOf(ArtifactKind kind) => kind switch
    {
        ArtifactKind.SevenZip => ArchiveFormat.SevenZip,
        ArtifactKind.Tar => ArchiveFormat.Tar,
        ArtifactKind.Rar => ArchiveFormat.Rar,
        ArtifactKind.Gzip => ArchiveFormat.Gzip,
        ArtifactKind.Xz => ArchiveFormat.Xz,
        ArtifactKind.BZip2 => ArchiveFormat.BZip2,
        ArtifactKind.Zstandard => ArchiveFormat.Zstandard,
        _ => null,
    };

    private static OpenedArchive OpenZip(Stream content, ArchiveOptions options, CancellationToken cancellationToken)
    {
        ZipArchiveReader zip = ZipArchiveReader.Open(content, options, ZipDecoders.All);

        // Texts of event logs first: a log is read once, and takes those that were read before it.
        IEnumerable<ZipEntry> entries = zip.Entries.Where(entry => !entry.IsFolder).OrderBy(entry => IsTexts(entry.Name) ? 0 : 1);
        return new OpenedArchive([.. entries.Select(entry => new ArchiveMember(entry.Name, destination => zip.Extract(entry, destination, cancellationToken)))], zip.Damage);
    }

    private static OpenedArchive OpenCab(Stream content, ArchiveOptions options, SkippedBytes skipped, CancellationToken cancellationToken)
    {
        CabinetReader cab = CabinetReader.Open(content, options);
        return new OpenedArchive(
            [.. cab.Entries.Select(entry => new ArchiveMember(entry.Name, destination => cab.Extract(entry, destination, skipped, cancellationToken)))],
            cab.Damage);
    }

    private static OpenedArchive OpenOther(ArchiveSource source, ArchiveFormat format, ArchiveOptions options, SkippedBytes skipped, CancellationToken cancellationToken)
    {
        ArchiveReader archive = ArchiveReader.Open(source.Content, format, source.Name, options, cancellationToken);
        return new OpenedArchive(
            [.. archive.Entries.Select(entry => new ArchiveMember(entry.Name, destination => archive.Extract(entry, destination, skipped, cancellationToken)))],
            archive.Damage);
    }

    private static bool IsTexts(string name) => EventMessageFileName.Parse(ArtifactPath.Clean(name)) is not null;
}

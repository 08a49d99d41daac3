using System.Collections.Immutable;
using CaseTriage.Formats;
using CaseTriage.Formats.Archives;
using CaseTriage.Formats.Cab;
using CaseTriage.Formats.EventMessages;
using CaseTriage.Formats.Mail;
using CaseTriage.Formats.Mail.Outlook;
using CaseTriage.Formats.Text;
using CaseTriage.Formats.Zip;

namespace CaseTriage.Analysis.Bundles;

/// <summary>One entry of an archive of any kind.</summary>
/// <param name="Name">Name in the archive, raw.</param>
/// <param name="Extract">Writes its content and returns what is wrong with it; called at most once, in the order of the archive.</param>
/// <param name="Format">What it is where its place tells; null where its content has to.</param>
internal sealed record ArchiveMember(string Name, Func<Stream, Damage?> Extract, ArtifactFormat? Format = null);

/// <summary>An archive whose entries are known.</summary>
/// <param name="Members">Its entries without folders, in the order in which they can be extracted; where any will do, texts of event logs come first.</param>
/// <param name="Names">How its names were read; null where it has none of its own encoding.</param>
/// <param name="Damage">What is wrong with it as a whole.</param>
internal sealed record OpenedArchive(ImmutableArray<ArchiveMember> Members, FileNameDecoder? Names, ImmutableArray<Damage> Damage)
{
    /// <summary>Whether files of a kind are opened.</summary>
    public static bool IsOpened(ArtifactKind kind) => kind is ArtifactKind.Zip or ArtifactKind.Cab || FormatOf(kind) is not null;

    /// <summary>Opens an archive.</summary>
    /// <param name="parts">The archive; of a cabinet also those that follow it in its set.</param>
    /// <param name="name">Its file name, after which a single file in it may be called.</param>
    /// <param name="options">Limits, and what a person gave for it.</param>
    /// <param name="budget">Counts what has to be unpacked on the way to an entry.</param>
    /// <param name="cancellationToken">Checked while it is opened, and while entries are extracted.</param>
    /// <exception cref="MalformedDataException">Nothing of it can be read.</exception>
    public static OpenedArchive Open(ImmutableArray<UnpackedFile> parts, string name, ArchiveOptions options, UnpackBudget budget, CancellationToken cancellationToken) => parts[0].Kind switch
    {
        ArtifactKind.Zip => OpenZip(parts[0].Content, options, cancellationToken),
        ArtifactKind.Cab => OpenCab([.. parts.Select(part => part.Content)], options, budget, cancellationToken),
        var kind when FormatOf(kind) is { } format => OpenOther(parts[0].Content, format, name, options, budget, cancellationToken),
        var kind => throw new ArgumentOutOfRangeException(nameof(parts), kind, "Files of this kind are not opened."),
    };

    /// <summary>The files that a mail carries. The mail itself stays a file that is read, too.</summary>
    /// <exception cref="MalformedDataException">It is no mail.</exception>
    public static OpenedArchive OpenMail(Stream content, int maxEntries, CancellationToken cancellationToken)
    {
        MailReader mail = MailReader.Open(content, maxEntries, cancellationToken);
        return new OpenedArchive(
            [.. mail.Attachments.Select(attachment => new ArchiveMember(attachment.Name, destination => mail.Extract(attachment, destination, cancellationToken)))],
            Names: null,
            mail.Damage);
    }

    /// <summary>The files and mails that a mail saved by Outlook carries. The mail itself stays a file that is read, too.</summary>
    /// <exception cref="MalformedDataException">It is no such mail.</exception>
    public static OpenedArchive OpenOutlookMail(Stream content, int maxEntries, CancellationToken cancellationToken)
    {
        OutlookMessageReader mail = OutlookMessageReader.Open(content, maxEntries, cancellationToken);
        return new OpenedArchive(
            [.. mail.Attachments.Select(attachment => new ArchiveMember(attachment.Name, destination => mail.Extract(attachment, destination, cancellationToken)))],
            Names: null,
            mail.Damage);
    }

    /// <summary>The mails of a folder file.</summary>
    /// <exception cref="MalformedDataException">It is no such folder.</exception>
    public static OpenedArchive OpenMailFolder(Stream content, int maxEntries, CancellationToken cancellationToken)
    {
        MboxReader folder = MboxReader.Open(content, maxEntries, cancellationToken);
        return new OpenedArchive(
            [
                .. folder.Messages.Select((message, index) => new ArchiveMember(FormattableString.Invariant($"{index + 1:00000}.eml"), destination =>
                {
                    folder.Extract(message, destination, cancellationToken);
                    return null;
                }, ArtifactFormat.Eml)),
            ],
            Names: null,
            folder.Damage);
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
        return new OpenedArchive([.. entries.Select(entry => new ArchiveMember(entry.Name, destination => zip.Extract(entry, destination, cancellationToken)))], zip.Names, zip.Damage);
    }

    private static OpenedArchive OpenCab(ImmutableArray<Stream> cabinets, ArchiveOptions options, UnpackBudget budget, CancellationToken cancellationToken)
    {
        CabinetReader cab = CabinetReader.Open(cabinets, options);
        var skipped = new SkippedBytes(budget);
        return new OpenedArchive(
            [.. cab.Entries.Select(entry => new ArchiveMember(entry.Name, destination => cab.Extract(entry, destination, skipped, cancellationToken)))],
            cab.Names,
            cab.Damage);
    }

    private static OpenedArchive OpenOther(Stream content, ArchiveFormat format, string name, ArchiveOptions options, UnpackBudget budget, CancellationToken cancellationToken)
    {
        ArchiveReader archive = ArchiveReader.Open(content, format, name, options, cancellationToken);
        var skipped = new SkippedBytes(budget);
        return new OpenedArchive(
            [.. archive.Entries.Select(entry => new ArchiveMember(entry.Name, destination => archive.Extract(entry, destination, skipped, cancellationToken)))],
            archive.Names,
            archive.Damage);
    }

    private static bool IsTexts(string name) => EventMessageFileName.Parse(ArtifactPath.Clean(name)) is not null;
}

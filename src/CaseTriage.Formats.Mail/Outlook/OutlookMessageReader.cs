using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.CompoundFile;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>
/// A mail that Outlook saved (<c>.msg</c>; MS-OXMSG, MS-OXPROPS): its head and text, and the files and mails that it carries. Contents stay where they lie in the
/// file until they are asked for. A mail within it becomes a file of its own.
/// <para>Damage: that of the compound file, <c>limit-entries</c>, <c>mail-time</c>, <c>mail-sender</c>, <c>mail-text-encoding</c>, <c>mail-rtf</c>, <c>mail-limit</c>.</para>
/// </summary>
public sealed class OutlookMessageReader
{
    private const string NamesStorage = "__nameid_version1.0";

    private const int HeadSize = 32;
    private const int InnerHeadSize = 24;
    private const int AttachmentHeadSize = 8;
    private const int AttachmentIsInText = 4;

    private readonly CompoundFileReader _file;
    private readonly MapiProperties _properties;
    private readonly string? _charset;
    private readonly List<MapiProperties> _parts;

    private OutlookMessageReader(CompoundFileReader file, int maxAttachments, CancellationToken cancellationToken)
    {
        _file = file;
        _properties = new MapiProperties(file, file.Root, HeadSize, cancellationToken);

        // MS-OXCMSG 2.2.1.4: the code page of the mail's eight-bit texts; older mails have only that of the net.
        _charset = CodePageName.Of(_properties.Number(MapiTag.MessageCodepage) ?? 0) ?? CodePageName.Of(_properties.Number(MapiTag.InternetCodepage) ?? 0);
        List<CompoundEntry> storages = [.. file.Root.Children.Where(child => child.IsStorage && child.Name.StartsWith("__attach_version1.0_#", StringComparison.OrdinalIgnoreCase))];
        _parts = [.. storages.Take(maxAttachments).Select(storage => new MapiProperties(file, storage, AttachmentHeadSize, cancellationToken))];
        Attachments = [.. _parts.Select((part, index) => new MailAttachment(index, NameOf(part, index)))];
        Damage = storages.Count <= maxAttachments ? file.Damage :
        [
            .. file.Damage,
            new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture, $"The mail carries more than {maxAttachments} files; the rest was not looked at. Ask for them in several mails."), null),
        ];
    }

    /// <summary>The files and mails that it carries, in the order of the mail.</summary>
    public ImmutableArray<MailAttachment> Attachments { get; }

    /// <summary>What is wrong with the mail as a whole; damage of a file comes with <see cref="Extract"/>.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Whether a compound file is a mail: its root has the properties of one. That a mail lies somewhere within does not make it one.</summary>
    public static bool IsOutlookMessage(CompoundFileReader file) => file.Root.Stream(MapiProperties.StreamName) is not null;

    /// <summary>Reads the structure of a mail.</summary>
    /// <param name="stream">Seekable; used as long as files are extracted, and not owned.</param>
    /// <param name="maxAttachments">Most files that are listed; the rest is told as damage <c>limit-entries</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MalformedDataException"><c>not-outlook-message</c>, and those of the compound file.</exception>
    public static OutlookMessageReader Open(Stream stream, int maxAttachments, CancellationToken cancellationToken)
    {
        var file = CompoundFileReader.Open(stream, cancellationToken);
        return IsOutlookMessage(file)
            ? new OutlookMessageReader(file, maxAttachments, cancellationToken)
            : throw new MalformedDataException("not-outlook-message", $"The compound file has no '{MapiProperties.StreamName}' in its root; expected a mail saved by Outlook.");
    }

    /// <summary>Reads head and text as a thread of one message; quotes are still in its text.</summary>
    public MailThreadContent ReadMessage(CancellationToken cancellationToken)
    {
        var damage = ImmutableArray.CreateBuilder<Damage>();
        damage.AddRange(_file.Damage);
        MailThreadMessage head = new OutlookHead(_file, _file.Root, _properties, _charset, cancellationToken).Read();
        if (head.SentAt is null)
        {
            damage.Add(new Damage("mail-time", "The mail has no readable time.", null));
        }

        if (head.From.Length == 0)
        {
            damage.Add(new Damage("mail-sender", "The mail names no sender.", null));
        }

        (string text, MailCharset? charset) = new OutlookText(_properties, _charset, damage, cancellationToken).Read();
        ImmutableArray<string> names = [.. _parts.Zip(Attachments).Where(pair => IsShown(pair.First)).Select(pair => pair.Second.Name)];
        return new MailThreadContent(head.Subject, 0, [head with { Text = text, Charset = charset, Attachments = names }], damage.ToImmutable());
    }

    /// <summary>Writes the content of a file to a stream as far as it can be had; a mail, or an object of another program, as a compound file.</summary>
    /// <returns>What is wrong with it; null where it is whole.</returns>
    public Damage? Extract(MailAttachment attachment, Stream destination, CancellationToken cancellationToken)
    {
        MapiProperties part = _parts[attachment.Index];
        if (part.Stream(MapiTag.AttachData, MapiType.Binary) is { } stream)
        {
            return _file.Extract(stream, destination, cancellationToken);
        }

        return part.Object(MapiTag.AttachData) is { } storage
            ? WriteStorage(storage, destination, cancellationToken)
            : new Damage("entry-empty", "The mail names a file here and carries none: it may be a link to a place where only its sender can read. Ask for the file.", null);
    }

    /// <summary>A mail within a mail has a shorter head before its properties, and uses the names of the outer one (MS-OXMSG 2.4.1.1, 2.2.3).</summary>
    private Damage? WriteStorage(CompoundEntry storage, Stream destination, CancellationToken cancellationToken)
    {
        ImmutableArray<CompoundEntry> entries = storage.Children;
        var replaced = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        if (storage.Stream(MapiProperties.StreamName) is { } properties)
        {
            byte[] inner = _file.Read(properties, MapiProperties.MaxHeadSizeInBytes, cancellationToken);
            int head = Math.Min(InnerHeadSize, inner.Length);
            replaced[MapiProperties.StreamName] = [.. inner[..head], .. new byte[HeadSize - head], .. inner[head..]];
            entries = storage.Storage(NamesStorage) is null && _file.Root.Storage(NamesStorage) is { } names ? entries.Add(names) : entries;
        }

        return CompoundFileWriter.Write(_file, entries, replaced, destination, cancellationToken);
    }

    /// <summary>Whether people see it as an attachment: pictures within the text are none.</summary>
    private static bool IsShown(MapiProperties part) => part.Number(MapiTag.AttachmentHidden) is null or 0 && ((part.Number(MapiTag.AttachFlags) ?? 0) & AttachmentIsInText) == 0;

    private string NameOf(MapiProperties part, int index)
    {
        string? stated = part.Text(MapiTag.AttachLongFilename, _charset) ?? part.Text(MapiTag.AttachFilename, _charset);
        bool isMail = part.Object(MapiTag.AttachData)?.Stream(MapiProperties.StreamName) is not null;
        string name = stated ?? part.Text(MapiTag.DisplayName, _charset) ?? string.Create(CultureInfo.InvariantCulture, $"attachment-{index + 1}");
        return isMail && !name.EndsWith(".msg", StringComparison.OrdinalIgnoreCase) ? name + ".msg" : name;
    }
}

using System.Buffers.Binary;
using System.Text;
using CaseTriage.Formats.CompoundFile;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>
/// Properties of a mail, a recipient or an attachment (MS-OXMSG 2.1 to 2.4): short ones lie in one stream, each long one in a stream that is called after it.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="storage">Of the mail, recipient or attachment.</param>
/// <param name="headSizeInBytes">Bytes before the short properties: 32 in a mail, 24 in a mail within another, 8 in a recipient or attachment.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class MapiProperties(CompoundFileReader file, CompoundEntry storage, int headSizeInBytes, CancellationToken cancellationToken)
{
    public const string StreamName = "__properties_version1.0";

    /// <summary>Most bytes of a property that is a whole head or list.</summary>
    public const int MaxHeadSizeInBytes = 1 << 20;

    /// <summary>Most bytes of a name, an address or a subject: thousands of attachments may share one stream.</summary>
    private const int MaxFieldSizeInBytes = 8 << 10;

    private const int MaxShortSizeInBytes = 64 << 10;

    private const int EntrySize = 16;
    private const int ValueOffset = 8;

    private readonly Lazy<Dictionary<uint, ulong>> _short = new(() => ReadShort(file, storage, headSizeInBytes, cancellationToken));

    /// <summary>A number (PtypInteger32, or PtypBoolean as 0 or 1), or null.</summary>
    public int? Number(MapiTag tag) =>
        _short.Value.TryGetValue(Key(tag, MapiType.Number), out ulong number) ? (int)(uint)number
        : _short.Value.TryGetValue(Key(tag, MapiType.Flag), out ulong flag) ? (int)(flag & 1) : null;

    /// <summary>A time (PtypTime: 100 ns since 1601, UTC), or null where there is none or none that can be.</summary>
    public DateTime? Time(MapiTag tag) =>
        _short.Value.TryGetValue(Key(tag, MapiType.Time), out ulong time) && time is > 0 and <= 2650467743999999999 ? DateTime.FromFileTimeUtc((long)time) : null;

    /// <summary>A text, or null; one in eight bits is read by the code page.</summary>
    /// <param name="tag">Its property.</param>
    /// <param name="charset">Name of the code page, or null where the mail names none.</param>
    /// <param name="maxSizeInBytes">What lies behind is not read.</param>
    public string? Text(MapiTag tag, string? charset, int maxSizeInBytes = MaxFieldSizeInBytes)
    {
        string? text = Bytes(tag, MapiType.Unicode, maxSizeInBytes) is { } wide ? Encoding.Unicode.GetString(wide)
            : Bytes(tag, MapiType.EightBit, maxSizeInBytes) is { } narrow ? MailTextDecoder.Decode(narrow, charset).Text
            : null;
        return text?.TrimEnd('\0') is { Length: > 0 } found && !string.IsNullOrWhiteSpace(found) ? found : null;
    }

    /// <summary>The bytes of a property that has a stream of its own, or null.</summary>
    public byte[]? Bytes(MapiTag tag, MapiType type, int maxSizeInBytes) =>
        Stream(tag, type) is { } stream ? file.Read(stream, maxSizeInBytes, cancellationToken) : null;

    /// <summary>The stream of a property, or null.</summary>
    public CompoundEntry? Stream(MapiTag tag, MapiType type) => storage.Stream(NameOf(tag, type));

    /// <summary>The storage of a property that is an object, or null.</summary>
    public CompoundEntry? Object(MapiTag tag) => storage.Storage(NameOf(tag, MapiType.Object));

    private static string NameOf(MapiTag tag, MapiType type) => FormattableString.Invariant($"__substg1.0_{Key(tag, type):X8}");

    private static uint Key(MapiTag tag, MapiType type) => ((uint)tag << 16) | (uint)type;

    private static Dictionary<uint, ulong> ReadShort(CompoundFileReader file, CompoundEntry storage, int head, CancellationToken cancellationToken)
    {
        var found = new Dictionary<uint, ulong>();
        ReadOnlySpan<byte> bytes = storage.Stream(StreamName) is { } stream ? file.Read(stream, MaxShortSizeInBytes, cancellationToken) : [];
        for (bytes = bytes[Math.Min(head, bytes.Length)..]; bytes.Length >= EntrySize; bytes = bytes[EntrySize..])
        {
            found.TryAdd(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[ValueOffset..]));
        }

        return found;
    }
}

/// <summary>Types of properties (MS-OXCDATA 2.11.1).</summary>
internal enum MapiType
{
    Number = 0x0003,
    Flag = 0x000B,
    Object = 0x000D,
    EightBit = 0x001E,
    Unicode = 0x001F,
    Time = 0x0040,
    Binary = 0x0102,
}

/// <summary>Properties (MS-OXPROPS 2) by their short names there.</summary>
internal enum MapiTag
{
    Subject = 0x0037,
    ClientSubmitTime = 0x0039,
    SentRepresentingName = 0x0042,
    SentRepresentingEmailAddress = 0x0065,
    TransportMessageHeaders = 0x007D,
    RecipientType = 0x0C15,
    SenderName = 0x0C1A,
    SenderEmailAddress = 0x0C1F,
    DisplayCc = 0x0E03,
    DisplayTo = 0x0E04,
    MessageDeliveryTime = 0x0E06,
    Body = 0x1000,
    RtfCompressed = 0x1009,
    BodyHtml = 0x1013,
    InternetMessageId = 0x1035,
    InternetReferences = 0x1039,
    InReplyToId = 0x1042,
    DisplayName = 0x3001,
    EmailAddress = 0x3003,
    AttachData = 0x3701,
    AttachFilename = 0x3704,
    AttachMethod = 0x3705,
    AttachLongFilename = 0x3707,
    AttachFlags = 0x3714,
    SmtpAddress = 0x39FE,
    InternetCodepage = 0x3FDE,
    MessageCodepage = 0x3FFD,
    SenderSmtpAddress = 0x5D01,
    SentRepresentingSmtpAddress = 0x5D02,
    AttachmentHidden = 0x7FFE,
}

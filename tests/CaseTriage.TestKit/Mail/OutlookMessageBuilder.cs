using System.Globalization;
using System.Text;
using CaseTriage.TestKit.CompoundFile;

namespace CaseTriage.TestKit.Mail;

/// <summary>Writes mails as Outlook saves them (MS-OXMSG).</summary>
public sealed class OutlookMessageBuilder
{
    private readonly List<(string Path, byte[] Content)> _streams = [];
    private readonly List<byte> _short = [];
    private readonly List<(string Storage, List<byte> Short)> _parts = [];
    private readonly List<(string Storage, OutlookMessageBuilder Mail)> _mails = [];
    private int _recipients;
    private int _attachments;

    /// <summary>Writes texts in eight bits by this code page; 0 writes UTF-16.</summary>
    public int CodePage { get; init; }

    /// <summary>A text property of the mail.</summary>
    public OutlookMessageBuilder Text(int tag, string value)
    {
        AddText("", tag, value);
        return this;
    }

    /// <summary>A property of bytes, or of another type that has a stream.</summary>
    public OutlookMessageBuilder Bytes(int tag, byte[] value, int type = 0x0102)
    {
        _streams.Add((Name(tag, type), value));
        return this;
    }

    /// <summary>A number of the mail.</summary>
    public OutlookMessageBuilder Number(int tag, int value)
    {
        AddShort(_short, tag, 0x0003, (uint)value);
        return this;
    }

    /// <summary>A time of the mail.</summary>
    public OutlookMessageBuilder Time(int tag, DateTimeOffset value)
    {
        AddShort(_short, tag, 0x0040, (ulong)value.ToFileTime());
        return this;
    }

    /// <summary>Somebody it went to.</summary>
    /// <param name="type">1 to, 2 copy, 3 blind copy.</param>
    /// <param name="name">As shown.</param>
    /// <param name="address">Of the net.</param>
    public OutlookMessageBuilder Recipient(int type, string name, string address)
    {
        string storage = string.Create(CultureInfo.InvariantCulture, $"__recip_version1.0_#{_recipients++:X8}");
        AddShort(Part(storage), 0x0C15, 0x0003, (uint)type);
        AddText(storage + "/", 0x3001, name);
        AddText(storage + "/", 0x39FE, address);
        return this;
    }

    /// <summary>A file.</summary>
    /// <param name="name">Its long name.</param>
    /// <param name="content">Null where the mail only links to it.</param>
    /// <param name="isInText">Whether it is a picture within the text.</param>
    public OutlookMessageBuilder File(string name, byte[]? content, bool isInText = false)
    {
        string storage = Attachment(name, content is null ? 7 : 1, isInText ? 4 : 0);
        if (content is not null)
        {
            _streams.Add((storage + "/" + Name(0x3701, 0x0102), content));
        }

        return this;
    }

    /// <summary>A mail within it.</summary>
    public OutlookMessageBuilder Mail(string name, OutlookMessageBuilder mail)
    {
        _mails.Add((Attachment(name, 5, 0) + "/" + Name(0x3701, 0x000D), mail));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build(int version = 3, int seed = 0)
    {
        var file = new CompoundFileBuilder { Version = version, Seed = seed };

        // Names of properties, as every such file has them; here of none.
        file.Stream("__nameid_version1.0/__substg1.0_00020102", []).Stream("__nameid_version1.0/__substg1.0_00030102", []).Stream("__nameid_version1.0/__substg1.0_00040102", []);
        Write(file, "", 32);
        return file.Build();
    }

    private static string Name(int tag, int type) => string.Create(CultureInfo.InvariantCulture, $"__substg1.0_{tag:X4}{type:X4}");

    private static void AddShort(List<byte> to, int tag, int type, ulong value)
    {
        to.AddRange(BitConverter.GetBytes((ushort)type));
        to.AddRange(BitConverter.GetBytes((ushort)tag));
        to.AddRange(BitConverter.GetBytes(6));
        to.AddRange(BitConverter.GetBytes(value));
    }

    private void Write(CompoundFileBuilder file, string path, int headSize)
    {
        file.Stream(path + "__properties_version1.0", [.. new byte[headSize], .. _short]);
        _streams.ForEach(stream => file.Stream(path + stream.Path, stream.Content));
        _parts.ForEach(part => file.Stream(path + part.Storage + "/__properties_version1.0", [.. new byte[8], .. part.Short]));
        _mails.ForEach(mail => mail.Mail.Write(file, path + mail.Storage + "/", 24));
    }

    private List<byte> Part(string storage)
    {
        List<byte> numbers = [];
        _parts.Add((storage, numbers));
        return numbers;
    }

    private string Attachment(string name, int method, int flags)
    {
        string storage = string.Create(CultureInfo.InvariantCulture, $"__attach_version1.0_#{_attachments++:X8}");
        List<byte> numbers = Part(storage);
        AddShort(numbers, 0x3705, 0x0003, (uint)method);
        AddShort(numbers, 0x3714, 0x0003, (uint)flags);
        AddText(storage + "/", 0x3707, name);
        return storage;
    }

    private void AddText(string path, int tag, string value) => _streams.Add(CodePage == 0
        ? (path + Name(tag, 0x001F), Encoding.Unicode.GetBytes(value))
        : (path + Name(tag, 0x001E), CodePagesEncodingProvider.Instance.GetEncoding(CodePage)?.GetBytes(value) ?? throw new ArgumentOutOfRangeException(nameof(value), CodePage, "No such code page.")));
}

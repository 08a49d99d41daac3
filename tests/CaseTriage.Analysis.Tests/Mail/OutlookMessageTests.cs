using System.Buffers.Binary;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;
using CaseTriage.Formats.Mail.Outlook;
using CaseTriage.Formats.MailThread;
using CaseTriage.TestKit.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

/// <summary>Mails that Outlook saved.</summary>
public sealed class OutlookMessageTests
{
    private const int Subject = 0x0037;
    private const int SubmitTime = 0x0039;
    private const int RepresentingName = 0x0042;
    private const int Headers = 0x007D;
    private const int SenderName = 0x0C1A;
    private const int SenderAddress = 0x0C1F;
    private const int Body = 0x1000;
    private const int Rtf = 0x1009;
    private const int Html = 0x1013;
    private const int MessageId = 0x1035;
    private const int InternetCodePage = 0x3FDE;
    private const int MessageCodePage = 0x3FFD;

    private const string Chinese = "激活失败，设备标记绑定无效。";

    private static readonly DateTimeOffset s_sent = new(2023, 11, 13, 3, 8, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(4, 9, 0)]
    [InlineData(3, 9, 936)]
    public void ReadMessage_MailNeverSentOverTheNet_IsToldByItsProperties(int version, int seed, int codePage)
    {
        OutlookMessageBuilder mail = Mail(codePage).Number(MessageCodePage, 936).Text(MessageId, "<a@x>").Text(Body, Chinese + "\r\n")
            .Recipient(1, "韩梅梅", "han@example.cn").Recipient(2, "support@example.test", "support@example.test").Recipient(3, "Blind", "blind@example.cn");

        MailThreadMessage message = Read(mail.Build(version, seed));

        Assert.Equal("王宾 <w@example.cn>", message.From);
        Assert.Equal("韩梅梅 <han@example.cn>", message.To);
        Assert.Equal("support@example.test", message.Cc);
        Assert.Equal("a@x", message.Id);
        Assert.Equal("激活问题", message.Subject);
        Assert.Equal(Chinese, message.Text);
        Assert.Equal(s_sent, message.SentAt?.ReadAs(message.SentAt.Value.Offset ?? TimeSpan.MinValue));
    }

    [Fact]
    public void ReadMessage_MailThatWasSent_HasTheZoneAndTheIdsOfItsHead()
    {
        MailThreadMessage message = Read(Mail().Text(Body, "hello")
            .Text(Headers, "Received: by x\r\nFrom: =?utf-8?B?5p2O6Zu3?= <li@example.cn>\r\nTo: a@example.cn\r\nDate: Mon, 13 Nov 2023 11:08:00 +0800\r\nMessage-ID: <b@x>\r\nIn-Reply-To: <c@x>\r\nReferences: <d@x> <c@x>\r\n\r\n").Build());

        Assert.Equal(("李雷 <li@example.cn>", "a@example.cn"), (message.From, message.To));
        Assert.Equal(TimeSpan.FromHours(8), message.SentAt?.Offset);
        Assert.Equal(("b@x", "c@x"), (message.Id, message.InReplyTo));
        Assert.Equal(["d@x", "c@x"], message.References);
        Assert.Equal("激活问题", message.Subject);
    }

    [Fact]
    public void ReadMessage_SenderWithinItsOwnMailSystem_IsShownByName() =>
        Assert.Equal("王宾", Read(new OutlookMessageBuilder().Text(RepresentingName, "王宾").Text(0x0065, "/o=Example/cn=w").Build()).From);

    [Theory]
    [InlineData(936, 936, "gb18030", MailCharsetReason.Declared)]
    [InlineData(936, 1252, "gb18030", MailCharsetReason.Contradicted)]
    [InlineData(936, 0, "gb18030", MailCharsetReason.Undeclared)]
    [InlineData(950, 950, "big5", MailCharsetReason.Declared)]
    public void ReadMessage_TextInEightBits_IsReadByTheCodePageThatReadsIt(int real, int declared, string read, MailCharsetReason reason)
    {
        string text = real == 950 ? "啟動失敗，請檢查。設備" : Chinese;
        OutlookMessageBuilder mail = new OutlookMessageBuilder { CodePage = real }.Text(Body, text);

        MailThreadMessage message = Read((declared == 0 ? mail : mail.Number(MessageCodePage, declared)).Build());

        Assert.Equal(text, message.Text);
        Assert.Equal((read, reason), (message.Charset?.Name, message.Charset?.Reason));
    }

    [Fact]
    public void ReadMessage_HtmlAlone_GivesItsText()
    {
        byte[] html = CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes($"<html><style>p{{}}</style><p>{Chinese}</p><script>alert(1)</script></html>");

        Assert.Equal(Chinese, Read(Mail().Number(InternetCodePage, 936).Bytes(Html, html).Build()).Text);
    }

    [Fact]
    public void ReadMessage_HtmlInRichText_GivesItsText() => Assert.Equal(
        "激活失败\n第二行 B",
        Read(Mail().Bytes(Rtf, Pack(
            """
            {\rtf1\ansi\ansicpg936\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}
            {\colortbl\red0\green0\blue0;}\uc1
            {\*\htmltag19 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p>}\htmlrtf {\f1 \htmlrtf0 \'bc\'a4\'bb\'ee\'ca\'a7\'b0\'dc\htmlrtf\par}\htmlrtf0
            {\*\htmltag72 </p>}{\*\htmltag64 <p>}\u31532?\u20108?\u-30644? {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 B\htmlrtf }\htmlrtf0 {\*\htmltag92 </b>}{\*\htmltag72 </p>}{\*\mhtmltag1 <x>}
            }
            """)).Build()).Text);

    [Fact]
    public void ReadMessage_RichTextAlone_GivesItsWords() => Assert.Equal(
        "hello – 激活\nback\\slash",
        Read(Mail().Bytes(Rtf, Pack("""{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Arial;}}{\*\generator x;}{\pict 00ff}hello \endash  {\uc2\u28608\'bc\'a4\u27963\'bb\'ee}\par back\\slash{\v hidden}}""")).Build()).Text);

    [Fact]
    public void ReadMessage_PackedRichText_IsUnpacked()
    {
        // The first example of MS-OXRTFCP 3.2: "hello world" in 45 bytes.
        byte[] packed = Convert.FromHexString("2D0000002B0000004C5A4675F1C5C7A703000A00726370673132354232" + "0AF32068656C090020627705B06C647D0A800FA0");

        Assert.Equal("hello world", Read(Mail().Bytes(Rtf, packed).Build()).Text);
    }

    [Fact]
    public void ReadMessage_GroupsWithoutEnd_End() =>
        Assert.Equal("", Read(Mail().Bytes(Rtf, Pack("{\\rtf1" + new string('{', 200_000) + "x")).Build()).Text);

    [Fact]
    public void ReadMessage_RichTextThatCannotBeUnpacked_IsReported()
    {
        MailThreadContent content = Content(Mail().Bytes(Rtf, [.. BitConverter.GetBytes(0xFFFFFF), .. BitConverter.GetBytes(0x7FFFFFF0), .. "XXXX"u8, 0, 0, 0, 0, 1, 2, 3]).Build());

        Assert.Equal(["mail-rtf"], content.Damage.Select(damage => damage.Code));
    }

    [Fact]
    public void Unpack_FilesAndMailsWithin_AreMembersOfTheMail()
    {
        OutlookMessageBuilder inner = Mail().Text(Body, "inner").Time(SubmitTime, s_sent.AddDays(-1)).File("b.txt", Encoding.UTF8.GetBytes("in the inner mail"));
        byte[] mail = Mail().Text(Body, "outer").File("a.txt", new byte[9000]).File("image001.png", [1], isInText: true).File("link.docx", null).Mail("回复: 激活", inner).Build(seed: 3);

        List<(string Path, ArtifactFormat Format, ArtifactStatus Status, long Size)> files = [];
        List<string> texts = [];
        foreach (UnpackedFile file in BundleUnpacker.Unpack([new CaseInput("x.msg", null, () => new MemoryStream(mail))], UnpackLimits.Default, Token))
        {
            files.Add((file.Path, file.Format, file.Status, file.SizeInBytes));
            if (file.Format == ArtifactFormat.OutlookMessage)
            {
                texts.Add(Message(file.Content).Text);
            }
        }

        Assert.Equal(["x.msg!/a.txt", "x.msg!/image001.png", "x.msg!/link.docx", "x.msg!/回复_ 激活.msg!/b.txt", "x.msg!/回复_ 激活.msg", "x.msg"], files.Select(file => file.Path));
        Assert.Equal((9000, ArtifactStatus.Refused), (files[0].Size, files[2].Status));
        Assert.Equal(["inner", "outer"], texts);
        Assert.Equal(["a.txt", "link.docx", "回复: 激活.msg"], Read(mail).Attachments);
    }

    [Fact]
    public void Open_CompoundFileOfAnotherKind_IsRefused() =>
        Assert.Equal("not-outlook-message", Assert.Throws<MalformedDataException>(() => Read(new TestKit.CompoundFile.CompoundFileBuilder().Stream("WordDocument", [1]).Build())).Code);

    [Fact]
    public void ReadMessage_MailsMutatedByFixedSeeds_ThrowNothingElse()
    {
        byte[] mail = Mail().Text(Headers, "From: a@example.cn\r\nDate: Mon, 13 Nov 2023 11:08:00 +0800\r\n").Text(MessageId, "<a@x>").Bytes(Html, "<p>one<table>"u8.ToArray())
            .Bytes(Rtf, Pack("""{\rtf1\ansi\ansicpg936{\fonttbl{\f1\fcharset134 x;}}{\f1 \'bc\'a4\u27963?}\par}""")).Recipient(1, "a", "a@example.cn").File("a.txt", new byte[5000])
            .Mail("b", Mail().Text(Body, "inner")).Build(seed: 2);
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = mail[..(random.Next(8) == 0 ? random.Next(40, mail.Length) : mail.Length)];
            for (int i = random.Next(1, 9); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            try
            {
                using var stream = new MemoryStream(changed, writable: false);
                var read = OutlookMessageReader.Open(stream, 100, Token);
                Assert.Single(read.ReadMessage(Token).Messages);
                foreach (Formats.Mail.MailAttachment attachment in read.Attachments)
                {
                    read.Extract(attachment, Stream.Null, Token);
                }
            }
            catch (MalformedDataException malformed)
            {
                Assert.NotEmpty(malformed.Message);
            }
        }
    }

    private static OutlookMessageBuilder Mail(int codePage = 0) =>
        new OutlookMessageBuilder { CodePage = codePage }.Text(Subject, "激活问题").Text(SenderName, "王宾").Text(SenderAddress, "w@example.cn").Time(SubmitTime, s_sent);

    /// <summary>MS-OXRTFCP 2.1.3.1: rich text that is stored and not packed.</summary>
    private static byte[] Pack(string rtf)
    {
        byte[] head = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(head, rtf.Length + 12);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), rtf.Length);
        "MELA"u8.CopyTo(head.AsSpan(8));
        return [.. head, .. Encoding.ASCII.GetBytes(rtf)];
    }

    private static MailThreadMessage Read(byte[] mail) => Assert.Single(Content(mail).Messages);

    private static MailThreadMessage Message(Stream mail) => Assert.Single(OutlookMessageReader.Open(mail, 100, Token).ReadMessage(Token).Messages);

    private static MailThreadContent Content(byte[] mail) => OutlookMessageReader.Open(new MemoryStream(mail, writable: false), 100, Token).ReadMessage(Token);
}

using System.Text;
using CaseTriage.Formats;
using CaseTriage.Formats.Mail;
using CaseTriage.Formats.MailThread;
using CaseTriage.Formats.Text;
using CaseTriage.TestKit.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

/// <summary>Head and text of mail files.</summary>
public sealed class MailMessageTests
{
    private const string Chinese = "激活失败，设备标记绑定无效。";

    [Fact]
    public void ReadMessage_Head_IsGivenAsPeopleReadIt()
    {
        MailThreadMessage message = Read(Mail().Field("Cc", "\"Li, Lei\" <li@example.cn>, b@example.cn").Field("Message-ID", "<a@x>").Field("In-Reply-To", "<b@x>")
            .Field("References", "<c@x> <b@x>").Text("hello").Build());

        Assert.Equal("王宾 <w@example.cn>", message.From);
        Assert.Equal("Li, Lei <li@example.cn>; b@example.cn", message.Cc);
        Assert.Equal(("a@x", "b@x"), (message.Id, message.InReplyTo));
        Assert.Equal(["c@x", "b@x"], message.References);
        Assert.Equal(new DateTimeOffset(2023, 11, 13, 3, 8, 0, TimeSpan.Zero), message.SentAt?.ReadAs(message.SentAt.Value.Offset ?? default));
        Assert.Equal("hello", message.Text);
    }

    [Theory]
    [InlineData("gb2312", "gb18030", "gb18030", MailCharsetReason.Declared)]
    [InlineData("utf-8", "utf-8", "utf-8", MailCharsetReason.Declared)]
    [InlineData("utf-8", "gb18030", "gb18030", MailCharsetReason.Contradicted)]
    [InlineData("gbk", "utf-8", "utf-8", MailCharsetReason.Contradicted)]
    [InlineData("iso-8859-1", "utf-8", "utf-8", MailCharsetReason.Contradicted)]
    [InlineData("iso-8859-1", "gb18030", "gb18030", MailCharsetReason.Contradicted)]
    [InlineData("us-ascii", "gb18030", "gb18030", MailCharsetReason.Undeclared)]
    [InlineData("x-unknown-9", "utf-8", "utf-8", MailCharsetReason.Undeclared)]
    [InlineData(null, "gb18030", "gb18030", MailCharsetReason.Undeclared)]
    public void ReadMessage_Charset_IsTheOneThatReadsTheBytes(string? declared, string real, string read, MailCharsetReason reason)
    {
        byte[] bytes = (real == "utf-8" ? Encoding.UTF8 : TextDecoder.Gb18030).GetBytes(Chinese);

        MailThreadMessage message = Read(Mail().Text(bytes, declared is null ? "text/plain" : $"text/plain; charset=\"{declared}\"").Build());

        Assert.Equal(Chinese, message.Text);
        Assert.Equal(new MailCharset(read, declared, reason), message.Charset);
    }

    [Fact]
    public void ReadMessage_FrenchInLatin1_StaysFrench() =>
        Assert.Equal("élan, été", Read(Mail().Text(Encoding.Latin1.GetBytes("élan, été"), "text/plain; charset=iso-8859-1").Build()).Text);

    [Fact]
    public void ReadMessage_PlainAndHtml_GivesThePlainText() =>
        Assert.Equal("plain", Read(Mail().Text("plain").Html("<b>html</b>").Build()).Text);

    [Fact]
    public void ReadMessage_HtmlAlone_GivesItsText() =>
        Assert.Equal("one\ntwo", Read(Mail().Html("<p>one</p><p>two</p>").Build()).Text);

    [Fact]
    public void ReadMessage_FlowedText_HasWholeLines() =>
        Assert.Equal("one two\nthree", Read(Mail().Text("one \r\ntwo\r\nthree"u8.ToArray(), "text/plain; charset=utf-8; format=flowed").Build()).Text);

    [Fact]
    public void ReadMessage_Attachments_AreNamed() =>
        Assert.Equal(["a.zip"], Read(Mail().Text("see attached").File("a.zip", [1, 2]).Build()).Attachments);

    [Fact]
    public void ReadMessage_MailsMutatedByFixedSeeds_ThrowNothingElse()
    {
        byte[] mail = Mail().Field("Cc", "\"Li, Lei\" <li@example.cn>").Field("References", "<c@x> <b@x>").Text(TextDecoder.Gb18030.GetBytes(Chinese), "text/plain; charset=gbk; format=flowed")
            .Html("<p>one<table><tr><td>x").File("a.zip", [1, 2]).Build();
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = mail[..(random.Next(4) == 0 ? random.Next(40, mail.Length) : mail.Length)];
            for (int i = random.Next(1, 9); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.True(Read(changed).Text.Length <= mail.Length * 2);
            }
            catch (MalformedDataException malformed)
            {
                Assert.NotEmpty(malformed.Message);
            }
        }
    }

    private static EmlBuilder Mail() => new EmlBuilder().Head("=?gb18030?B?zfWx9g==?= <w@example.cn>", "Mon, 13 Nov 2023 11:08:00 +0800");

    private static MailThreadMessage Read(byte[] mail)
    {
        using var stream = new MemoryStream(mail, writable: false);
        return Assert.Single(MailReader.Open(stream, 100, TestContext.Current.CancellationToken).ReadMessage(TestContext.Current.CancellationToken).Messages);
    }
}

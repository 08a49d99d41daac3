using System.Text;
using CaseTriage.Formats.MailThread;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Tests.MailThread;

public sealed class MailThreadReaderTests
{
    private const string Thread = """
        邮件主题：回复: [案例号: CAS-00001-A1B2C3 ] % 示例

        ====第1封邮件====

        发件人：Lin Yi
        发送时间：2024-03-04 09:30:00.500000+00:00
        附件：a.zip; b.evtx
        邮件内容:
        第一行

        第三行

        ====第2封邮件====

        发件人：Bo Chen
        发送时间：2024-03-04 10:00:00+08:00
        邮件内容:
        好的
        """;

    [Fact]
    public void Read_ExportedThread_GivesHeadsAndBodies()
    {
        MailThreadContent thread = MailThreadReader.Read(Encoding.UTF8.GetBytes(Thread));

        Assert.Empty(thread.Damage);
        Assert.Equal("回复: [案例号: CAS-00001-A1B2C3 ] % 示例", thread.Subject);
        MailThreadMessage first = thread.Messages[0];
        Assert.Equal((1, "Lin Yi", "2024-03-04 09:30:00.500000+00:00"), (first.Index, first.From, first.SentAtRaw));
        Assert.Equal(new DateTimeOffset(2024, 3, 4, 9, 30, 0, 500, TimeSpan.Zero), first.SentAt?.ReadAs(TimeSpan.Zero));
        Assert.Equal(["a.zip", "b.evtx"], first.Attachments);
        Assert.Equal("第一行\n\n第三行", first.Text);
        Assert.Equal((3, 9), (first.Line, first.TextLine));
        Assert.Equal("+08:00", thread.Messages[1].SentAt?.Label);
    }

    [Fact]
    public void Read_EveryEncodingAndLineEnd_GivesTheSame()
    {
        MailThreadContent expected = MailThreadReader.Read(Encoding.UTF8.GetBytes(Thread));
        foreach (Encoding encoding in (Encoding[])[TextDecoder.Gb18030, Encoding.Unicode, new UTF8Encoding(true)])
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Thread.Replace("\n", "\r\n", StringComparison.Ordinal))];

            Assert.True(MailThreadReader.IsMailThread(bytes));
            MailThreadContent read = MailThreadReader.Read(bytes);
            Assert.Equal(expected.Subject, read.Subject);
            Assert.Equal(expected.Messages.Select(message => message.Text), read.Messages.Select(message => message.Text));
        }
    }

    [Fact]
    public void Read_EnglishFields_AreUnderstood()
    {
        MailThreadContent thread = MailThreadReader.Read("""
            Subject: Re: activation
            ==== Mail 1 ====
            From: Ann
            To: Bob
            Sent: Mon, 04 Mar 2024 09:30:00 +0800
            Attachments: x.cab
            Body:
            Hello
            ==== Mail 2 of 2 ====
            From: Bob
            Date: 2024/3/4 14:05
            Body: Thanks
            """u8);

        Assert.Equal("Re: activation", thread.Subject);
        Assert.Equal(["Hello", "Thanks"], thread.Messages.Select(message => message.Text));
        Assert.Equal("Bob", thread.Messages[0].To);
        Assert.Equal(["x.cab"], thread.Messages[0].Attachments);
        Assert.Null(thread.Messages[1].SentAt?.Label);
    }

    [Fact]
    public void Read_HeadsWithoutSeparators_AreMails()
    {
        MailThreadContent thread = MailThreadReader.Read("发件人: 甲\n发送时间: 2024-01-02 10:00:00\n邮件内容:\n一\n\n发件人: 乙\n发送时间: 2024-01-02 11:00:00\n邮件内容:\n二\n"u8);

        Assert.Equal(["甲", "乙"], thread.Messages.Select(message => message.From));
        Assert.Equal(["一", "二"], thread.Messages.Select(message => message.Text));
    }

    [Fact]
    public void Read_FieldsMissingOrUnreadable_AreDamageOfTheirMail()
    {
        MailThreadContent thread = MailThreadReader.Read("====第1封邮件====\n发送时间：gestern\n邮件内容:\nx\n====第4封邮件====\n发件人：乙\n发送时间：2024-01-02 11:00\n邮件内容:\ny"u8);

        Assert.Equal(["mail-number", "mail-time", "mail-sender"], thread.Damage.Select(damage => damage.Code));
        Assert.Equal([1, 4], thread.Messages.Select(message => message.Index));
        Assert.Null(thread.Messages[0].SentAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a note\nwith two lines")]
    [InlineData("From: a@example.test\r\nDate: Mon, 04 Mar 2024 09:30:00 +0800\r\nMIME-Version: 1.0\r\n\r\nHello")]
    [InlineData("========\n2024-01-02 ERROR (code:106)\n========")]
    public void Read_OtherText_IsRefused(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.False(MailThreadReader.IsMailThread(bytes));
        Assert.Equal("not-mail-thread", Assert.Throws<MalformedDataException>(() => MailThreadReader.Read(bytes)).Code);
    }

    [Fact]
    public void Read_BytesCutOrFlippedAnywhere_ThrowsNothingElse()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Thread);
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = whole[..random.Next(whole.Length + 1)];
            for (int flips = random.Next(8); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.NotEmpty(MailThreadReader.Read(bytes).Messages);
            }
            catch (MalformedDataException refused)
            {
                Assert.Equal("not-mail-thread", refused.Code);
            }
        }
    }

    [Fact]
    public void Read_PastedMails_AreDividedByTheHeadsOfReplies()
    {
        MailThreadContent thread = MailThreadReader.Read("""
            请看下面。

            发件人：Wang
            发送时间：2023年6月2日 10:00
            收件人：Li
            主题：回复：激活

            已收到。
            -----Original Message-----
            From: Li
            Sent: Thursday, June 1, 2023 9:30 AM
            To: Wang
            Subject: activation

            It fails. From: and To: in a sentence are no head.
            """u8);

        Assert.Equal(["Wang", "Li"], thread.Messages.Select(message => message.From));
        Assert.Equal(["回复：激活", "activation"], thread.Messages.Select(message => message.Subject));
        Assert.StartsWith("已收到。", thread.Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal("It fails. From: and To: in a sentence are no head.", thread.Messages[1].Text);
        Assert.Equal("mail-lead", Assert.Single(thread.Damage).Code);
    }

    [Theory]
    [InlineData("________________________________")]
    [InlineData("-----原始邮件-----")]
    [InlineData("  \n\n")]
    public void Read_RuleBeforeTheFirstHead_IsNoLostText(string rule)
    {
        MailThreadContent thread = MailThreadReader.Read(Encoding.UTF8.GetBytes($"{rule}\nFrom: Li\nSent: 2024-03-05 10:00:00\nTo: Wang\nSubject: activation\n\nIt fails.\n"));

        Assert.Equal("Li", Assert.Single(thread.Messages).From);
        Assert.Empty(thread.Damage);
    }

    [Theory]
    [InlineData("2022-08-26 10:09:34.708000+00:00", "2022-08-26T10:09:34.7080000", "+00:00")]
    [InlineData("2022-08-26T10:09:34Z", "2022-08-26T10:09:34.0000000", "+00:00")]
    [InlineData("2022年8月26日 星期五 下午 3:05", "2022-08-26T15:05:00.0000000", null)]
    [InlineData("2022/8/26 9:05", "2022-08-26T09:05:00.0000000", null)]
    [InlineData("Fri, 26 Aug 2022 10:09:34 +0800", "2022-08-26T10:09:34.0000000", "+08:00")]
    [InlineData("Friday, August 26, 2022 3:05 PM", "2022-08-26T15:05:00.0000000", null)]
    [InlineData("2022-08-26 10:09 -07:00", "2022-08-26T10:09:00.0000000", "-07:00")]
    public void TryParse_FormsOfMailPrograms_GiveClockAndLabel(string text, string clock, string? label)
    {
        Assert.True(MailTime.TryParse(text, out MailTime time));
        Assert.Equal(clock, time.WallClock.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(label, time.Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2022-13-01 10:00")]
    [InlineData("2022-02-30 10:00")]
    [InlineData("2022-02-03 25:00")]
    [InlineData("2022-02-03 10:00+99:00")]
    [InlineData("tomorrow 10:00")]
    public void TryParse_NoTime_IsFalse(string text) => Assert.False(MailTime.TryParse(text, out _));
}

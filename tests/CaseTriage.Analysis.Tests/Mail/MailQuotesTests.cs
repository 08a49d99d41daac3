using System.Collections.Immutable;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class MailQuotesTests
{
    [Theory]
    [InlineData("-----原始邮件-----\n发件人: Li Lei\n发送时间: 2023年11月13日 13:30\n主题: 回复: x\n\n旧的内容", "Li Lei")]
    [InlineData("------------------ 原始邮件 ------------------\n发件人: \"Li Lei\" <li@x.example>;\n发送时间: 2023年11月13日(星期一) 下午1:30\n收件人: \"王宾\"<w@x.example>;\n主题: x\n\n旧的内容", "Li Lei <li@x.example>")]
    [InlineData("发件人： Li Lei\n发送时间： 2023-11-13 13:30\n收件人： 王宾\n抄送： 赵六\n主题： x\n旧的内容", "Li Lei")]
    [InlineData("寄件者: Li Lei\n寄件日期: 2023年11月13日 下午 1:30\n收件者: 王宾\n主旨: x\n\n旧的内容", "Li Lei")]
    [InlineData("________________________________\nFrom: Li Lei <li@x.example>\nSent: Monday, November 13, 2023 1:30 PM\nTo: Wang\nSubject: RE: x\n\n旧的内容", "Li Lei <li@x.example>")]
    [InlineData("---------- Forwarded message ---------\n*From:* Li Lei <li@x.example>\n*Date:* Mon, 13 Nov 2023 at 13:30\n*Subject:* x\n\n旧的内容", "Li Lei <li@x.example>")]
    [InlineData("On Mon, Nov 13, 2023 at 1:30 PM Li Lei <li@x.example> wrote:\n> 旧的内容", "Li Lei <li@x.example>")]
    [InlineData("On 13 Nov 2023, at 13:30, Li Lei\n<li@x.example> wrote:\n\n> 旧的内容", "Li Lei <li@x.example>")]
    [InlineData("Li Lei <li@x.example> 于2023年11月13日周一 13:30写道：\n旧的内容", "Li Lei <li@x.example>")]
    [InlineData("在 2023年11月13日，下午1:30，Li Lei <li@x.example> 写道：\n\n> 旧的内容", "Li Lei <li@x.example>")]
    [InlineData("在 2023-11-13 13:30:00，\"Li Lei\" <li@x.example> 写道：\n旧的内容", "Li Lei <li@x.example>")]
    [InlineData("At 2023-11-13 13:30:00, \"Li Lei\" <li@x.example> wrote:\n>旧的内容", "Li Lei <li@x.example>")]
    public void Split_QuotedMail_IsAMessageOfItsOwn(string quote, string from)
    {
        ImmutableArray<MailThreadMessage> messages = Split("新的内容\n\n" + quote);

        Assert.Equal(2, messages.Length);
        Assert.Equal(("新的内容", quote), (messages[0].Text, messages[0].Quoted));
        Assert.Equal((2, true, from, "旧的内容"), (messages[1].Index, messages[1].IsQuoted, messages[1].From, messages[1].Text));
        Assert.Equal(new DateTime(2023, 11, 13, 13, 30, 0), messages[1].SentAt?.WallClock);
    }

    [Fact]
    public void Split_ThreadWithinOneMail_GivesEachMailNewestFirst()
    {
        ImmutableArray<MailThreadMessage> messages = Split(
            "third\n\nOn 14 Nov 2023, at 10:00, B <b@x.example> wrote:\n\n> second\n> \n>> On 13 Nov 2023, at 13:30, A <a@x.example> wrote:\n>> \n>> first\n>> line");

        Assert.Equal(["third", "second", "first\nline"], messages.Select(message => message.Text));
        Assert.Equal(["Me", "B <b@x.example>", "A <a@x.example>"], messages.Select(message => message.From));
    }

    [Fact]
    public void Split_AnswersBetweenQuotedLines_StayTheWritersOwn()
    {
        ImmutableArray<MailThreadMessage> messages = Split("On 13 Nov 2023, at 13:30, A <a@x.example> wrote:\n> Is it online?\nNo.\n> Which build?\n19044");

        Assert.Equal(["No.\n19044", "Is it online?\nWhich build?"], messages.Select(message => message.Text));
    }

    [Theory]
    [InlineData("He wrote: it fails")]
    [InlineData("----------\nLi Lei\nSupport")]
    [InlineData("时间: 2023-11-13 13:30 出现\n主题: 激活")]
    [InlineData("On 13 Nov 2023 it failed again.")]
    public void Split_TextThatOnlyResemblesAQuote_StaysWhole(string text) => Assert.Equal((text, null), (Assert.Single(Split(text)).Text, Split(text)[0].Quoted));

    [Fact]
    public void Split_QuoteWithoutSender_IsCutAndKept()
    {
        MailThreadMessage message = Assert.Single(Split("new\n\n-----Original Message-----\nold"));

        Assert.Equal(("new", "-----Original Message-----\nold"), (message.Text, message.Quoted));
    }

    [Fact]
    public void Split_QuotesWithinQuotesWithoutEnd_Ends() =>
        Assert.InRange(Split(string.Concat(Enumerable.Repeat("x\nOn 13 Nov 2023, at 13:30, A <a@x.example> wrote:\n", 5000))).Length, 2, 200);

    private static ImmutableArray<MailThreadMessage> Split(string text) =>
        MailQuotes.Split(new MailThreadContent(null, 0, [new MailThreadMessage { Index = 1, Line = 0, From = "Me", Text = text }], [])).Messages;
}

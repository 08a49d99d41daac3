using System.Collections.Immutable;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.TestKit.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

/// <summary>Mail files of one case, brought together.</summary>
public sealed class MailFilesTests
{
    private const string Monday = "Mon, 13 Nov 2023 11:08:00 +0800";
    private const string First = "工程师您好，护士站笔记本离线激活失败，怎么处理？";

    [Fact]
    public void Analyze_MailThatAnotherQuotes_IsOneMessageWithBothPlaces()
    {
        byte[] second = Eml("Song Yiming <s@q.example>", "Tue, 14 Nov 2023 09:00:00 +0800", "请打一个包。\n\n-----原始邮件-----\n发件人: Ji Wen\n发送时间: 2023年11月13日 11:08\n主题: x\n\n" + First);

        ImmutableArray<MessageSummary> messages = Analyze(("m/1.eml", Eml("Ji Wen <j@q.example>", Monday, First)), ("m/2.eml", second)).Messages;

        Assert.Equal([("m/1.eml", First), ("m/2.eml", "请打一个包。")], messages.Select(message => (message.Artifact, message.Text)));
        Assert.Equal(["m/2.eml"], messages[0].AlsoIn);
        Assert.Contains(First, messages[1].Quoted, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_QuoteFromAnotherTimeZone_IsTheSameMail()
    {
        byte[] second = Eml("B <b@q.example>", "Tue, 14 Nov 2023 09:00:00 +0800", "ok\n\nOn 13 Nov 2023, at 03:08, Ji Wen <j@q.example> wrote:\n> " + First);

        Assert.Equal(2, Analyze(("1.eml", Eml("Ji Wen <j@q.example>", Monday, First)), ("2.eml", second)).Messages.Length);
    }

    [Fact]
    public void Analyze_SameMailInTwoMailboxes_IsOneMessage()
    {
        byte[] One(string via) => new EmlBuilder().Field("Received", via).Head("A <a@q.example>", Monday).Field("Message-ID", "<1@q.example>").Text("hello " + via).Build();

        MessageSummary message = Assert.Single(Analyze(("1.eml", One("x")), ("2.eml", One("y"))).Messages);

        Assert.Equal(["2.eml"], message.AlsoIn);
    }

    [Fact]
    public void Analyze_TwoMailsOfOneMinute_StayTwo() =>
        Assert.Equal(2, Analyze(("1.eml", Eml("A <a@q.example>", Monday, "第一个包已发，请查收。")), ("2.eml", Eml("A <a@q.example>", Monday, "第二个包已发，请查收。"))).Messages.Length);

    [Fact]
    public void Read_SenderWithoutName_IsToldFromOthersOfTheDomainAndShownNowhere()
    {
        ArtifactReading one = Read("1.eml", Eml("first@q.example", Monday, "x"));
        ArtifactReading other = Read("2.eml", Eml("second@q.example", Monday, "x"));

        Assert.Equal("‹mail›@q.example", one.Messages[0].From);
        Assert.NotEqual(one.Messages[0].SenderKey, other.Messages[0].SenderKey);
        Assert.DoesNotContain("first", JsonSerializer.Serialize(one, AnalysisJson.Compact), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SafeLink_IsUnwrappedAndCounted()
    {
        ArtifactReading reading = Read("1.eml", Eml("A <a@q.example>", Monday, "see https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Flearn.example%2Factivation&data=05%7C01%7Ca%40q.example&reserved=0 now"));

        Assert.Equal("see https://learn.example/activation now", reading.Messages[0].Text);
        Redaction link = Assert.Single(reading.Redactions, redaction => redaction.Kind == RedactionKind.Link);
        Assert.Equal("field Body", link.Where.Locator);
    }

    [Fact]
    public void Read_SafeLinkToAScript_StaysMasked() =>
        Assert.Equal("see ‹link›", Read("1.eml", Eml("A <a@q.example>", Monday, "see https://na01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)")).Messages[0].Text);

    [Fact]
    public void Read_SecretInAQuote_IsMaskedThereToo()
    {
        ArtifactReading reading = Read("1.eml", Eml("A <a@q.example>", Monday, "done\n\n-----Original Message-----\n密码：Geheim#2023"));

        Assert.DoesNotContain("Geheim", JsonSerializer.Serialize(reading, AnalysisJson.Compact), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_PictureThatTheMailShowsAndDoesNotCarry_IsExpected()
    {
        Fact fact = Assert.Single(Analyze(("1.eml", Eml("A <a@q.example>", Monday, "报错 [cid:image001.png@01DA.AB] 请看"))).Facts, fact => fact.Name == "mail.attachment");

        Assert.Equal(("image001.png", "picture", "False"), (fact.Text("name"), fact.Text("kind"), fact.Text("present")));
    }

    [Fact]
    public void Analyze_FolderOfMailsWithAWrongLabel_IsJudgedAsOneThread()
    {
        (string, byte[])[] mails = [.. Enumerable.Range(0, 8).Select(i => ($"m/{i}.eml", Eml("A <a@q.example>", $"{i + 1} Mar 2024 16:{i:00}:00 +0000", "mail number " + i)))];

        Fact fact = Assert.Single(Analyze(mails).Facts, fact => fact.Name == "mail.times");

        Assert.Equal("True", fact.Text("mislabelled"));
    }

    private static byte[] Eml(string from, string date, string text) => new EmlBuilder().Head(from, date).Text(text).Build();

    private static ArtifactReading Read(string path, byte[] mail)
    {
        using var stream = new MemoryStream(mail, writable: false);
        return MailFacts.ReadMail(path, stream, TestContext.Current.CancellationToken);
    }

    private static ConversationResult Analyze(params (string Path, byte[] Mail)[] mails) =>
        Conversation.Analyze(new ConversationInput { Messages = [.. mails.SelectMany(mail => Read(mail.Path, mail.Mail).Messages)] });
}

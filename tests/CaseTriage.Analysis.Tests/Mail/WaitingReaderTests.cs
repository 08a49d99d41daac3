using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class WaitingReaderTests
{
    private const string Support = "\n\n----------\n何敏 He Min\n示例软件 技术支持部\n手机 13912340001";
    private const string Rnd = "\n\n祝好\n罗川（研发部 R&D）\n手机 13912340002";
    private const string Customer = "\n\n示例水厂 信息中心\n丁一\n电话 13912340003";

    [Fact]
    public void Read_QuestionAnswerHandOver_MovesTheBall() => Assert.Equal("Support Customer Support Rnd Support", Holders(new ThreadBuilder()
        .Mail("Ding Yi", "您好，我厂 QX07310000101 激活失败，请协助。" + Customer)
        .Mail("He Min", "丁工，您好，请提供该机的日志。" + Support)
        .Mail("Ding Yi", "日志已发，请查收。" + Customer)
        .Mail("He Min", "罗工，请分析用户的日志。" + Support)
        .Mail("Luo Chuan", "日志里没有异常。" + Rnd)
        .Mail("He Min", "好的，我来整理。" + Support)));

    [Fact]
    public void Read_SupplementReminderProgressAndNotice_MoveNothing() => Assert.Equal("Rnd", Holders(new ThreadBuilder()
        .Mail("He Min", "罗工，请分析用户的日志。" + Support)
        .Mail("He Min", "罗工，补充一下：用户有四台设备。" + Support)
        .Mail("He Min", "罗工，有进展吗？" + Support)
        .Mail("Luo Chuan", "还在分析，先同步进度。" + Rnd)
        .Mail("Ding Yi", "请问有进展了吗？" + Customer)
        .Mail("He Min", "丁工，研发仍在分析，请知悉。" + Support)));

    [Fact]
    public void Read_DevelopmentAsksBack_SupportAnswers_BallReturns() => Assert.Equal("Rnd Support Rnd", Holders(new ThreadBuilder()
        .Mail("He Min", "罗工，请分析用户的日志。" + Support)
        .Mail("Luo Chuan", "哪个文件是硬件信息？" + Rnd)
        .Mail("He Min", "罗工，压缩包里的 inventory.txt 就是。" + Support)));

    [Fact]
    public void Read_CourtesyAtTheEnd_AsksNothing() => Assert.Equal("Support", Holders(new ThreadBuilder()
        .Mail("Ding Yi", "您好，我厂一台机器激活失败，请协助。" + Customer)
        .Mail("He Min", "丁工，您好，已收到。如有任何疑问，请随时与我联系。" + Support)));

    [Fact]
    public void Read_EnglishThread_MovesTheBall() => Assert.Equal("Support Customer Support Rnd Support Vendor Support", Holders(new ThreadBuilder()
        .Mail("Ann Field", "Hello, one of our machines, QX07310000101, does not activate. Please help.\n\nAnn Field\nIT department, Example Waterworks\nTel: 010-0000 1111")
        .Mail("Mia Stone", "Dear Ms. Field, could you please send the event logs?\n\nBest regards,\nMia Stone\nTechnical Support, Example Software\nHotline: 400-000-1111")
        .Mail("Ann Field", "The logs are attached.")
        .Mail("Mia Stone", "Hi Dev team, please analyze the customer's logs.")
        .Mail("Raj Patel", "The firmware has no serial number.\n\nRegards,\nRaj Patel\nR&D")
        .Mail("Mia Stone", "Dear Mr. Wood, the board your company replaced has no serial number. Can you send a field engineer?")
        .Mail("Tom Wood", "An engineer comes on Thursday.\n\nTom Wood\nHardware Service, Example Maker\nTel: 010-0000 2222")));

    [Fact]
    public void Read_AnyThread_PartiesAddUpToTheAge()
    {
        WaitingLedger? waiting = new ThreadBuilder()
            .Mail("Ding Yi", "您好，我厂一台机器激活失败，请协助。" + Customer, "2024-09-29 10:00")
            .Mail("He Min", "丁工，您好，请提供日志。" + Support, "2024-09-30 11:00")
            .Mail("Ding Yi", "日志已发。" + Customer, "2024-10-08 16:00")
            .AsOf("2024-10-12T12:00+08:00")
            .Analyze().Waiting;

        Assert.NotNull(waiting);
        Assert.Equal(TimeSpan.FromHours((13 * 24) + 2), waiting.Total.Wall);
        Assert.Equal(waiting.Total.Wall, waiting.Intervals.Aggregate(TimeSpan.Zero, (sum, interval) => sum + (interval.To - interval.From)));
        Assert.Equal(waiting.Total.Business, waiting.ByParty.Values.Aggregate(TimeSpan.Zero, (sum, time) => sum + time.Business));
        Assert.All(waiting.Intervals.Zip(waiting.Intervals.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(TimeSpan.FromHours(14), waiting.ByParty[Party.Customer].Business);
    }

    [Fact]
    public void Read_EachInterval_SaysItsMailAndWhy()
    {
        ConversationResult result = Asked().Analyze();

        Assert.Equal([BallMove.Opened, BallMove.Asked, BallMove.Answered, BallMove.Asked], result.Waiting?.Intervals.Select(interval => interval.Move));
        Assert.Equal(result.Messages.Select(message => message.Key), result.Waiting?.Intervals.Select(interval => interval.Message));
    }

    [Fact]
    public void Read_MovedByHand_GoesWhereThePersonSaid_AndComesBack()
    {
        string key = Asked().Analyze().Messages[1].Key;
        WaitingLedger? moved = Asked().Correct(CorrectionKind.Ball, key, "vendor").Analyze().Waiting;
        WaitingLedger? stayed = Asked().Correct(CorrectionKind.Ball, key, "stays").Analyze().Waiting;

        Assert.Equal([Party.Support, Party.Vendor, Party.Rnd], moved?.Intervals.Select(interval => interval.Party));
        Assert.Equal(BallMove.ByHand, moved?.Intervals[1].Move);
        Assert.Equal([Party.Support, Party.Rnd], stayed?.Intervals.Select(interval => interval.Party));
        Assert.Equal(moved?.Total, stayed?.Total);
        Assert.Equal([new BallByHand(key, "stays")], stayed?.ByHand ?? []);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("unknown")]
    [InlineData("2")]
    public void Read_MovedToNoParty_ChangesNothing(string value)
    {
        string key = Asked().Analyze().Messages[1].Key;

        Assert.Equal(Asked().Analyze().Waiting?.Intervals, Asked().Correct(CorrectionKind.Ball, key, value).Analyze().Waiting?.Intervals);
    }

    [Fact]
    public void Read_LastMailOfAnOpenCaseAsks_TheAskedHoldsTheBall()
    {
        WaitingInterval? last = Asked().Analyze().Waiting?.Intervals[^1];

        Assert.Equal(Party.Rnd, last?.Party);
        Assert.Equal(last?.From, last?.To);
    }

    [Fact]
    public void Read_SecondRequestWithoutPurpose_IsAnAvoidableRound()
    {
        WaitingLedger? waiting = new ThreadBuilder()
            .Mail("Ding Yi", "您好，我厂 QX07310000101 激活失败，请协助。" + Customer, "2024-09-23 10:00")
            .Mail("He Min", "丁工，您好，请提供该机的系统日志。" + Support, "2024-09-23 11:00")
            .Mail("Ding Yi", "系统日志已上传。" + Customer, "2024-09-23 12:00")
            .Mail("He Min", "丁工，请再提供硬件信息。" + Support, "2024-09-23 13:00")
            .Mail("Ding Yi", "硬件信息已上传。" + Customer, "2024-09-23 15:00")
            .Analyze().Waiting;

        Assert.Equal([false, true], waiting?.Rounds.Select(round => round.Repeated));
        Assert.Equal(new WaitingTime(TimeSpan.FromHours(2), TimeSpan.FromHours(2)), waiting?.Avoidable);
        Assert.Equal(waiting?.Intervals[3].Message, waiting?.Rounds[1].Message);
    }

    [Fact]
    public void Read_SolvedAndReopened_TheTimeBetweenIsClosed() => Assert.Equal(new WaitingTime(TimeSpan.FromDays(1), TimeSpan.FromHours(9)), new ThreadBuilder()
        .Mail("Ding Yi", "您好，我厂一台机器激活失败，请协助。" + Customer, "2024-09-23 10:00")
        .Mail("He Min", "丁工，您好，问题已解决，本单归档。" + Support, "2024-09-24 10:00")
        .Mail("Ding Yi", "问题没有解决，还是激活失败。" + Customer, "2024-09-25 10:00")
        .Analyze().Waiting?.Closed);

    [Fact]
    public void Read_AnyPoints_IntervalsTouchAndAddUpToTheSecond()
    {
        string[] texts = ["请协助。" + Customer, "丁工，请提供日志。" + Support, "罗工，请分析用户的日志。" + Support, "日志里没有异常。" + Rnd, "日志已发。" + Customer, "好的。" + Support];
        string[] senders = ["Ding Yi", "He Min", "He Min", "Luo Chuan", "Ding Yi", "He Min"];
        var random = new Random(31);
        for (int i = 0; i < 60; i++)
        {
            var thread = new ThreadBuilder();
            var clock = new DateTime(2024, 9, 20, 9, 0, 0, DateTimeKind.Unspecified);
            for (int mail = random.Next(1, 15); mail >= 0; mail--)
            {
                int which = random.Next(texts.Length);
                clock = clock.AddSeconds(random.Next(3 * 24 * 3600));
                thread.Mail(senders[which], texts[which], clock.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
            }

            WaitingLedger? waiting = thread.Analyze().Waiting;

            Assert.NotNull(waiting);
            Assert.All(waiting.Intervals.Zip(waiting.Intervals.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(waiting.Total, WaitingTime.Sum(waiting.Intervals.Select(interval => new WaitingTime(interval.To - interval.From, interval.Business))));
            Assert.Equal(waiting.Total, WaitingTime.Sum(waiting.ByParty.Values));
            Assert.All(waiting.Intervals.GroupBy(interval => interval.Party), held =>
                Assert.Equal(waiting.ByParty[held.Key], WaitingTime.Sum(held.Select(interval => new WaitingTime(interval.To - interval.From, interval.Business)))));
        }
    }

    [Fact]
    public void Read_TheSeed_SumsToItsTruthAndToTheSecond()
    {
        string? file = SharedFolder.Find("seed-case", "thread.txt");
        Assert.SkipWhen(file is null, SharedFolder.AbsentReason);
        using FileStream stream = File.OpenRead(file);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        ArtifactReading reading = MailFacts.Read("thread.txt", bytes.ToArray(), TestContext.Current.CancellationToken);

        WaitingLedger? waiting = Conversation.Analyze(new ConversationInput { Messages = reading.Messages }).Waiting;

        Assert.NotNull(waiting);
        Assert.Equal(67.3, waiting.Total.Business.TotalHours, 0.3);
        Assert.Equal(30.2, waiting.ByParty[Party.Rnd].Business.TotalHours, 0.3);
        Assert.Equal(waiting.Total, WaitingTime.Sum(waiting.Intervals.Select(interval => new WaitingTime(interval.To - interval.From, interval.Business))));
        Assert.Equal(8.3, waiting.Avoidable.Business.TotalHours, 0.3);
    }

    [Fact]
    public void Read_SolvedCase_EndsWithItsLastMail() => Assert.Equal(TimeSpan.FromHours(1), new ThreadBuilder()
        .Mail("Ding Yi", "您好，我厂一台机器激活失败，请协助。" + Customer, "2024-09-26 10:00")
        .Mail("He Min", "丁工，您好，问题已解决，本单归档。" + Support, "2024-09-26 11:00")
        .AsOf("2024-10-12T12:00+08:00")
        .Analyze().Waiting?.Total.Wall);

    [Fact]
    public void Read_OneMail_HasAnAgeOfZero()
    {
        WaitingLedger? waiting = new ThreadBuilder().Mail("Ding Yi", "您好，请协助。").Analyze().Waiting;

        Assert.Equal(TimeSpan.Zero, waiting?.Total.Wall);
        Assert.Equal(Party.Support, Assert.Single(waiting?.Intervals ?? []).Party);
    }

    [Fact]
    public void Read_SolvedByTheLastMail_LeavesTheBallWithNobody()
    {
        WaitingLedger? waiting = Asked().Mail("Luo Chuan", "何工，日志里没有异常。" + Rnd).Mail("He Min", "罗工，问题已解决，请归档日志。" + Support).Analyze().Waiting;

        Assert.All(waiting?.Intervals ?? [], interval => Assert.True(interval.To > interval.From));
        Assert.Equal(Party.Support, waiting?.Intervals[^1].Party);
    }

    private static ThreadBuilder Asked() => new ThreadBuilder()
        .Mail("Ding Yi", "您好，我厂 QX07310000101 激活失败，请协助。" + Customer)
        .Mail("He Min", "丁工，您好，请提供该机的日志。" + Support)
        .Mail("Ding Yi", "日志已发，请查收。" + Customer)
        .Mail("He Min", "罗工，请分析用户的日志。" + Support);

    private static string Holders(ThreadBuilder thread)
    {
        ConversationResult result = thread.Mail("He Min", "（归档）", "2024-12-02 10:00").Analyze();
        return string.Join(' ', result.Waiting?.Intervals.Select(interval => interval.Party.ToString()) ?? []);
    }
}

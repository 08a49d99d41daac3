using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class StatementTests
{
    private const string A = "QX07310000101";

    [Fact]
    public void Analyze_Thread_ListsWhatItStatesWithItsSentence()
    {
        ConversationResult result = Thread().Analyze();

        Assert.Equal(
            [
                (StatementKind.CaseNumber, "CAS-00007-X1Y2Z3"), (StatementKind.Reference, "CMIT:0000007"), (StatementKind.Device, A), (StatementKind.Outcome, "failed"),
                (StatementKind.SiteRule, "no-network"), (StatementKind.SiteRule, "export-approval"), (StatementKind.Request, "system-log"), (StatementKind.Promise, ""), (StatementKind.Provided, "system-log"), (StatementKind.Told, ""),
            ],
            result.Statements.Select(statement => (statement.Kind, statement.Value)));
        Assert.All(result.Statements, statement => Assert.NotEqual("", statement.Evidence.Excerpt));
        Assert.Equal(result.Statements.Length, result.Statements.Select(statement => statement.Key).Distinct().Count());
    }

    [Fact]
    public void Analyze_StatementCalledWrong_TakesItsFactOutAndStaysShown()
    {
        string key = Thread().Analyze().Statements.Single(statement => statement.Kind == StatementKind.Outcome).Key;
        ConversationResult wrong = Thread().Correct(CorrectionKind.Statement, key, "wrong").Analyze();

        Assert.DoesNotContain(wrong.Facts, fact => fact.Name == "activation.outcome");
        Assert.Equal("wrong", wrong.Statements.Single(statement => statement.Key == key).Corrected);
    }

    [Fact]
    public void Analyze_OutcomeTurnedRound_IsTheOther()
    {
        string key = Thread().Analyze().Statements.Single(statement => statement.Kind == StatementKind.Outcome).Key;
        ConversationResult turned = Thread().Correct(CorrectionKind.Statement, key, "activated").Analyze();

        Assert.Equal("activated", turned.Facts.Single(fact => fact.Name == "activation.outcome").Text("outcome"));
        Assert.Equal(("failed", "activated"), (turned.Statements.Single(statement => statement.Key == key).Value, turned.Statements.Single(statement => statement.Key == key).Corrected));
    }

    [Fact]
    public void Analyze_DeviceCalledWrong_IsNotSpokenOf()
    {
        string key = Thread().Analyze().Statements.Single(statement => statement.Kind == StatementKind.Device).Key;

        Assert.DoesNotContain(Thread().Correct(CorrectionKind.Statement, key, "wrong").Analyze().Facts, fact => fact.Device == A);
    }

    [Theory]
    [InlineData("wrong", null)]
    [InlineData("CAS-9", "CAS-9")]
    public void Analyze_CaseNumberPutRight_IsThat(string word, string? number)
    {
        string key = Thread().Analyze().Statements[0].Key;

        Assert.Equal(number, Thread().Correct(CorrectionKind.Statement, key, word).Analyze().Case.Number);
    }

    [Fact]
    public void Analyze_MoreMails_KeepTheKeys() =>
        Assert.Subset(Thread().Mail("He Min", "好的。").Analyze().Statements.Select(statement => statement.Key).ToHashSet(), Thread().Analyze().Statements.Select(statement => statement.Key).ToHashSet());

    [Theory]
    [InlineData("我们明天给您答复。", "2024-03-05T10:00:00Z")]
    [InlineData("后天给结果。", "2024-03-06T10:00:00Z")]
    [InlineData("3天内提供日志。", "2024-03-07T10:00:00Z")]
    [InlineData("2小时内回复您。", "2024-03-04T04:00:00Z")]
    [InlineData("周五给出结论。", "2024-03-08T10:00:00Z")]
    [InlineData("下周三提供。", "2024-03-13T10:00:00Z")]
    [InlineData("今天下班前反馈。", "2024-03-04T10:00:00Z")]
    [InlineData("We will send the logs by Friday.", "2024-03-08T10:00:00Z")]
    [InlineData("I will get back to you tomorrow.", "2024-03-05T10:00:00Z")]
    [InlineData("We will check it within 2 days.", "2024-03-06T10:00:00Z")]
    [InlineData("We will look into it.", null)]
    public void Analyze_Promise_TellsUntilWhen(string text, string? until)
    {
        MailStatement promise = Assert.Single(ThreadBuilder.Says(text).Statements, statement => statement.Kind == StatementKind.Promise);

        Assert.Equal(until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), promise.Until);
        Assert.Null(promise.Kept);
    }

    [Theory]
    [InlineData("请明天提供日志。")]
    [InlineData("能否明天给结果？")]
    [InlineData("如果明天能提供日志，我们再分析。")]
    [InlineData("Please send it tomorrow.")]
    [InlineData("We will not send it.")]
    public void Analyze_WhatIsNoPromise_IsNone(string text) => Assert.DoesNotContain(ThreadBuilder.Says(text).Statements, statement => statement.Kind == StatementKind.Promise);

    [Fact]
    public void Analyze_Promise_IsKeptByALaterMailOfThatPartyOrBroken()
    {
        ThreadBuilder Promised() => new ThreadBuilder().Mail("Ding Yi", "我们的电脑激活失败，日志明天提供。").Mail("He Min", "请您提供日志，贵单位的。", "2024-03-05 09:00");
        MailStatement Promise(ThreadBuilder thread) => thread.Analyze().Statements.First(statement => statement.Kind == StatementKind.Promise);

        MailStatement kept = Promise(Promised().Mail("Ding Yi", "日志见附件。", "2024-03-05 11:00"));
        Assert.Equal((true, new DateTimeOffset(2024, 3, 5, 3, 0, 0, TimeSpan.Zero)), (kept.Kept, kept.KeptAt));
        Assert.Null(Promise(Promised()).Kept);
        Assert.False(Promise(Promised().AsOf("2024-03-08T00:00:00Z")).Kept);
    }

    private static ThreadBuilder Thread() => new ThreadBuilder()
        .Mail("Ding Yi", A + " 激活失败。我们现场不能连接外网。日志导出需要审批。")
        .Mail("He Min", "丁先生您好，请提供系统日志。我们明天给您答复。")
        .Mail("Ding Yi", "今天机房停电，请知悉。系统日志已上传。");
}

using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class ThreadTimesTests
{
    private const string Inventory = "ToolVersion: 3\nToolBuild: 10.0.19041.1\nOSType: FullOS\nOsCpuArchitecture: x64\nOsBuild: 10.0.19041.1\nOsSystemTime: 2024-03-05T01:10:00Z\nOsLocalTime: 2024-03-05T09:10:00+08:00\n";

    [Fact]
    public void Analyze_OfficeHoursUnderUtcLabel_AreCorrectedWithReasonsThatStandAlone()
    {
        ThreadTimes times = Assert.Single(Office().Analyze().Threads);

        Assert.Equal((TimesReading.OfficeClock, TimesState.Applied), (times.Reading, times.State));
        Assert.Equal(
            [TimesReasonKind.WorkingHours, TimesReasonKind.DeviceClock, TimesReasonKind.ZoneInText, TimesReasonKind.DayGreeting],
            times.Reasons.Where(reason => reason.Says == TimesReading.OfficeClock).Select(reason => reason.Kind));
        Assert.Equal("message 2", times.Reasons.Single(reason => reason.Kind == TimesReasonKind.DeviceClock).Evidence.Locator);
    }

    [Fact]
    public void Analyze_CorrectedByHandAndBack_IsAsBefore()
    {
        ThreadTimes applied = Office().Analyze().Threads[0];
        ConversationResult labelled = Office().Correct(CorrectionKind.Times, "thread.txt", "as-labelled").Analyze();

        Assert.Equal((TimesReading.AsLabelled, TimesState.Hand), (labelled.Threads[0].Reading, labelled.Threads[0].State));
        Assert.Equal(new DateTimeOffset(2024, 3, 4, 9, 40, 0, TimeSpan.Zero), labelled.Messages[0].SentAt);
        Assert.Equal(applied.AsLabelled?.Total, labelled.Waiting?.Total);
        Assert.Equal(applied.AsOffice?.Total, Office().Analyze().Waiting?.Total);
        Assert.True(applied.AsOffice?.Total.Business > applied.AsLabelled?.Total.Business);
        Assert.Equal(applied.AsOffice?.Total.Wall, applied.AsLabelled?.Total.Wall);
    }

    [Fact]
    public void Analyze_OneMailAtNoon_IsProposedOnlyWhereCluesAgree()
    {
        ThreadBuilder bare = new ThreadBuilder().Zone("+00:00").Mail("Ding Yi", "请查收。", "2024-03-05 09:20");
        ThreadBuilder told = new ThreadBuilder().Zone("+00:00").Mail("Ding Yi", "早上好，见下：\n" + Inventory, "2024-03-05 09:20");

        Assert.NotEqual(TimesState.Applied, bare.Analyze().Threads[0].State);
        Assert.Equal((TimesReading.AsLabelled, TimesState.Proposed), (told.Analyze().Threads[0].Reading, told.Analyze().Threads[0].State));
    }

    [Fact]
    public void Analyze_ClockAfterTheMailAsOffice_SpeaksForTheLabel()
    {
        ThreadTimes times = new ThreadBuilder().Zone("+00:00").Mail("Ding Yi", Inventory, "2024-03-05 02:20").Analyze().Threads[0];

        Assert.Equal(TimesReading.AsLabelled, times.Reasons.Single(reason => reason.Kind == TimesReasonKind.DeviceClock).Says);
        Assert.Equal((TimesReading.AsLabelled, TimesState.Believed), (times.Reading, times.State));
    }

    [Fact]
    public void Analyze_LabelOfAnotherZone_IsBelievedWhateverIsSaid()
    {
        ThreadTimes times = new ThreadBuilder().Zone("+08:00").Mail("Ding Yi", "晚上好", "2024-03-05 22:20").Correct(CorrectionKind.Times, "thread.txt", "office-clock").Analyze().Threads[0];

        Assert.Equal((TimesState.Believed, null), (times.State, times.AsLabelled));
        Assert.Empty(times.Reasons);
    }

    /// <summary>The case of the charter: nothing of it is printed.</summary>
    [Fact]
    public void Analyze_SeedThread_HasRolesAndThreeReasons()
    {
        string? file = SharedFolder.Find("seed-case", "thread.txt");
        Assert.SkipWhen(file is null, SharedFolder.AbsentReason);
        ConversationResult result = Conversation.Analyze(new ConversationInput { Messages = MailFacts.Read("thread.txt", Encoding.UTF8.GetBytes(File.ReadAllText(file)), TestContext.Current.CancellationToken).Messages });

        ThreadTimes times = Assert.Single(result.Threads);
        Assert.Equal((22, TimesReading.OfficeClock, TimesState.Applied), (result.Messages.Length, times.Reading, times.State));
        Assert.True(times.Reasons.Count(reason => reason.Says == TimesReading.OfficeClock) >= 3);
        Assert.DoesNotContain(times.Reasons, reason => reason.Says == TimesReading.AsLabelled);
        Assert.Equal(2, result.People.Select(person => person.Party).Distinct().Count());
        Assert.Equal(1, result.People.Count(person => person.Party == Party.Rnd));
        Assert.InRange(result.Waiting?.Total.Business.TotalHours ?? 0, 67.0, 67.6);
        Assert.InRange(result.Waiting?.ByParty[Party.Rnd].Business.TotalHours ?? 0, 29.9, 30.5);
    }

    private static ThreadBuilder Office() => new ThreadBuilder().Zone("+00:00")
        .Mail("Ding Yi", "上午好，我们的电脑激活失败。", "2024-03-04 09:40")
        .Mail("Ding Yi", "硬件信息：\n" + Inventory, "2024-03-05 10:10")
        .Mail("He Min", "Hi Dev，请协助分析，谢谢。", "2024-03-06 16:05");
}

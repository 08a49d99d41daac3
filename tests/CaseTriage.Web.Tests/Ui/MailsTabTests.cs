using System.Collections.Immutable;
using Bunit;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Mails;
using Microsoft.AspNetCore.Components;
using Place = CaseTriage.Web.Features.Cases.CasePlace;

namespace CaseTriage.Web.Tests.Ui;

public sealed class MailsTabTests
{
    private static readonly Analysis.Documents.Evidence s_said = new("thread.txt", "message 2", "QX07310000101 fails.");
    private readonly List<MailCorrection> _corrections = [];

    [Theory]
    [InlineData("en", "Remembered from case C-0")]
    [InlineData("zh-CN", "来自案例 C-0 的记忆")]
    public async Task People_Remembered_SayFromWhichCaseAndCanBeForgotten(string language, string words)
    {
        await using var context = new PageContext(language);
        var forgotten = new List<string>();
        IRenderedComponent<PeopleSection> section = context.Render<PeopleSection>(parameters => parameters
            .Add(s => s.People, [Person("Ding Yi", PartyReason.Remembered) with { RememberedFrom = "C-0" }]).Add(s => s.Place, new Place("C-1"))
            .Add(s => s.OnForget, EventCallback.Factory.Create<string>(this, forgotten.Add)));

        Assert.Contains(words, section.Markup, StringComparison.Ordinal);
        await section.Find("[data-testid=forget]").ClickAsync(new());
        Assert.Equal(["Ding Yi"], forgotten);
    }

    [Fact]
    public async Task People_PartyChosenAndTakenBack_AreCorrections()
    {
        await using var context = new PageContext();
        IRenderedComponent<PeopleSection> section = context.Render<PeopleSection>(parameters => parameters
            .Add(s => s.People, [Person("Ding Yi", PartyReason.Words), Person("He Min", PartyReason.Hand)]).Add(s => s.Place, new Place("C-1")).Add(s => s.OnCorrect, Taken));

        await section.FindAll("select")[0].ChangeAsync(new() { Value = "vendor" });
        await section.FindAll("select")[1].ChangeAsync(new() { Value = "He Min" });
        await section.Find("[data-testid=undo-role]").ClickAsync(new());

        Assert.Equal(
            [(CorrectionKind.Role, "Ding Yi", "vendor"), (CorrectionKind.SamePerson, "Ding Yi", "He Min"), (CorrectionKind.Role, "He Min", null)],
            _corrections.Select(correction => (correction.Kind, correction.Subjects[0], correction.Value)));
    }

    [Theory]
    [InlineData(TimesState.Applied, new[] { "office-clock", "as-labelled" })]
    [InlineData(TimesState.Proposed, new[] { "office-clock", "as-labelled" })]
    [InlineData(TimesState.Hand, new[] { "undo" })]
    [InlineData(TimesState.Believed, new string[0])]
    public async Task Times_EachState_OffersWhatCanBeDone(TimesState state, string[] choices)
    {
        await using var context = new PageContext();
        IRenderedComponent<TimesSection> section = context.Render<TimesSection>(parameters => parameters
            .Add(s => s.Threads, [Thread(state)]).Add(s => s.Place, new Place("C-1")).Add(s => s.OnCorrect, Taken));

        Assert.Equal(choices, section.FindAll("[data-times]").Select(button => button.GetAttribute("data-times")));
        if (choices.Length > 0)
        {
            await section.Find("[data-times]").ClickAsync(new());
            Assert.Equal(choices[0] == "undo" ? null : choices[0], Assert.Single(_corrections).Value);
            Assert.Contains("100.0 h (20.0 h)", section.Find("tbody").TextContent, StringComparison.Ordinal);
            Assert.Contains("100.0 h (67.3 h)", section.Find("tbody").TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Statements_OutcomeThatIsWrong_CanBeTurnedRoundAndTakenBack()
    {
        await using var context = new PageContext();
        IRenderedComponent<StatementsSection> section = context.Render<StatementsSection>(parameters => parameters
            .Add(s => s.Statements, [Statement("a1", null), Statement("a2", "wrong")]).Add(s => s.Place, new Place("C-1")).Add(s => s.OnCorrect, Taken));

        Assert.Equal(["wrong", "activated", "undo"], section.FindAll("[data-says]").Select(button => button.GetAttribute("data-says")));
        foreach (int button in (int[])[0, 1, 2])
        {
            await section.FindAll("[data-says]")[button].ClickAsync(new());
        }

        Assert.Equal([("a1", "wrong"), ("a1", "activated"), ("a2", null)], _corrections.Select(correction => (correction.Subjects[0], correction.Value)));
        Assert.Contains("does not count", section.Find(".ct-wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_MoreThanFit_AreShownWhenAskedFor()
    {
        await using var context = new PageContext();
        ImmutableArray<MailStatement> many = [.. Enumerable.Range(0, 30).Select(i => Statement(FormattableString.Invariant($"k{i}"), null))];
        IRenderedComponent<StatementsSection> section = context.Render<StatementsSection>(parameters => parameters.Add(s => s.Statements, many).Add(s => s.Place, new Place("C-1")));

        Assert.Equal(25, section.FindAll("[data-statement]").Count);
        await section.FindAll("details > button")[0].ClickAsync(new());
        Assert.Equal(30, section.FindAll("[data-statement]").Count);
    }

    private EventCallback<MailCorrection> Taken => EventCallback.Factory.Create<MailCorrection>(this, _corrections.Add);

    private static PersonSummary Person(string name, PartyReason why) => new() { Names = [name], Party = Party.Customer, Why = why, Evidence = s_said, Messages = 1 };

    private static ThreadTimes Thread(TimesState state)
    {
        TimesFigures Figures(double business) => new(new WaitingTime(TimeSpan.FromHours(100), TimeSpan.FromHours(business)), ImmutableSortedDictionary<Party, WaitingTime>.Empty);
        return new ThreadTimes
        {
            Artifact = "thread.txt",
            Label = "+00:00",
            OfficeZone = "+08:00",
            Reading = TimesReading.OfficeClock,
            State = state,
            FirstRaw = "2024-03-04 09:30:00+00:00",
            Reasons = [new TimesReason(TimesReasonKind.WorkingHours, TimesReading.OfficeClock, 1, 9, 10, s_said)],
            AsLabelled = Figures(20),
            AsOffice = Figures(67.3),
        };
    }

    private static MailStatement Statement(string key, string? corrected) => new()
    {
        Key = key,
        Kind = StatementKind.Outcome,
        Value = "failed",
        By = Party.Customer,
        From = "Ding Yi",
        Device = "QX07310000101",
        Evidence = s_said,
        Corrected = corrected,
    };
}

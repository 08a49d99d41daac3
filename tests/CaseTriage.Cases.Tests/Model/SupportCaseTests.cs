using CaseTriage.Analysis.Documents;
using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Cases.Tests.Model;

public sealed class SupportCaseTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly CaseFileFixture _file = new();

    public SupportCaseTests() => Change(context => context.Cases.Add(new SupportCase("C-1", "Title", reference: null, s_now)));

    public void Dispose() => _file.Dispose();

    [Fact]
    public void ReceiveBundle_SameBytesUnderTheSameLabel_IsTheSameBundle()
    {
        SupportCase supportCase = new("C-2", "Title", reference: null, s_now);

        Bundle first = Receive(supportCase, "logs.zip", "aa");
        Bundle second = Receive(supportCase, "logs.zip", "aa");

        Assert.Same(first, second);
        Assert.Single(supportCase.Bundles);
    }

    [Fact]
    public void ReceiveBundle_OtherBytesUnderATakenLabel_GetsANumber()
    {
        SupportCase supportCase = new("C-2", "Title", reference: null, s_now);
        Receive(supportCase, "a.b/System.evtx", "aa");

        Bundle second = Receive(supportCase, "a.b/System.evtx", "bb");
        Bundle again = Receive(supportCase, "a.b/System.evtx", "bb");

        Assert.Equal("a.b/System (2).evtx", second.FileName);
        Assert.Same(second, again);
    }

    [Fact]
    public void UseCalendar_AnotherName_ChangesTheCaseOnce()
    {
        SupportCase supportCase = new("C-2", "Title", reference: null, s_now);

        Assert.True(supportCase.UseCalendar("weekdays", s_now));
        Assert.False(supportCase.UseCalendar("weekdays", s_now));
        Assert.True(supportCase.UseCalendar(name: null, s_now));
    }

    [Fact]
    public void HashInputs_AnotherCalendar_IsAnotherHash() => Assert.NotEqual(
        AnalysisKey.HashInputs([], [], [], [], "one", Analysis.Bundles.UnpackLimits.Default),
        AnalysisKey.HashInputs([], [], [], [], "two", Analysis.Bundles.UnpackLimits.Default));

    [Fact]
    public void RequestAnalysis_WhileOneWaits_IsThatOne()
    {
        SupportCase supportCase = new("C-2", "Title", reference: null, s_now);
        AnalysisRun waiting = supportCase.RequestAnalysis(s_now);

        Assert.Same(waiting, supportCase.RequestAnalysis(s_now));
        waiting.Begin(s_now);
        Assert.NotSame(waiting, supportCase.RequestAnalysis(s_now));
    }

    [Fact]
    public void RecordAnalysis_Repeated_ChangesNothing()
    {
        Publish(Outcome("inputs-1"));
        Guid version = Read(c => c.Cases.Single().Version);

        Assert.False(Publish(Outcome("inputs-1")));

        Assert.Equal(version, Read(c => c.Cases.Single().Version));
        Assert.Equal((1, 1, 2), Read(c => (c.Published.Count(), c.Set<PublishedTexts>().Count(), c.Set<CaseDevice>().Count())));
    }

    [Fact]
    public void RecordAnalysis_BackToEarlierInputs_ShowsTheEarlierResultAgainWithoutASecondCopy()
    {
        Publish(Outcome("inputs-1"));
        Publish(Outcome("inputs-2", DeviceOutcome.Activated));

        Assert.True(Publish(Outcome("inputs-1")));

        Assert.Equal(2, Read(c => c.Published.Count()));
        Assert.Equal("inputs-1", Read(c => c.Cases.Select(s => s.Published!.InputsHash).Single()));
        Assert.Equal([DeviceOutcome.Failed, DeviceOutcome.Failed], Read(c => c.Set<CaseDevice>().Select(d => d.Outcome).ToArray()));
    }

    [Fact]
    public void Begin_ThreeTimesWithoutAnEnd_CannotBeginAgain()
    {
        AnalysisRun run = new SupportCase("C-2", "Title", reference: null, s_now).RequestAnalysis(s_now);
        for (int attempt = 0; attempt < AnalysisRun.MaxAttempts; attempt++)
        {
            Assert.True(run.CanBegin);
            run.Begin(s_now);
        }

        Assert.False(run.CanBegin);
        run.GiveBack();
        Assert.True(run.CanBegin);
    }

    private static Bundle Receive(SupportCase supportCase, string name, string sha256) =>
        supportCase.ReceiveBundle(BundleLabel.From(name), device: null, sha256, sizeInBytes: 1, s_now);

    private static AnalysisOutcome Outcome(string inputs, DeviceOutcome outcome = DeviceOutcome.Failed) => new(
        new AnalysisKey(inputs, "packs-1"),
        "result-of-" + inputs,
        [1],
        [2],
        [3],
        new CaseDigest(
            Solved: false,
            Party.Customer,
            TopCauseInChinese: null,
            TopCauseInEnglish: null,
            [Device("QX07310000101", outcome), Device("QX07310000102", outcome)],
            []));

    private static DeviceSummary Device(string serial, DeviceOutcome outcome) => new() { SerialNumber = serial, Label = serial, Outcome = outcome };

    private bool Publish(AnalysisOutcome outcome)
    {
        bool changed = false;
        Change(context =>
        {
            SupportCase supportCase = context.Cases.Include(c => c.Published).Include(c => c.Devices).Include(c => c.Findings).Single();
            PublishedAnalysis? earlier = context.Published.SingleOrDefault(p => p.InputsHash == outcome.Key.InputsHash);
            changed = supportCase.RecordAnalysis(outcome, earlier, s_now.AddMinutes(1));
        });
        return changed;
    }

    private void Change(Action<CaseDbContext> change)
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();
        change(context);
        context.SaveChanges();
    }

    private T Read<T>(Func<CaseDbContext, T> read)
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();
        return read(context);
    }
}

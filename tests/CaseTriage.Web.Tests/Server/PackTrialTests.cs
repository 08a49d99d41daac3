using System.Security.Cryptography;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.Features.Packs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseTriage.Web.Tests.Server;

/// <summary>A trial over many cases tells how far it is and can be ended.</summary>
public sealed class PackTrialTests : IDisposable
{
    private const int Cases = 120;
    private readonly string _data = Directory.CreateTempSubdirectory("pack-trial").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Start_StoppedOnItsFirstWord_EndsThereAndKeepsWhatItFound()
    {
        using PackTrial trial = Trial(facts: null);
        trial.Changed += (_, _) => trial.Stop();

        await StartAsync(trial);

        TrialState state = Assert.IsType<TrialState>(trial.State);
        Assert.False(state.IsRunning);
        Assert.Equal(Cases, state.Total);
        Assert.InRange(state.Done, 1, Cases - 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no gzip")]
    public async Task Start_CasesWithoutUsableFacts_AreCountedAndPassedOver(string? facts)
    {
        using PackTrial trial = Trial(facts is null ? null : System.Text.Encoding.UTF8.GetBytes(facts));
        var shares = new List<double>();
        trial.Changed += (_, _) => shares.Add(trial.State?.Share ?? 0);

        await StartAsync(trial);

        TrialState state = Assert.IsType<TrialState>(trial.State);
        Assert.Equal((Cases, Cases, 0), (state.Done, state.Skipped, state.Changed));
        Assert.Equal(shares.Order(), shares);
        Assert.True(shares.Count > 2 && shares[^1] == 1, string.Join(' ', shares));
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_EndsThatOneAndCountsAnew()
    {
        using PackTrial trial = Trial(facts: null);
        Task first = trial.Start(Pack());
        Task second = trial.Start(Pack());

        await Task.WhenAll(first, second).WaitAsync(TestContext.Current.CancellationToken);

        TrialState state = Assert.IsType<TrialState>(trial.State);
        Assert.Equal((false, Cases, Cases), (state.IsRunning, state.Done, state.Total));
    }

    private Task StartAsync(PackTrial trial) => trial.Start(Pack()).WaitAsync(TestContext.Current.CancellationToken);

    private Analysis.Packs.PackArchive Pack() => ChangedPack.Read(_key, "windows-update", "version: ", "version: 9");

    private PackTrial Trial(byte[]? facts)
    {
        var contexts = new CaseDbContextFactory(Path.Combine(_data, "cases.db"), loggers: null);
        using CaseDbContext context = contexts.CreateDbContext();
        context.Database.Migrate();
        SupportCase[] cases = [.. Enumerable.Range(0, Cases).Select(number => new SupportCase($"C-{number}", "A title", null, DateTimeOffset.UnixEpoch))];
        context.Cases.AddRange(cases);
        context.SaveChanges();
        foreach (SupportCase supportCase in cases)
        {
            supportCase.RecordAnalysis(new AnalysisOutcome(new AnalysisKey("inputs", "packs"), "result", [], [], facts, new CaseDigest(Solved: true, null, null, null, [], [])), null, DateTimeOffset.UnixEpoch);
        }

        context.SaveChanges();
        return new PackTrial(contexts, new PackShelf(ChangedPack.BuiltIn, Path.Combine(_data, "packs")), NullLogger<PackTrial>.Instance);
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Packs;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.TestKit.Sample;
using CaseTriage.Web.Features.Packs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseTriage.Benchmarks;

/// <summary>What it costs to try a pack on all cases of a case file: the sample case, as often as asked for.</summary>
internal static class TrialRun
{
    private const int CasesPerWrite = 500;

    /// <summary>Runs.</summary>
    /// <param name="packs">Folder of the packs.</param>
    /// <param name="count">Number of cases.</param>
    public static void Run(string packs, int count)
    {
        string folder = Directory.CreateTempSubdirectory("casetriage-trial-").FullName;
        try
        {
            var contexts = new CaseDbContextFactory(Path.Combine(folder, "cases.db"), loggers: null);
            Fill(contexts, Packed(packs), count);
            PackArchive archive = Changed(packs, Path.Combine(folder, "changed"));
            using var trial = new PackTrial(contexts, new PackShelf(packs, Path.Combine(folder, "packs")), NullLogger<PackTrial>.Instance);

            long gate = Stopwatch.GetTimestamp();
            Task work = trial.Start(archive);
            Say($"pack checked with all its tests: {Stopwatch.GetElapsedTime(gate).TotalSeconds:0.0} s");
            int shown = 0;
            trial.Changed += (_, _) => Progress(trial.State, ref shown);
            Cost cost = Cost.Of(work.Wait);
            Say($"{trial.State?.Done} cases judged by two sets of packs, {trial.State?.Changed} change: {cost.Wall.TotalSeconds:0.0} s, {cost.Cpu.TotalSeconds:0.0} s of CPU, {cost.Wall.TotalMilliseconds / count:0.00} ms a case, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");

            work = trial.Start(archive);
            SpinWait.SpinUntil(() => trial.State?.Done > count / 100);
            long stop = Stopwatch.GetTimestamp();
            trial.Stop();
            work.Wait();
            Say($"stopped after {trial.State?.Done} cases: ended within {Stopwatch.GetElapsedTime(stop).TotalMilliseconds:0} ms");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Progress(TrialState? state, ref int shown)
    {
        int tenth = (int)((state?.Share ?? 0) * 10);
        if (tenth > shown)
        {
            shown = tenth;
            Say($"  {state?.Done} of {state?.Total}");
        }
    }

    private static void Fill(CaseDbContextFactory contexts, byte[] facts, int count)
    {
        using (CaseDbContext context = contexts.CreateDbContext())
        {
            context.Database.Migrate();
        }

        foreach (int[] numbers in Enumerable.Range(0, count).Chunk(CasesPerWrite))
        {
            using CaseDbContext context = contexts.CreateDbContext();
            SupportCase[] cases = [.. numbers.Select(number => new SupportCase($"C-{number}", "A title", null, DateTimeOffset.UnixEpoch))];
            context.Cases.AddRange(cases);
            context.SaveChanges();
            foreach (SupportCase supportCase in cases)
            {
                supportCase.RecordAnalysis(new AnalysisOutcome(new AnalysisKey("inputs", "packs"), "result", [], [], facts, new CaseDigest(Solved: true, null, null, null, [], [])), null, DateTimeOffset.UnixEpoch);
            }

            context.SaveChanges();
        }
    }

    private static byte[] Packed(string packs)
    {
        ImmutableArray<CaseInput> inputs = [.. SampleCase.Files().Select(file => new CaseInput(file.Key, null, () => new MemoryStream(file.Value)))];
        byte[] facts = RulesRun.Analyze(inputs, KnowledgeBase.Load(packs)).WriteFacts();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(facts);
        }

        return packed.ToArray();
    }

    /// <summary>The pack for activation with another code for a cause, so that something changes in every case.</summary>
    private static PackArchive Changed(string packs, string folder)
    {
        string from = Path.Combine(packs, "activation");
        foreach (string file in Directory.EnumerateFiles(from, "*.yaml", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(from, file).Replace("extra-internal-disk", "extra-disk-renamed", StringComparison.Ordinal));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? folder);
            File.WriteAllText(copy, File.ReadAllText(file).Replace("extra-internal-disk", "extra-disk-renamed", StringComparison.Ordinal));
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stream = new MemoryStream();
        PackArchive.Write(folder, key, stream);
        stream.Position = 0;
        return PackArchive.Read(stream);
    }

    private static void Say(FormattableString line) => Console.Out.WriteLine(FormattableString.Invariant(line));
}

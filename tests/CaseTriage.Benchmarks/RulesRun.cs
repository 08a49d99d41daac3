using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Steps;
using CaseTriage.TestKit.Sample;

namespace CaseTriage.Benchmarks;

/// <summary>What rules cost: many of them over a million events, and a stored case judged again.</summary>
internal static class RulesRun
{
    private const int Rules = 300;
    private const int Runs = 200;
    private const int BuiltEventsPerMiB = 2091;

    /// <summary>Runs.</summary>
    /// <param name="packs">Folder of the packs.</param>
    /// <param name="events">Number of events.</param>
    public static void Run(string packs, int events)
    {
        Rejudge(packs);
        Many(packs, events);
    }

    private static void Rejudge(string packs)
    {
        KnowledgeBase knowledge = KnowledgeBase.Load(packs);
        ImmutableArray<CaseInput> inputs = [.. SampleCase.Files().Select(file => new CaseInput(file.Key, null, () => new MemoryStream(file.Value)))];
        CaseAnalysis analysis = Analyze(inputs, knowledge);
        byte[] stored = analysis.WriteFacts();
        (AnalysisDocument chinese, AnalysisDocument english) = (analysis.ToDocument(Language.Chinese), analysis.ToDocument(Language.English));
        double[] whole = Times(() => Evaluation.Of(knowledge, StoredFacts.Read(stored)).Apply(chinese, english));
        Evaluation evaluation = analysis.Evaluation;
        double[] steps = Times(() => StepRanking.Rank(knowledge.Steps, evaluation.Facts, evaluation.Board, evaluation.Causes));
        Say($"stored case judged again, {knowledge.Rules.Length} rules, {stored.Length} bytes of facts: p50 {Percentile(whole, 0.5):0.0} ms, p95 {Percentile(whole, 0.95):0.0} ms of {Runs}");
        Say($"steps ranked: p50 {Percentile(steps, 0.5):0.00} ms, p95 {Percentile(steps, 0.95):0.00} ms");
    }

    private static void Many(string packs, int events)
    {
        string folder = Directory.CreateTempSubdirectory("casetriage-rules-").FullName;
        try
        {
            Copy(packs, folder);
            string log = Path.Combine(folder, "Application.evtx");
            KnowledgeBase knowledge = KnowledgeBase.Load(folder);
            LogFile.Write(log, (events / BuiltEventsPerMiB) + 1, folder: null);
            Cost cost = Cost.Of(() => Say($"{Analyze([new CaseInput("QX07310000101/Application.evtx", null, () => File.OpenRead(log))], knowledge).Evaluation.Facts.All.Count()} facts"));
            Say($"{knowledge.Rules.Length} rules over {events} events of a log, reading included: {cost.Wall.TotalSeconds:0.0} s, {cost.Cpu.TotalSeconds:0.0} s of CPU");

            FactTable facts = new(Enumerable.Range(0, events).Select(Fact), ["QX07310000101"]);
            Cost judged = Cost.Of(() => Evaluation.Of(knowledge, facts));
            Say($"{knowledge.Rules.Length} rules over {events} facts, one an event: {judged.Wall.TotalSeconds:0.0} s, {judged.Cpu.TotalSeconds:0.0} s of CPU");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Fact Fact(int number) => CaseTriage.Analysis.Facts.Fact.Create(
        "event",
        "QX07310000101",
        new Analysis.Documents.Evidence("Application.evtx", string.Create(CultureInfo.InvariantCulture, $"record {number}"), ""),
        null,
        ("provider", $"Provider-{number % 40}"),
        ("id", number % 500),
        ("channel", "Application"));

    /// <summary>The shipped packs, and rules on events until there are enough.</summary>
    private static void Copy(string packs, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(packs, "*.yaml", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(packs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? folder);
            File.Copy(file, copy);
        }

        int missing = Rules - KnowledgeBase.Load(folder).Rules.Length;
        string rules = Directory.CreateDirectory(Path.Combine(folder, "many", "rules")).FullName;
        File.WriteAllText(Path.Combine(folder, "many", "pack.yaml"), "{ id: many, version: 1.0.0, status: test, description: Rules for measuring. }");
        for (int i = 0; i < missing; i++)
        {
            File.WriteAllText(Path.Combine(rules, $"many-{i}.yaml"), string.Create(CultureInfo.InvariantCulture, $$"""
                { id: many-{{i}}, status: test, role: context, severity: info, confidence: weak, per: device, description: Detects an event., false-positives: None,
                  title: { zh-CN: 甲, en: a }, explanation: { zh-CN: 乙, en: b },
                  when: { all: [{ fact: event, channel: Application, where: { provider: Provider-{{i % 40}}, id: [{{i}}, {{i + 1}}] } }, { not: { fact: event, channel: Application, where: { id: {{i + 600}} } } }] } }
                """), Encoding.UTF8);
        }
    }

    /// <summary>Analyzes files; nobody watches.</summary>
    public static CaseAnalysis Analyze(ImmutableArray<CaseInput> inputs, KnowledgeBase knowledge) =>
        new CaseAnalyzer().Analyze(new AnalysisRequest { Inputs = inputs, Knowledge = knowledge }, new Nobody(), CancellationToken.None);

    private static double[] Times(Action work)
    {
        work();
        return [.. Enumerable.Range(0, Runs).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).Order()];
    }

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    private static void Say(FormattableString line) => Console.Out.WriteLine(FormattableString.Invariant(line));

    private sealed class Nobody : IAnalysisObserver
    {
        public bool WantsEvents => false;

        public void Progress(string stage, string? artifact, double share)
        {
        }

        public void Event(EventRow row) => throw new NotSupportedException("Nobody asked for events.");
    }
}

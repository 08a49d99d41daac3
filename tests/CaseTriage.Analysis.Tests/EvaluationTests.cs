using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Tests;

/// <summary>The same facts give the same conclusions, however they were read and whenever they are judged.</summary>
public sealed class EvaluationTests
{
    private const int Shuffles = 100;
    private const int MostWorkers = 8;

    [Fact]
    public void Analyze_ShuffledInputsAndOneToEightWorkers_SameHashEveryTime()
    {
        var random = new Random(11);
        string[] hashes =
        [
            .. Enumerable.Range(0, Shuffles).Select(round =>
            {
                CaseInput[] inputs = [.. Given.SampleInputs];
                random.Shuffle(inputs);
                return Given.Analyze([.. inputs], workers: (round % MostWorkers) + 1).ToDocument(Language.English).ResultHash;
            }),
        ];

        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Of_ShuffledFacts_SameConclusions()
    {
        var random = new Random(12);
        CaseAnalysis analysis = Given.Analyze(Given.SampleInputs);
        Fact[] facts = [.. analysis.Evaluation.Facts.All];
        AnalysisDocument expected = analysis.ToDocument(Language.English);
        for (int round = 0; round < 20; round++)
        {
            random.Shuffle(facts);

            AnalysisDocument again = Evaluation.Of(Given.Knowledge, new FactTable(facts, analysis.Evaluation.Facts.Devices)).Apply(analysis.ToDocument(Language.Chinese), expected).English;

            Assert.Equal(expected.ResultHash, again.ResultHash);
        }
    }

    [Fact]
    public void Apply_StoredFactsJudgedAgain_IsTheSameDocumentInBothLanguages()
    {
        CaseAnalysis analysis = Given.Analyze(Given.SampleInputs);
        AnalysisDocument chinese = analysis.ToDocument(Language.Chinese);
        AnalysisDocument english = analysis.ToDocument(Language.English);

        (AnalysisDocument chineseAgain, AnalysisDocument englishAgain) = Evaluation.Of(Given.Knowledge, StoredFacts.Read(analysis.WriteFacts())).Apply(Emptied(chinese), Emptied(english));

        Assert.Equal(Json(english), Json(englishAgain));
        Assert.Equal(Json(chinese), Json(chineseAgain));

        static AnalysisDocument Emptied(AnalysisDocument document) => document with { Findings = [], Hypotheses = [], NextSteps = [], Completeness = [], Claims = [], OrderChanges = [], ResultHash = "old" };
    }

    [Fact]
    public void WriteFacts_Sample_HoldsNoSecret() => Assert.DoesNotContain("Moon-Lantern-73", Encoding.UTF8.GetString(Given.Analyze(Given.SampleInputs).WriteFacts()), StringComparison.Ordinal);

    [Fact]
    public void Compare_SameKnowledge_IsSame()
    {
        FactTable facts = StoredFacts.Read(Given.Analyze(Given.SampleInputs).WriteFacts());

        Assert.True(DryRun.Compare(Evaluation.Of(Given.Knowledge, facts), Evaluation.Of(Given.Knowledge, facts)).IsSame);
    }

    [Fact]
    public void Compare_OtherKnowledge_NamesWhatAReaderWouldSee()
    {
        FactTable facts = StoredFacts.Read(Given.Analyze(Given.SampleInputs).WriteFacts());
        KnowledgeBase changed = Given.ShippedWith("hypotheses.yaml", "- code: extra-internal-disk", "- code: extra-disk-renamed", "rules/generic-hresult.yaml", "code: { kind: generic }", "code: none-has-it");

        DryRun run = DryRun.Compare(Evaluation.Of(Given.Knowledge, facts), Evaluation.Of(changed, facts));

        Assert.True(run.ConcludesDifferently);
        Assert.Contains(run.Causes, change => change is { Before: "extra-internal-disk", After: "extra-disk-renamed" });
        Assert.All(run.Findings, change => Assert.Equal("generic-hresult", change.Code));
    }

    private static string Json(AnalysisDocument document) => JsonSerializer.Serialize(document, AnalysisJson.Compact);
}

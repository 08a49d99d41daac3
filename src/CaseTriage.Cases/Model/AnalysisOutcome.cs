using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>A finished analysis, ready to be recorded.</summary>
/// <param name="Chinese">The document in Chinese, gzipped JSON.</param>
/// <param name="English">The document in English, gzipped JSON.</param>
/// <param name="Facts">The facts, for other packs to judge again, gzipped JSON; null where they were not kept.</param>
public sealed record AnalysisOutcome(AnalysisKey Key, string ResultHash, byte[] Chinese, byte[] English, byte[]? Facts, CaseDigest Digest);

/// <summary>What lists need of an analysis without opening it.</summary>
public sealed record CaseDigest(
    bool Solved,
    Party? Holder,
    string? TopCauseInChinese,
    string? TopCauseInEnglish,
    IReadOnlyList<DeviceSummary> Devices,
    IReadOnlyList<Finding> Findings)
{
    public static CaseDigest Of(AnalysisDocument chinese, AnalysisDocument english) => new(
        chinese.Case.Solved == true,
        chinese.Case.Solved == true ? null : chinese.Waiting?.Intervals.LastOrDefault()?.Party,
        TopCause(chinese),
        TopCause(english),
        chinese.Devices,
        chinese.Findings);

    private static string? TopCause(AnalysisDocument document) =>
        document.Hypotheses.FirstOrDefault(h => !h.Refuted && h.Code != "other")?.Title;
}

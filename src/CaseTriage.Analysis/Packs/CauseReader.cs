using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>hypotheses.yaml</c>.</summary>
internal static class CauseReader
{
    /// <summary>Compiles the causes.</summary>
    public static CauseCatalog Read(PackNode file, CodeBook codes)
    {
        PackNode other = file.Get("other");
        var catalog = new CauseCatalog(
            new ConditionReader(codes).Read(file.Get("applies")),
            other.Word("prior", Words.Likelihoods),
            other.Words("title"),
            [.. file.List("hypotheses").Select(cause => Cause(cause, codes)).OrderBy(cause => cause.Code, StringComparer.Ordinal)]);
        other.Finish();
        file.Finish();
        return catalog;
    }

    private static CauseDefinition Cause(PackNode node, CodeBook codes)
    {
        var cause = new CauseDefinition
        {
            Code = node.Text("code"),
            Title = node.Words("title"),
            Prior = node.Word("prior", Words.Likelihoods),
            Evidence = [.. node.List("evidence").Select((item, index) => Evidence(item, index, codes))],
            RefutedIf = node.Find("refuted-if") is { } refuted ? new ConditionReader(codes).Read(refuted) : null,
            RefutedBecause = node.Find("refuted-because")?.AsWords(),
        };
        if (cause.RefutedIf is null != cause.RefutedBecause is null)
        {
            throw node.Complaint("'refuted-if' and 'refuted-because' belong together.");
        }

        node.Finish();
        return cause;
    }

    private static CauseEvidence Evidence(PackNode node, int index, CodeBook codes)
    {
        var conditions = new ConditionReader(codes);
        var evidence = new CauseEvidence(
            conditions.Read(node.Get("if")),
            node.Word("here", Words.Likelihoods),
            node.Word("elsewhere", Words.Likelihoods),
            node.OptionalText("group") ?? $"#{index}",
            conditions.Findings,
            node.Find("because")?.AsWords());
        if (evidence.Findings.IsEmpty && evidence.Because is null)
        {
            throw node.Complaint("evidence that asks for no finding needs 'because', so that the reader learns what it says.");
        }

        node.Finish();
        return evidence;
    }
}

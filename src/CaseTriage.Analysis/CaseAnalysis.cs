using System.Security.Cryptography;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Reports;

namespace CaseTriage.Analysis;

/// <summary>The result of an analysis before it is put into words.</summary>
public sealed class CaseAnalysis
{
    private readonly ReportContent _content;
    private readonly Lazy<string> _resultHash;

    internal CaseAnalysis(ReportContent content)
    {
        _content = content;
        _resultHash = new Lazy<string>(ComputeHash);
    }

    /// <summary>What was concluded, with the facts that it was concluded from.</summary>
    public Evaluation Evaluation => _content.Evaluation;

    /// <summary>The facts, for <see cref="StoredFacts.Read"/>: what is kept of a case so that other packs can judge it without its files. Secrets masked.</summary>
    public byte[] WriteFacts() => StoredFacts.Write(Evaluation.Facts, _content.MaskKnown);

    /// <summary>The document in one language. Its hash is that of the English document, so that both languages have the same.</summary>
    public AnalysisDocument ToDocument(Language language) => _content.In(language) with { ResultHash = _resultHash.Value };

    private string ComputeHash() => HashOf(_content.In(Language.English));

    /// <summary>SHA-256 over the document without its hash, lower-case hex.</summary>
    internal static string HashOf(AnalysisDocument english) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(english with { ResultHash = "" }, AnalysisJson.Compact)));
}

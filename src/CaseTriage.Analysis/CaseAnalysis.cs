using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis;

/// <summary>The result of an analysis before it is put into words.</summary>
public sealed class CaseAnalysis
{
    /// <summary>The document in one language.</summary>
    public AnalysisDocument ToDocument(Language language) => throw new NotSupportedException("The renderer is not here yet.");
}

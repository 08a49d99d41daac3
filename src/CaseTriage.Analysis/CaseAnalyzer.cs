namespace CaseTriage.Analysis;

/// <summary>Bundles to findings.</summary>
public sealed class CaseAnalyzer
{
    /// <summary>Analyzes a case.</summary>
    public CaseAnalysis Analyze(AnalysisRequest request, IAnalysisObserver observer, CancellationToken cancellationToken) => throw new NotSupportedException("The engine is not here yet.");
}

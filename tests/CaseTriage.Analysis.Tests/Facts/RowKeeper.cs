namespace CaseTriage.Analysis.Tests.Facts;

/// <summary>Keeps the rows of a reading.</summary>
internal sealed class RowKeeper : IAnalysisObserver
{
    public List<EventRow> Rows { get; } = [];

    public void Progress(string stage, string? artifact, double share)
    {
    }

    public void Event(EventRow row) => Rows.Add(row);
}

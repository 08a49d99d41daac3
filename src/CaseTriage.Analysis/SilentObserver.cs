namespace CaseTriage.Analysis;

/// <summary>Watches nothing.</summary>
public sealed class SilentObserver : IAnalysisObserver
{
    private SilentObserver()
    {
    }

    public static SilentObserver Instance { get; } = new();

    public bool WantsEvents => false;

    public void Progress(string stage, string? artifact, double share)
    {
    }

    public void Event(EventRow row)
    {
    }
}

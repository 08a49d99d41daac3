namespace CaseTriage.Analysis;

/// <summary>Who watches an analysis: the command line (nothing), the worker process (its pipe), tests (a list).</summary>
public interface IAnalysisObserver
{
    /// <summary>A stage has come so far.</summary>
    /// <param name="stage"><c>unpack</c>, <c>read</c>, <c>conclude</c>.</param>
    /// <param name="artifact">Path of the artifact being read, or null.</param>
    /// <param name="share">0 to 1 over the whole analysis; never falls.</param>
    void Progress(string stage, string? artifact, double share);

    /// <summary>Whether <see cref="Event"/> is to be called; making rows costs as much as reading them.</summary>
    bool WantsEvents => true;

    /// <summary>An event record was read. Called in the order of the file, from one thread at a time.</summary>
    void Event(EventRow row);
}

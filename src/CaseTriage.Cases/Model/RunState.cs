namespace CaseTriage.Cases.Model;

/// <summary>State of an analysis run. A case without a run has none of these.</summary>
public enum RunState
{
    Queued,
    Running,
    Done,
    Failed,
}

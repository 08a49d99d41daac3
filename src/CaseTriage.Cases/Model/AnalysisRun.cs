namespace CaseTriage.Cases.Model;

/// <summary>One pass over a case. At most one of a case waits, and one runs.</summary>
public sealed class AnalysisRun
{
    /// <summary>How often a run is begun before it is set aside.</summary>
    public const int MaxAttempts = 3;

    private AnalysisRun()
    {
    }

    internal AnalysisRun(DateTimeOffset requestedAt)
    {
        Id = Guid.NewGuid();
        RequestedAt = requestedAt;
    }

    public Guid Id { get; private set; }

    public int SupportCaseId { get; private set; }

    public RunState State { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often it was begun; a run that its process did not live to end counts.</summary>
    public int Attempts { get; private set; }

    /// <summary>Hash of the result, once there is one.</summary>
    public string? ResultHash { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public string? Reason { get; private set; }

    public bool CanBegin => State is RunState.Queued or RunState.Running && Attempts < MaxAttempts;

    public void Begin(DateTimeOffset now)
    {
        State = RunState.Running;
        StartedAt = now;
        Attempts++;
    }

    /// <summary>Gives an attempt back that the server's own stop cut short.</summary>
    public void GiveBack()
    {
        State = RunState.Queued;
        Attempts--;
    }

    public void Finish(string resultHash, DateTimeOffset now)
    {
        State = RunState.Done;
        ResultHash = resultHash;
        Reason = null;
        FinishedAt = now;
    }

    public void Fail(string reason, DateTimeOffset now)
    {
        State = RunState.Failed;
        Reason = reason;
        FinishedAt = now;
    }
}

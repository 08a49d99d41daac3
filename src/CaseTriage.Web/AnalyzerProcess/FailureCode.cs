namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Why an analysis has no result. Kept as the reason of the run and its bundles; pages put it into words.</summary>
public static class FailureCode
{
    /// <summary>It took longer than <c>CaseTriage:Intake:MaxDuration</c>.</summary>
    public const string TimeLimit = "time-limit";

    /// <summary>It needed more than <c>CaseTriage:Intake:MaxMemoryInMiB</c>.</summary>
    public const string MemoryLimit = "memory-limit";

    /// <summary>The process that reads the files ended without a result.</summary>
    public const string Crashed = "crashed";

    /// <summary>The knowledge packs cannot be used.</summary>
    public const string PacksUnusable = "packs-unusable";

    /// <summary>A disk could not be read or written.</summary>
    public const string Storage = "storage";

    /// <summary>A fault of the program.</summary>
    public const string Fault = "fault";
}

namespace CaseTriage.Formats.Qr;

/// <summary>How much the reading of codes may cost.</summary>
public sealed record QrLimits
{
    /// <summary>The limits of the product.</summary>
    public static QrLimits Default { get; } = new();

    /// <summary>Time for one picture after which no further pass is begun.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time after which the process that is at a picture is ended.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for all pictures of one analysis together; those after it are not looked at.</summary>
    public TimeSpan MaxTotalDuration { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Memory of the process in use at which it is ended.</summary>
    public long MaxMemoryInMiB { get; init; } = 900;

    /// <summary>Memory in use at which it is replaced after a picture.</summary>
    public long MemoryToReplaceInMiB { get; init; } = 500;

    /// <summary>Pictures that may bring the process down before no more are looked at.</summary>
    public int MaxFailures { get; init; } = 5;
}

namespace CaseTriage.Cli;

/// <summary>Exit status of every command.</summary>
internal static class ExitCode
{
    /// <summary>Done, also where damage was found.</summary>
    public const int Done = 0;

    /// <summary>A fault of ours, or a failed test of <c>packs test</c>.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>Nothing could be read.</summary>
    public const int NothingReadable = 3;
}

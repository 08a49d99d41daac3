using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>analyze PATH...</c>: all paths together are one case.</summary>
internal static class AnalyzeCommand
{
    public static Command Create() => new("analyze", "Analyze files and folders as one case.");
}

using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>dump archive FILE</c>: the entries of a container of one file.</summary>
internal static class DumpArchive
{
    public static Command Create() => new("archive", "Dump the entries of a container of one file.");
}

using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>dump hash FILE</c>: the hardware inventories of one file.</summary>
internal static class DumpHash
{
    public static Command Create() => new("hash", "Dump the hardware inventories of one file.");
}

using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>dump KIND FILE</c>: one reader alone, one JSON object a line.</summary>
internal static class DumpCommand
{
    public static Command Create() => new("dump", "Show what one reader makes of one file, one JSON object a line.")
    {
        DumpEvtx.Create(),
        DumpArchive.Create(),
        DumpHash.Create(),
        DumpMail.Create(),
        DumpQr.Create(),
    };
}

using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>dump evtx FILE</c>: the event records of one file.</summary>
internal static class DumpEvtx
{
    public static Command Create() => new("evtx", "Dump the event records of one file.");
}

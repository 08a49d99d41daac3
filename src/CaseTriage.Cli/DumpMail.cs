using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>dump mail FILE</c>: the messages of one file.</summary>
internal static class DumpMail
{
    public static Command Create() => new("mail", "Dump the messages of one file.");
}

using System.CommandLine;

namespace CaseTriage.Cli;

/// <summary><c>packs test|lint [DIR]</c>: the tests that travel with the knowledge, and its complaints.</summary>
internal static class PacksCommand
{
    public static Command Create() => new("packs", "Test or check knowledge packs.");
}

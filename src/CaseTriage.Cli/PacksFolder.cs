namespace CaseTriage.Cli;

/// <summary>Where the knowledge packs lie that came with the program.</summary>
internal static class PacksFolder
{
    /// <summary>Folder beside the program.</summary>
    public static string BuiltIn { get; } = Path.Combine(AppContext.BaseDirectory, "packs");
}

namespace CaseTriage.Web.Features.Cases;

/// <summary>Patterns of SQL's LIKE.</summary>
internal static class Like
{
    public const string EscapeSign = @"\";

    /// <summary>Text in which no sign is a wildcard.</summary>
    public static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}

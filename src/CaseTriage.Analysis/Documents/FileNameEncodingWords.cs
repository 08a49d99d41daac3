using System.Collections.Immutable;
using System.Text.Json;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Documents;

/// <summary>The words for the encodings that a person can choose for names, as JSON has them.</summary>
public static class FileNameEncodingWords
{
    /// <summary>All of them; ASCII needs no choice.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<FileNameEncoding>().Where(encoding => encoding != FileNameEncoding.Ascii).Select(Of)];

    /// <summary>The word for an encoding.</summary>
    public static string Of(FileNameEncoding encoding) => JsonSerializer.SerializeToElement(encoding, AnalysisJson.Compact).GetString() ?? "";

    /// <summary>Reads a word; null, for none chosen, is one.</summary>
    public static bool TryParse(string? word, out FileNameEncoding? encoding)
    {
        int index = word is null ? -1 : All.IndexOf(word);
        encoding = index < 0 ? null : Enum.GetValues<FileNameEncoding>().First(known => Of(known) == word);
        return word is null || index >= 0;
    }
}

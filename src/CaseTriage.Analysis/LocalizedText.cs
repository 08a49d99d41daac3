using System.Text;

namespace CaseTriage.Analysis;

/// <summary>A text of the packs in both languages. <c>{name}</c> stands for a value that is filled in when it is shown.</summary>
/// <param name="Chinese">zh-CN.</param>
/// <param name="English">en.</param>
public sealed record LocalizedText(string Chinese, string English)
{
    /// <summary>The text as it stands, placeholders included.</summary>
    public string In(Language language) => language == Language.Chinese ? Chinese : English;

    /// <summary>The text with its placeholders filled; one that <paramref name="values"/> does not know stays as it is.</summary>
    public string In(Language language, Func<string, string?> values) => Fill(In(language), values);

    /// <summary>Both languages with their placeholders filled.</summary>
    public LocalizedText With(Func<string, Language, string?> values) =>
        new(Fill(Chinese, name => values(name, Language.Chinese)), Fill(English, name => values(name, Language.English)));

    /// <summary>The same words in both languages: numbers, codes, names.</summary>
    public static LocalizedText Same(string text) => new(text, text);

    private static string Fill(string text, Func<string, string?> values)
    {
        var filled = new StringBuilder(text.Length);
        int position = 0;
        while (text.IndexOf('{', position) is var open and >= 0 && text.IndexOf('}', open) is var close and >= 0)
        {
            filled.Append(text, position, open - position).Append(values(text[(open + 1)..close]) ?? text[open..(close + 1)]);
            position = close + 1;
        }

        return filled.Append(text, position, text.Length - position).ToString();
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CaseTriage.Evidence;

/// <summary>
/// What a person typed, as phrases of words. What goes to the full-text index is written here alone and holds words of letters and
/// digits in quotes, so nothing typed is ever read as its grammar.
/// </summary>
internal static class SearchExpression
{
    /// <summary>Words beyond these are not searched for: nobody types them.</summary>
    private const int MaxWords = 256;

    /// <summary>Phrases, all of which must occur; each is its words with one space between. Empty where the text holds no word.</summary>
    public static ImmutableArray<string> PhrasesOf(string text)
    {
        var phrases = ImmutableArray.CreateBuilder<string>();
        var buffer = new WordBuffer(MaxWords);
        string[] parts = text.Split('"');
        for (int i = 0; i < parts.Length && phrases.Count < MaxWords; i++)
        {
            bool isQuoted = i % 2 == 1 && i < parts.Length - 1;
            foreach (string part in isQuoted ? [parts[i]] : parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                buffer.Clear();
                buffer.Add(part);
                if (buffer.WordCount > 0 && phrases.Count < MaxWords)
                {
                    phrases.Add(Encoding.UTF8.GetString(buffer.Bytes).TrimEnd());
                }
            }
        }

        return phrases.DrainToImmutable();
    }

    /// <summary>Other ways in which the same code may stand in an event: hex, and decimal with and without a sign.</summary>
    public static IEnumerable<string> OtherFormsOf(string word) => CodeOf(word) is { } code
        ? [
            code.ToString("x8", CultureInfo.InvariantCulture),
            code.ToString(CultureInfo.InvariantCulture),
            (-(long)unchecked((int)code)).ToString(CultureInfo.InvariantCulture),
        ]
        : [];

    /// <summary>The failure code that a word may be, its upper bit set; null where it is none.</summary>
    private static uint? CodeOf(string word)
    {
        if (word.Length == 8 && uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code) && code > int.MaxValue)
        {
            return code;
        }

        // A minus is no letter: -1073418124 is stored, and asked for, as 1073418124.
        return word.Length is 9 or 10 && long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= uint.MaxValue
            ? number > int.MaxValue ? (uint)number : unchecked((uint)-number)
            : null;
    }

    public static string Quote(string phrase) => $"\"{phrase}\"";
}

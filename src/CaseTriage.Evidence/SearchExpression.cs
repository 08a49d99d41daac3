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

    /// <summary>Other ways in which the same code may stand in an event: decimal for hex, signed or not, and back.</summary>
    public static IEnumerable<string> OtherFormsOf(string word)
    {
        if (word.Length == 8 && uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code) && code > int.MaxValue)
        {
            yield return code.ToString(CultureInfo.InvariantCulture);
            yield return (-(long)unchecked((int)code)).ToString(CultureInfo.InvariantCulture);
        }

        // A minus is no letter: -1073418124 is stored, and asked for, as 1073418124.
        if (word.Length is 9 or 10 && long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= uint.MaxValue)
        {
            yield return (number > int.MaxValue ? (uint)number : unchecked((uint)-number)).ToString("x8", CultureInfo.InvariantCulture);
        }
    }

    public static string Quote(string phrase) => $"\"{phrase}\"";
}

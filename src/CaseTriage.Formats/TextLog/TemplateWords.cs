using System.Text;

namespace CaseTriage.Formats.TextLog;

/// <summary>Brings the first line of an entry to words in which what changes from entry to entry is <c>&lt;*&gt;</c>.</summary>
internal static class TemplateWords
{
    /// <summary>What stands for all that differs.</summary>
    public const string Any = "<*>";

    private const int MaxWords = 64;
    private const int MaxLength = 400;
    private const int MaxWordLength = 64;

    /// <summary>The words of a text, parted by single blanks.</summary>
    public static string Generalize(ReadOnlySpan<char> text)
    {
        int lineEnd = text.IndexOf('\n');
        ReadOnlySpan<char> line = lineEnd < 0 ? text : text[..lineEnd];
        var result = new StringBuilder(Math.Min(line.Length, MaxLength) + MaxWordLength);
        int words = 0;
        foreach (Range range in line.SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> word = line[range];
            if (word.IsEmpty)
            {
                continue;
            }

            if (++words > MaxWords || result.Length > MaxLength)
            {
                result.Append(" …");
                break;
            }

            if (result.Length > 0)
            {
                result.Append(' ');
            }

            Append(result, word);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, ReadOnlySpan<char> word)
    {
        if (IsPath(word))
        {
            result.Append(Any);
            return;
        }

        int start = result.Length;
        while (!word.IsEmpty)
        {
            int length = 1;
            while (length < word.Length && IsInner(word[length]) == IsInner(word[0]))
            {
                length++;
            }

            ReadOnlySpan<char> run = word[..length];
            if (IsInner(run[0]) && (run.ContainsAnyInRange('0', '9') || run.Length > MaxWordLength))
            {
                AppendAny(result, start);
            }
            else
            {
                result.Append(run.Length > MaxWordLength ? run[..MaxWordLength] : run);
            }

            word = word[length..];
        }
    }

    /// <summary>Parts of one number, time or address are one: <c>&lt;*&gt;:&lt;*&gt;</c> becomes <c>&lt;*&gt;</c>.</summary>
    private static void AppendAny(StringBuilder result, int start)
    {
        int end = result.Length;
        bool isJoined = end - start > Any.Length && result[end - 1] is ':' or '.' or '/' or ',' or '+' && EndsWithAny(result, end - 1);
        result.Length = isJoined ? end - 1 : end;
        if (!EndsWithAny(result, result.Length) || result.Length == start)
        {
            result.Append(Any);
        }
    }

    private static bool EndsWithAny(StringBuilder text, int end) => end >= Any.Length && text[end - 3] == '<' && text[end - 2] == '*' && text[end - 1] == '>';

    private static bool IsInner(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private static bool IsPath(ReadOnlySpan<char> word)
    {
        word = word.TrimStart("\"'([<");
        return (word.Length > 2 && char.IsAsciiLetter(word[0]) && word[1] == ':' && word[2] == '\\')
            || word.StartsWith(@"\\", StringComparison.Ordinal)
            || word.StartsWith("/", StringComparison.Ordinal)
            || word.Contains("://", StringComparison.Ordinal);
    }
}

namespace CaseTriage.Formats.Text;

/// <summary>One line of a text.</summary>
/// <param name="Number">Number of the line in the file, from 1.</param>
/// <param name="Text">Its characters, without the line break.</param>
public readonly record struct TextLine(int Number, string Text)
{
    /// <summary>Splits a text at CR LF, LF and CR. A break at the end opens no further line.</summary>
    public static IEnumerable<TextLine> Split(string text)
    {
        int number = 1;
        for (int start = 0; start < text.Length; number++)
        {
            int length = text.AsSpan(start).IndexOfAny('\r', '\n');
            int end = length < 0 ? text.Length : start + length;
            yield return new TextLine(number, text[start..end]);
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    /// <summary>Number of lines that <see cref="Split"/> gives.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        int number = 0;
        while (!text.IsEmpty)
        {
            int length = text.IndexOfAny('\r', '\n');
            number++;
            text = length < 0 ? [] : text[(length + (text[length..] is ['\r', '\n', ..] ? 2 : 1))..];
        }

        return number;
    }
}

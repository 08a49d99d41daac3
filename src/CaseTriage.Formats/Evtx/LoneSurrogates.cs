using System.Buffers;
using System.Text;

namespace CaseTriage.Formats.Evtx;

/// <summary>Halves of surrogate pairs, which event logs may hold and UTF-8 may not.</summary>
internal static class LoneSurrogates
{
    /// <summary>Whether there is any half of a pair, lone or not.</summary>
    public static bool MayHave(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\uD800', '\uDFFF');

    /// <summary>Replaces each by U+FFFD, in place; returns how many there were.</summary>
    public static int Replace(Span<char> text)
    {
        int count = 0;
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and int at)
        {
            text = text[at..];
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != OperationStatus.Done)
            {
                text[0] = '\uFFFD';
                count++;
            }

            text = text[consumed..];
        }

        return count;
    }
}

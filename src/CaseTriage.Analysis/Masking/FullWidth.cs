using System.Buffers;

namespace CaseTriage.Analysis.Masking;

/// <summary>Full-width letters, digits and the signs of addresses as plain ASCII, sign for sign. Full-width punctuation stays: it ends a value.</summary>
internal static class FullWidth
{
    /// <summary>How far a full-width form stands behind its ASCII twin: U+FF21 is A, U+0041.</summary>
    private const int Distance = 0xFEE0;

    private static readonly SearchValues<char> s_folded = SearchValues.Create(
        "\uFF0D\uFF0E\uFF0F\uFF1D\uFF20\uFF3F"
        + string.Concat(Enumerable.Range(0xFF10, 10).Concat(Enumerable.Range(0xFF21, 26)).Concat(Enumerable.Range(0xFF41, 26)).Select(c => (char)c)));

    /// <summary>A text of the same length; the very same where it holds no such form.</summary>
    public static string Fold(string text) => text.AsSpan().ContainsAny(s_folded)
        ? string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = s_folded.Contains(source[i]) ? (char)(source[i] - Distance) : source[i];
            }
        })
        : text;
}

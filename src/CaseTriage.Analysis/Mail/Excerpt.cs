using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Cuts masked text to what an <see cref="Evidence"/> may hold.</summary>
internal static class Excerpt
{
    public static string Of(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length <= Evidence.MaxExcerptLength)
        {
            return trimmed;
        }

        // One place is kept for the sign of the cut, and a pair of surrogates is not torn.
        int length = Evidence.MaxExcerptLength - 1;
        return string.Concat(trimmed.AsSpan(0, char.IsHighSurrogate(trimmed[length - 1]) ? length - 1 : length), "…");
    }
}

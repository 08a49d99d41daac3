using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Masking;

/// <summary>Where a secret stands in a text: characters from <paramref name="Start"/>, end exclusive.</summary>
internal readonly record struct SecretSpan(RedactionKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

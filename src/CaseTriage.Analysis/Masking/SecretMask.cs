using System.Collections.Immutable;
using System.Text;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Masking;

/// <summary>
/// Masks secrets and personal data in text before anything else sees it: passwords, the user names that stand with them, telephone
/// numbers, mail addresses (the domain stays: it says which party writes), full product keys, and links that carry a person or a token.
/// Serial numbers, result codes, GUIDs, hardware addresses and times stay.
/// </summary>
public static class SecretMask
{
    /// <summary>Masks a text. The lines keep their numbers.</summary>
    public static MaskedText Mask(string text) => Mask(text, KnownSecrets.None);

    /// <summary>Masks a text, and in it also every value that is known as a secret from elsewhere in the case.</summary>
    public static MaskedText Mask(string text, KnownSecrets known)
    {
        List<SecretSpan> found = SecretFinder.Find(text);
        if (found.Count == 0 && known.IsEmpty)
        {
            return new MaskedText(text, []);
        }

        KnownSecrets all = known.With(ValuesOf(text, found));
        found.AddRange(all.FindIn(text));
        return Replace(text, WithoutOverlaps(found)) with { Known = all };
    }

    /// <summary>What stands in a text in place of a secret; the same in both languages of the product.</summary>
    public static string MarkerOf(RedactionKind kind) => kind switch
    {
        RedactionKind.Password => "‹password›",
        RedactionKind.UserName => "‹user›",
        RedactionKind.Phone => "‹phone›",
        RedactionKind.MailAddress => "‹mail›",
        RedactionKind.ProductKey => "‹key›",
        RedactionKind.Link => "‹link›",
        _ => "‹secret›",
    };

    private static IEnumerable<KnownSecret> ValuesOf(string text, List<SecretSpan> found) =>
        found.Where(span => span.Kind is RedactionKind.Password or RedactionKind.UserName)
            .Select(span => new KnownSecret(span.Kind, text.Substring(span.Start, span.Length)))
            .SelectMany(known => new[] { known, known with { Value = FullWidth.Fold(known.Value) } });

    /// <summary>In the order of the text; of two that overlap the longer stays, and takes the place of both. What holds a password is never a contact.</summary>
    private static List<SecretSpan> WithoutOverlaps(List<SecretSpan> found)
    {
        var kept = new List<SecretSpan>(found.Count);
        foreach (SecretSpan span in found.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            if (kept.Count > 0 && span.Start < kept[^1].End)
            {
                SecretSpan last = kept[^1];
                kept[^1] = last with { Kind = KindOf(last, span), Length = Math.Max(last.End, span.End) - last.Start };
            }
            else
            {
                kept.Add(span);
            }
        }

        return kept;
    }

    private static RedactionKind KindOf(SecretSpan one, SecretSpan other)
    {
        (RedactionKind longer, RedactionKind shorter) = other.Length > one.Length ? (other.Kind, one.Kind) : (one.Kind, other.Kind);
        return shorter == RedactionKind.Password && longer is (RedactionKind.Phone or RedactionKind.MailAddress) ? shorter : longer;
    }

    /// <summary>A contact that may be shown to some; of an address with the domain that stays in the text.</summary>
    private static MaskedValue? ContactIn(string text, SecretSpan span)
    {
        if (span.Kind is not (RedactionKind.Phone or RedactionKind.MailAddress))
        {
            return null;
        }

        int end = span.End;
        if (span.Kind == RedactionKind.MailAddress && end < text.Length)
        {
            do
            {
                end++;
            }
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'));
        }

        return new MaskedValue(text[span.Start..end].TrimEnd('.', '-'));
    }

    private static MaskedText Replace(string text, List<SecretSpan> spans)
    {
        if (spans.Count == 0)
        {
            return new MaskedText(text, []);
        }

        var masked = new StringBuilder(text.Length);
        var secrets = ImmutableArray.CreateBuilder<MaskedSecret>(spans.Count);
        int position = 0;
        int line = 1;
        foreach (SecretSpan span in spans)
        {
            masked.Append(text, position, span.Start - position).Append(MarkerOf(span.Kind));
            line += text.AsSpan(position, span.Start - position).Count('\n');
            secrets.Add(new MaskedSecret(span.Kind, line) { Value = ContactIn(text, span) });
            position = span.End;
        }

        masked.Append(text, position, text.Length - position);
        return new MaskedText(masked.ToString(), secrets.MoveToImmutable());
    }
}

/// <summary>A text with its secrets masked, and where they stood.</summary>
/// <param name="Text">Safe to show and to store.</param>
/// <param name="Secrets">In the order of the text.</param>
public sealed record MaskedText(string Text, ImmutableArray<MaskedSecret> Secrets)
{
    /// <summary>Values to be masked wherever they recur in the case. Kept in memory for the run, never written anywhere.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public KnownSecrets Known { get; init; } = KnownSecrets.None;
}

/// <summary>One masked place.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Line">Line of the text, from 1.</param>
public readonly record struct MaskedSecret(RedactionKind Kind, int Line)
{
    /// <summary>The value of a telephone number or mail address; null for what nobody may ever see again.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public MaskedValue? Value { get; init; }
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Masking;

/// <summary>
/// Passwords and user names that a case is known to hold, so that they are masked wherever they recur: in another mail, in a log.
/// Values of this type never leave the memory of one run.
/// </summary>
public sealed class KnownSecrets
{
    /// <summary>Values shorter than this are words or numbers of everyday text: masking them everywhere would hide evidence.</summary>
    public const int ShortestRecurring = 4;

    private static readonly HashSet<string> s_commonNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "guest", "root", "system", "test", "user", "password", "default",
    };

    private readonly ImmutableSortedSet<KnownSecret> _values;

    private KnownSecrets(ImmutableSortedSet<KnownSecret> values) => _values = values;

    /// <summary>No secret is known.</summary>
    public static KnownSecrets None { get; } = new(ImmutableSortedSet.Create<KnownSecret>(LongestFirst.Instance));

    /// <summary>Whether nothing is known, so that texts need no second pass.</summary>
    public bool IsEmpty => _values.IsEmpty;

    /// <summary>These and those of another text or artifact.</summary>
    public KnownSecrets With(KnownSecrets others) => With(others._values);

    /// <summary>Masks the known values in a text and nothing else; for texts that were masked before the value was known.</summary>
    public string MaskIn(string text)
    {
        foreach (KnownSecret secret in _values)
        {
            if (text.Contains(secret.Value, StringComparison.OrdinalIgnoreCase))
            {
                foreach (SecretSpan span in FindIn(text, secret).Reverse())
                {
                    text = string.Concat(text.AsSpan(0, span.Start), SecretMask.MarkerOf(span.Kind), text.AsSpan(span.End));
                }
            }
        }

        return text;
    }

    internal KnownSecrets With(IEnumerable<KnownSecret> values)
    {
        ImmutableSortedSet<KnownSecret> all = _values.Union(values.Where(Recurs));
        return all.Count == _values.Count ? this : new KnownSecrets(all);
    }

    internal IEnumerable<SecretSpan> FindIn(string text) => _values.SelectMany(secret => FindIn(text, secret));

    private static bool Recurs(KnownSecret secret) => secret.Value.Length >= ShortestRecurring && !s_commonNames.Contains(secret.Value);

    private static IEnumerable<SecretSpan> FindIn(string text, KnownSecret secret)
    {
        int at = text.IndexOf(secret.Value, StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            int end = at + secret.Value.Length;
            if (IsBoundary(text, at - 1) && IsBoundary(text, end))
            {
                yield return new SecretSpan(secret.Kind, at, secret.Value.Length);
            }

            at = end < text.Length ? text.IndexOf(secret.Value, end, StringComparison.OrdinalIgnoreCase) : -1;
        }
    }

    /// <summary>A value inside a longer word or number (a serial number, a file name) is another value.</summary>
    private static bool IsBoundary(string text, int index) => index < 0 || index >= text.Length || !char.IsAsciiLetterOrDigit(text[index]);
}

/// <summary>A secret value and its sort.</summary>
internal sealed record KnownSecret(RedactionKind Kind, string Value)
{
    /// <summary>Never the value: records print themselves into messages.</summary>
    public override string ToString() => Kind.ToString();
}

/// <summary>Long values first, so that one inside another never leaves a rest.</summary>
internal sealed class LongestFirst : IComparer<KnownSecret>
{
    public static LongestFirst Instance { get; } = new();

    public int Compare(KnownSecret? x, KnownSecret? y)
    {
        int byLength = (y?.Value.Length ?? 0).CompareTo(x?.Value.Length ?? 0);
        return byLength != 0 ? byLength : string.CompareOrdinal(x?.Value, y?.Value);
    }
}

using System.Collections.Immutable;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>
/// Finds installation and confirmation ids in a text: in groups, whose lengths tell them from other numbers also where a digit is missing, or as one
/// run of exactly so many digits. One pass, linear in the text.
/// </summary>
public static class ActivationIdFinder
{
    /// <summary>Most that are returned of one text.</summary>
    public const int MaxIds = 100;

    /// <summary>Fewer groups are another number.</summary>
    private const int MinGroups = 6;

    /// <summary>Digits of the shortest text that can hold one.</summary>
    private const int MinDigits = 36;

    /// <summary>So many groups may have a digit too few or too many.</summary>
    private const int MaxOddGroups = 2;

    /// <summary>All ids in the order of the text.</summary>
    public static ImmutableArray<ActivationId> Find(string text)
    {
        var found = ImmutableArray.CreateBuilder<ActivationId>();
        for (int start = text.AsSpan().IndexOfAnyInRange('0', '9'); start >= 0 && found.Count < MaxIds;)
        {
            (List<string> groups, int end) = ReadGroups(text, start);
            if (IsApart(text, start, end) && Recognize(groups, start) is { } id)
            {
                found.Add(id);
            }

            int next = end < text.Length ? text.AsSpan(end).IndexOfAnyInRange('0', '9') : -1;
            start = next < 0 ? -1 : end + next;
        }

        return found.ToImmutable();
    }

    /// <summary>The id that a value is said to be, whatever its number of digits; null where it is no number.</summary>
    /// <param name="kind">What its label says.</param>
    /// <param name="value">Digits, with or without separators.</param>
    public static ActivationId? OfLabelled(ActivationIdKind kind, string value)
    {
        int start = value.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return null;
        }

        (List<string> groups, int end) = ReadGroups(value, start);
        return end < value.TrimEnd().Length || groups.Sum(group => group.Length) < MinDigits
            ? null
            : Recognize(groups, start) is { } id && id.Kind == kind ? id : Create(kind, kind == ActivationIdKind.Installation ? 7 : 6, groups, start);
    }

    /// <summary>Groups of digits with one separator, or a blank beside it, between them.</summary>
    private static (List<string> Groups, int End) ReadGroups(string text, int start)
    {
        var groups = new List<string>();
        int end = start;
        for (int at = start; at < text.Length && char.IsAsciiDigit(text[at]);)
        {
            end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            groups.Add(text[at..end]);
            at = end;
            while (at < text.Length && at - end < 3 && IsSeparator(text[at]))
            {
                at++;
            }
        }

        return (groups, end);
    }

    private static bool IsSeparator(char sign) => sign is ' ' or '-' or '\u2010' or '\u2011' or '\u2013' or '\u2014' or '\u00A0' or '\u3000' or '\r' or '\n' or '\t';

    /// <summary>A number inside a word or a longer code is another thing.</summary>
    private static bool IsApart(string text, int start, int end) =>
        (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]));

    private static ActivationId? Recognize(List<string> groups, int offset)
    {
        if (groups.Count == 1)
        {
            return groups[0].Length switch
            {
                63 => Create(ActivationIdKind.Installation, 7, groups, offset),
                54 => Create(ActivationIdKind.Installation, 6, groups, offset),
                48 => Create(ActivationIdKind.Confirmation, 6, groups, offset),
                _ => null,
            };
        }

        return groups.Count is < MinGroups or > 10 ? null
            : IsGroupedBy(7, groups) ? Create(ActivationIdKind.Installation, 7, groups, offset)
            : IsGroupedBy(6, groups) ? Create(groups.Count == 9 ? ActivationIdKind.Installation : ActivationIdKind.Confirmation, 6, groups, offset)
            : null;
    }

    private static bool IsGroupedBy(int length, List<string> groups) =>
        groups.Count(group => group.Length != length) <= MaxOddGroups && groups.TrueForAll(group => Math.Abs(group.Length - length) <= 1);

    private static ActivationId Create(ActivationIdKind kind, int length, List<string> groups, int offset)
    {
        IEnumerable<string> cut = groups is [{ } run] ? run.Chunk(length).Select(digits => new string(digits)) : groups;
        return new ActivationId(kind, length, [.. cut.Select(digits => DigitGroup.Of(digits, length))], offset);
    }
}

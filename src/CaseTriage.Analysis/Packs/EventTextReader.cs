using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>messages.yaml</c>: what events mean, in our own words.</summary>
internal static partial class EventTextReader
{
    private const int MaxEventId = 65535;

    private static readonly FrozenDictionary<string, MessageCertainty> s_certainties = new Dictionary<string, MessageCertainty>(StringComparer.Ordinal)
    {
        ["documented"] = MessageCertainty.Documented,
        ["general-knowledge"] = MessageCertainty.GeneralKnowledge,
        ["inferred"] = MessageCertainty.Inferred,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the texts in their order.</summary>
    public static ImmutableArray<CatalogedMessage> Read(PackNode file)
    {
        ImmutableArray<CatalogedMessage> messages = [.. file.List("messages").Select(Message)];
        file.Finish();
        return messages;
    }

    private static CatalogedMessage Message(PackNode node)
    {
        PackNode text = node.Get("text");
        var message = new CatalogedMessage(
            node.Get("provider").AsTexts(),
            node.Find("id") is { } ids ? [.. (ids.Items ?? [ids]).SelectMany(Ids)] : [],
            node.Word("certainty", s_certainties),
            text.AsWords());
        RequireSamePlaceholders(text, message.Text);
        node.Finish();
        return message;
    }

    /// <summary>An id, or a range such as <c>257-266</c>.</summary>
    private static IEnumerable<int> Ids(PackNode node)
    {
        string[] ends = node.AsText().Split('-');
        return ends.Length <= 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && first <= last && last <= MaxEventId
            ? Enumerable.Range(first, last - first + 1)
            : throw node.Complaint($"'{node.Scalar}' is no event id; allowed: 0 to {MaxEventId}, or a range such as 257-266.");
    }

    private static void RequireSamePlaceholders(PackNode node, LocalizedText text)
    {
        SortedSet<string> chinese = Placeholders(node, text.Chinese);
        SortedSet<string> english = Placeholders(node, text.English);
        chinese.SymmetricExceptWith(english);
        if (chinese.Count > 0)
        {
            throw node.Complaint($"{string.Join(", ", chinese)} stands in one language only; both need the same placeholders.");
        }
    }

    private static SortedSet<string> Placeholders(PackNode node, string text)
    {
        string rest = Placeholder().Replace(text, "");
        return rest.AsSpan().ContainsAny('{', '}')
            ? throw node.Complaint("a brace belongs to no placeholder; allowed: {1} to {99} by place, {data:NAME} by name.")
            : new SortedSet<string>(Placeholder().Matches(text).Select(match => match.Value), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\{([1-9][0-9]?|data:[A-Za-z_][A-Za-z0-9_.-]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CaseTriage.Analysis.Packs;

/// <summary>
/// A value of a pack file: a scalar, a list or a map. Whoever reads a map asks for its keys and then calls <see cref="Finish"/>, which complains about
/// every key that nobody asked for and says which are allowed.
/// </summary>
internal sealed class PackNode(PackPlace place, string? scalar, ImmutableArray<PackNode>? items, ImmutableArray<KeyValuePair<string, PackNode>> entries)
{
    private const int MaxCount = 1_000_000;

    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Line of the file, from 1.</summary>
    public int Line => place.Line;

    /// <summary>Text of a scalar, else null.</summary>
    public string? Scalar => scalar;

    /// <summary>Items of a list, else null.</summary>
    public ImmutableArray<PackNode>? Items => items;

    /// <summary>Entries of a map in their order.</summary>
    public ImmutableArray<KeyValuePair<string, PackNode>> Entries => entries;

    /// <summary>Whether it is a map with at least one entry.</summary>
    public bool IsMap => scalar is null && items is null && !entries.IsEmpty;

    /// <summary>A complaint about this place.</summary>
    public InvalidPackException Complaint(string message) => new($"{place}: {message}");

    /// <summary>The value of a key, or null.</summary>
    public PackNode? Find(string key)
    {
        _asked.Add(key);
        foreach ((string name, PackNode value) in entries)
        {
            if (name == key)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The value of a key that must be there.</summary>
    public PackNode Get(string key) => Find(key) ?? throw Complaint($"'{key}' is missing.");

    /// <summary>The scalar of a key that must be there.</summary>
    public string Text(string key) => Get(key).AsText();

    /// <summary>The scalar of a key, or null.</summary>
    public string? OptionalText(string key) => Find(key)?.AsText();

    /// <summary>A text in both languages.</summary>
    public LocalizedText Words(string key) => Get(key).AsWords();

    /// <summary>The scalars of a list, or of a single scalar; empty where the key is not there.</summary>
    public ImmutableArray<string> Texts(string key) => Find(key)?.AsTexts() ?? [];

    /// <summary>The items of a list; empty where the key is not there.</summary>
    public ImmutableArray<PackNode> List(string key) => Find(key) is not { } node ? [] : node.Items ?? throw node.Complaint($"'{key}' must be a list.");

    /// <summary>One of the words of a table.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words) => Get(key).AsWord(words);

    /// <summary>This node as a scalar.</summary>
    public string AsText() => scalar ?? throw Complaint("a single value is expected here.");

    /// <summary>This node as a number.</summary>
    public double AsNumber() => double.TryParse(AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
        ? number
        : throw Complaint($"'{scalar}' is no number.");

    /// <summary>This node as a whole number from 0 to a million: minutes and counts.</summary>
    public int AsCount() => int.TryParse(AsText(), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= MaxCount
        ? count
        : throw Complaint($"'{scalar}' is no number; allowed: whole numbers from 0 to {MaxCount}.");

    /// <summary>This node as a length of time: a number with s, m, h or d behind it.</summary>
    public TimeSpan AsDuration()
    {
        string text = AsText();
        double seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        return seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= MaxCount
            ? TimeSpan.FromSeconds(count * seconds)
            : throw Complaint($"'{scalar}' is no length of time; allowed: a whole number with s, m, h or d behind it, such as 14d.");
    }

    /// <summary>This node as scalars.</summary>
    public ImmutableArray<string> AsTexts() => items is { } list ? [.. list.Select(item => item.AsText())] : [AsText()];

    /// <summary>Entries of this map, whose keys are names of the pack's own; empty where it has none.</summary>
    public ImmutableArray<KeyValuePair<string, PackNode>> AsMap() => scalar is null && items is null ? entries : throw Complaint("a map is expected here.");

    /// <summary>This node as a text in both languages; both are required.</summary>
    public LocalizedText AsWords()
    {
        var words = new LocalizedText(Text("zh-CN").Trim(), Text("en").Trim());
        Finish();
        return words.Chinese.Length > 0 && words.English.Length > 0 ? words : throw Complaint("a text is empty; both zh-CN and en are required.");
    }

    /// <summary>This node as one of the words of a table.</summary>
    public T AsWord<T>(IReadOnlyDictionary<string, T> words) => words.TryGetValue(AsText(), out T? value)
        ? value
        : throw Complaint($"'{scalar}' is not known; allowed: {string.Join(", ", words.Keys)}.");

    /// <summary>Complains about keys that nobody asked for and about keys given twice.</summary>
    public void Finish()
    {
        if (scalar is not null || items is not null)
        {
            throw Complaint($"a map with the keys {string.Join(", ", _asked)} is expected here.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string key, PackNode value) in entries)
        {
            if (!_asked.Contains(key))
            {
                throw value.Complaint($"unknown key '{key}'; allowed: {string.Join(", ", _asked)}.");
            }

            if (!seen.Add(key))
            {
                throw value.Complaint($"the key '{key}' stands here twice.");
            }
        }
    }

    /// <summary>The node on one line, in the flow style of YAML without quotes: for people who ask which condition decided.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        if (items is { } list)
        {
            WriteAll(text, ('[', ']'), list.Select(item => ((string?)null, item)));
        }
        else if (scalar is null)
        {
            WriteAll(text, ('{', '}'), entries.Select(entry => ((string?)entry.Key, entry.Value)));
        }
        else
        {
            text.Append(scalar);
        }
    }

    private static void WriteAll(StringBuilder text, (char Open, char Close) brackets, IEnumerable<(string? Key, PackNode Value)> parts)
    {
        text.Append(brackets.Open);
        string separator = " ";
        foreach ((string? key, PackNode value) in parts)
        {
            text.Append(separator).Append(key).Append(key is null ? "" : ": ");
            value.Write(text);
            separator = ", ";
        }

        text.Append(' ').Append(brackets.Close);
    }
}

/// <summary>Where something stands in a pack.</summary>
/// <param name="File">Pack and file: <c>activation/rules/x.yaml</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct PackPlace(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// The serial numbers of a case, and the ways in which mails name them: in full, as a list that repeats only the last digits
/// (<c>QX07310000101/102</c>), as a range, or by the last digits alone where only one known number ends in them.
/// </summary>
internal sealed partial class SerialIndex
{
    private const int LongestRange = 64;

    // A case is about a handful of devices; a mail that names thousands is a pasted list.
    private const int MostSerials = 500;

    private readonly SortedSet<string> _serials;
    private readonly HashSet<string> _unusual;
    private readonly Dictionary<string, ImmutableArray<SerialMention>> _read = new(StringComparer.Ordinal);

    private SerialIndex(IEnumerable<string> known)
    {
        _serials = new SortedSet<string>(known, StringComparer.Ordinal);
        _unusual = [.. _serials.Where(serial => !Full().IsMatch(serial))];
    }

    /// <summary>All serial numbers, ordinal order.</summary>
    public IReadOnlyCollection<string> All => _serials;

    /// <summary>Collects the numbers known from elsewhere and those that the mails write in full, as list or as range.</summary>
    public static SerialIndex Read(IEnumerable<Letter> letters, IEnumerable<string> known)
    {
        var index = new SerialIndex(known);
        foreach (string text in letters.SelectMany(letter => letter.Sentences).Select(sentence => sentence.Text))
        {
            if (index._serials.Count < MostSerials)
            {
                index._serials.UnionWith(index.In(text, buildNew: true).Select(mention => mention.Serial).Take(MostSerials));
            }
        }

        return index;
    }

    /// <summary>The known devices that a text names, in its order.</summary>
    public ImmutableArray<SerialMention> In(string text)
    {
        if (!_read.TryGetValue(text, out ImmutableArray<SerialMention> mentions))
        {
            mentions = In(text, buildNew: false).RemoveAll(mention => !_serials.Contains(mention.Serial));
            _read.Add(text, mentions);
        }

        return mentions;
    }

    private ImmutableArray<SerialMention> In(string text, bool buildNew)
    {
        var mentions = new List<SerialMention>();
        foreach (Match match in Full().Matches(text))
        {
            Group group = match.Groups["labelled"].Success ? match.Groups["labelled"] : match.Groups["shape"];
            if (group.Success && (match.Groups["shape"].Success || LooksLikeSerial(group.ValueSpan)) && !NotADevice().IsMatch(text[..match.Index]))
            {
                mentions.Add(new SerialMention(group.Index, group.Length, group.Value));
            }
        }

        foreach (string serial in _unusual)
        {
            AddWhole(text, serial, mentions);
        }

        mentions.Sort((one, other) => one.Start.CompareTo(other.Start));
        AddShortened(text, mentions, buildNew);
        mentions.Sort((one, other) => one.Start.CompareTo(other.Start));
        return [.. mentions];
    }

    /// <summary>A number known from elsewhere may have a shape that says nothing by itself.</summary>
    private static void AddWhole(string text, string serial, List<SerialMention> mentions)
    {
        int at = text.IndexOf(serial, StringComparison.OrdinalIgnoreCase);
        if (at >= 0 && mentions.TrueForAll(mention => mention.Serial != serial))
        {
            mentions.Add(new SerialMention(at, serial.Length, serial));
        }
    }

    private void AddShortened(string text, List<SerialMention> mentions, bool buildNew)
    {
        foreach (Match match in Tail().Matches(text))
        {
            if (mentions.Exists(mention => match.Index < mention.End && mention.Start < match.Index + match.Length))
            {
                continue;
            }

            SerialMention previous = mentions.LastOrDefault(mention => mention.End <= match.Index);
            string between = previous.Serial is null ? "" : text[previous.End..match.Index];
            bool continues = previous.Serial is not null && ListSign().IsMatch(between);
            bool spans = previous.Serial is not null && RangeSign().IsMatch(between);
            string? serial = Ending(match.Value, shortest: continues || spans ? 1 : 3)
                ?? ((continues || spans) && buildNew && match.Length >= 2 ? WithTail(previous.Serial ?? "", match.Value) : null);
            if (serial is null)
            {
                continue;
            }

            if (spans)
            {
                mentions.AddRange(Between(previous.Serial ?? "", serial).Select(inner => new SerialMention(match.Index, 0, inner)));
            }

            mentions.Add(new SerialMention(match.Index, match.Length, serial));
            mentions.Sort((one, other) => one.Start.CompareTo(other.Start));
        }

        AddFullRanges(text, mentions);
    }

    private static void AddFullRanges(string text, List<SerialMention> mentions)
    {
        for (int i = mentions.Count - 1; i > 0; i--)
        {
            SerialMention from = mentions[i - 1];
            SerialMention to = mentions[i];
            if (from.End <= to.Start && to.Length == to.Serial.Length && RangeSign().IsMatch(text[from.End..to.Start]))
            {
                mentions.InsertRange(i, Between(from.Serial, to.Serial).Select(inner => new SerialMention(to.Start, 0, inner)));
            }
        }
    }

    private string? Ending(string tail, int shortest)
    {
        if (tail.Length < shortest)
        {
            return null;
        }

        List<string> ending = [.. _serials.Where(serial => serial.Length > tail.Length && serial.EndsWith(tail, StringComparison.Ordinal)).Take(2)];
        return ending.Count == 1 ? ending[0] : null;
    }

    private static string? WithTail(string serial, string tail) =>
        serial.Length > tail.Length + 2 && serial[^tail.Length..].All(char.IsAsciiDigit) ? serial[..^tail.Length] + tail : null;

    private static IEnumerable<string> Between(string from, string to)
    {
        int digits = from.Length - from.AsSpan().TrimEnd("0123456789").Length;
        string prefix = from[..^digits];
        if (digits is 0 or > 18 || to.Length != from.Length || !to.StartsWith(prefix, StringComparison.Ordinal)
            || !long.TryParse(from.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long first)
            || !long.TryParse(to.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            || last - first > LongestRange)
        {
            yield break;
        }

        for (long number = first + 1; number < last; number++)
        {
            yield return prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        }
    }

    private static bool LooksLikeSerial(ReadOnlySpan<char> value)
    {
        int digits = 0;
        foreach (char character in value)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return digits >= 4;
    }

    private const RegexOptions Usual = RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    // Letters and eight or more digits, as the makers of these machines number them; any other shape only after a word for serial number.
    [GeneratedRegex(@"(?<![A-Za-z0-9-])(?<shape>(?!KB|CAS|CMIT|PID|GMT|UTC|CVE)[A-Z]{1,4}[0-9]{8,14})(?![A-Za-z0-9])|(?:\bSN|\bS/N|序列号|[Ss]erial(?:\s[Nn](?:umber|o\.?))?)(?:为|是|\sis)?\s{0,2}[:：#]?\s{0,2}(?<labelled>[A-Z0-9][A-Z0-9-]{5,19})(?![A-Za-z0-9])", Usual, TimeLimit)]
    private static partial Regex Full();

    [GeneratedRegex(@"(?:硬盘|磁盘|主板|内存|产品|屏幕|disk|drive|board|memory|product|案例|工单)的?\s{0,2}$", Usual | RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex NotADevice();

    // Digits that stand alone and count nothing.
    [GeneratedRegex(@"(?<![A-Za-z0-9_.:：#+%$,-]|0x|事件|端口|版本|代码|错误码?|code\s?|event\s|ID\s|port\s|error\s)(?<!第\s?)[0-9]{2,6}(?![A-Za-z0-9_%+]|[.:：,-][0-9]|\s?(?:[GMTK]i?B|个|台|天|次|小时|分钟?|秒|年|月|日|端口|事件|封|组|位|块|条|份|元|度|错误|是绑定|GHz|MHz|days?|hours?|minutes?|machines?|PCs?|computers?|devices?|times?|port|events?))", Usual | RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Tail();

    [GeneratedRegex(@"^\s{0,2}(?:[、，,/／和与及跟&]|\sand\s|and\s)\s{0,2}$", Usual | RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex ListSign();

    [GeneratedRegex(@"^\s{0,2}(?:[-~～—–至到]|\sto\s|to\s|through\s)\s{0,2}$", Usual | RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex RangeSign();
}

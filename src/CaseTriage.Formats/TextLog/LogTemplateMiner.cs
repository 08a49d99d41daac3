using System.Collections.Immutable;

namespace CaseTriage.Formats.TextLog;

/// <summary>
/// Finds what the entries of a log have in common, entry by entry: a tree of fixed depth (number of words, first word, second word) leads to a few
/// groups, of which the most similar takes the entry. After He, Zhu, Zheng and Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree",
/// ICWS 2017. The same entries in the same order give the same templates.
/// </summary>
public sealed class LogTemplateMiner
{
    /// <summary>Most templates of a log; entries that fit none of them are counted in <see cref="OtherCount"/>.</summary>
    public const int MaxTemplates = 2000;

    /// <summary>Most codes that a template names.</summary>
    public const int MaxCodes = 16;

    private const int MaxChildren = 500;
    private const int MaxGroupsOfLeaf = 32;
    private const int MaxKnown = 20_000;

    /// <summary>Share of equal words from which an entry belongs to a group.</summary>
    private const double Similar = 0.5;

    private readonly Dictionary<int, Dictionary<string, Dictionary<string, List<Group>>>> _tree = [];
    private readonly Dictionary<string, Group> _known = new(StringComparer.Ordinal);
    private readonly List<Group> _groups = [];

    /// <summary>Entries that no template counts.</summary>
    public long OtherCount { get; private set; }

    /// <summary>Takes an entry.</summary>
    /// <param name="entry">The entry, secrets masked.</param>
    /// <param name="at">Its time, UTC.</param>
    /// <param name="codes">Result codes in it.</param>
    public void Add(LogEntry entry, DateTimeOffset? at, IEnumerable<string> codes)
    {
        string text = TemplateWords.Generalize(entry.Text.AsSpan(entry.TimeLength));
        if (!_known.TryGetValue(text, out Group? group))
        {
            group = Find(text.Split(' '), entry);
            if (group is null)
            {
                OtherCount++;
                return;
            }

            if (_known.Count < MaxKnown)
            {
                _known.Add(text, group);
            }
        }

        group.Count(entry, at, codes);
    }

    /// <summary>
    /// The templates, most telling first: errors, then those that hold a result code, then warnings, then the rest; in each the rarest
    /// first, since what stands once in a log of ten thousand lines is what changed.
    /// </summary>
    public ImmutableArray<LogTemplate> ToTemplates() =>
    [
        .. _groups.GroupBy(group => group.Text, StringComparer.Ordinal).Select(Merge)
            .OrderBy(template => template switch { { Level: LogLevel.Error } => 0, { Codes.IsEmpty: false } => 1, { Level: LogLevel.Warning } => 2, _ => 3 })
            .ThenBy(template => template.Count)
            .ThenBy(template => template.Line),
    ];

    /// <summary>Groups that came to the same words by different ways.</summary>
    private static LogTemplate Merge(IGrouping<string, Group> groups) => groups.Select(group => group.ToTemplate()).Aggregate((all, next) => all with
    {
        Count = all.Count + next.Count,
        Level = (LogLevel)Math.Max((int)all.Level, (int)next.Level),
        FirstAt = all.FirstAt is null || next.FirstAt < all.FirstAt ? next.FirstAt ?? all.FirstAt : all.FirstAt,
        LastAt = all.LastAt is null || next.LastAt > all.LastAt ? next.LastAt ?? all.LastAt : all.LastAt,
        Line = Math.Min(all.Line, next.Line),
        Codes = [.. all.Codes.Union(next.Codes, StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxCodes)],
    });

    private Group? Find(string[] words, LogEntry entry)
    {
        List<Group> leaf = Child(Child(ChildAt(_tree, words.Length), words[0]), words.Length > 1 ? words[1] : "");
        (Group? Group, int Equal) best = (null, -1);
        foreach (Group group in leaf)
        {
            int equal = group.EqualWords(words);
            best = equal > best.Equal ? (group, equal) : best;
        }

        if (best.Group is not null && best.Equal >= words.Length * Similar)
        {
            best.Group.Generalize(words);
            return best.Group;
        }

        if (leaf.Count == MaxGroupsOfLeaf || _groups.Count == MaxTemplates)
        {
            return null;
        }

        var created = new Group(words, entry.Number);
        leaf.Add(created);
        _groups.Add(created);
        return created;
    }

    /// <summary>The way of a word; where there are too many, or the word changes anyway, that of all others.</summary>
    private TChild Child<TChild>(Dictionary<string, TChild> node, string word)
        where TChild : new()
    {
        bool isFull = node.Count >= MaxChildren || _groups.Count == MaxTemplates;
        bool isAny = word.Contains(TemplateWords.Any, StringComparison.Ordinal) || (isFull && !node.ContainsKey(word));
        return ChildAt(node, isAny ? TemplateWords.Any : word);
    }

    private static TChild ChildAt<TKey, TChild>(Dictionary<TKey, TChild> node, TKey key)
        where TKey : notnull
        where TChild : new()
    {
        if (!node.TryGetValue(key, out TChild? child))
        {
            node.Add(key, child = new TChild());
        }

        return child;
    }

    /// <summary>Like entries.</summary>
    private sealed class Group(string[] words, int line)
    {
        private readonly string[] _words = [.. words];
        private readonly SortedSet<string> _codes = new(StringComparer.Ordinal);
        private long _count;
        private LogLevel _level;
        private DateTimeOffset? _firstAt;
        private DateTimeOffset? _lastAt;

        public string Text => string.Join(' ', _words);

        /// <summary>Words that stand in the same place in both.</summary>
        public int EqualWords(string[] words)
        {
            int equal = 0;
            for (int i = 0; i < _words.Length; i++)
            {
                equal += _words[i] == words[i] ? 1 : 0;
            }

            return equal;
        }

        public void Generalize(string[] words)
        {
            for (int i = 0; i < _words.Length; i++)
            {
                _words[i] = _words[i] == words[i] ? words[i] : TemplateWords.Any;
            }
        }

        public void Count(LogEntry entry, DateTimeOffset? at, IEnumerable<string> codes)
        {
            _count++;
            _level = (LogLevel)Math.Max((int)_level, (int)entry.Level);
            _firstAt = _firstAt is null || at < _firstAt ? at ?? _firstAt : _firstAt;
            _lastAt = _lastAt is null || at > _lastAt ? at ?? _lastAt : _lastAt;
            foreach (string code in codes)
            {
                if (_codes.Count < MaxCodes)
                {
                    _codes.Add(code);
                }
            }
        }

        public LogTemplate ToTemplate() => new(Text, _count, _level, _firstAt, _lastAt, line, [.. _codes]);
    }
}

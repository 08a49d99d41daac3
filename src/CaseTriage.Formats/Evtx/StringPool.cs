namespace CaseTriage.Formats.Evtx;

/// <summary>Strings that come again and again (providers, channels, computers, names of data), made once. Bounded.</summary>
internal sealed class StringPool
{
    private const int MaxStrings = 8192;
    private const int MaxLength = 256;
    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public StringPool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The string of these characters.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (_lookup.TryGetValue(text, out string? known))
        {
            return known;
        }

        string made = text.ToString();
        if (text.Length <= MaxLength && _strings.Count < MaxStrings)
        {
            _strings.Add(made);
        }

        return made;
    }
}

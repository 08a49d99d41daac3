using System.Xml;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Names met so far, so that each is made once. Bounded: hostile logs may hold any number.</summary>
internal sealed class BinXmlNameTable
{
    private const int MaxNames = 8192;
    private readonly Dictionary<string, BinXmlName> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BinXmlName>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private int _characters;

    public BinXmlNameTable() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The name of these characters; what XML does not allow in names becomes an underscore.</summary>
    /// <param name="text">Characters as the log has them, at least one.</param>
    /// <param name="isPrefixDeclared">Whether the part before a colon is declared; where not, the colon goes too.</param>
    public BinXmlName Get(ReadOnlySpan<char> text, bool isPrefixDeclared)
    {
        if (isPrefixDeclared && _lookup.TryGetValue(text, out BinXmlName? known))
        {
            return known;
        }

        string allowed = Allowed(text, isPrefixDeclared);
        if (!_names.TryGetValue(allowed, out BinXmlName? name))
        {
            name = new BinXmlName(allowed);
            if (_names.Count < MaxNames && _characters + allowed.Length <= BinXmlLimits.KeptNames)
            {
                _characters += allowed.Length;
                _names.Add(allowed, name);
            }
        }

        return name;
    }

    private static string Allowed(ReadOnlySpan<char> text, bool isPrefixDeclared)
    {
        int colon = isPrefixDeclared ? text.IndexOf(':') : -1;
        bool hasPrefix = colon > 0 && colon < text.Length - 1;
        return string.Create(text.Length, new NameSource(text, hasPrefix ? colon : -1), static (target, source) => source.FillAllowed(target));
    }

    private readonly ref struct NameSource(ReadOnlySpan<char> text, int colon)
    {
        private readonly ReadOnlySpan<char> _text = text;

        public void FillAllowed(Span<char> target)
        {
            for (int i = 0; i < target.Length; i++)
            {
                bool isStart = i == 0 || i == colon + 1;
                bool isAllowed = i == colon || (isStart ? XmlConvert.IsStartNCNameChar(_text[i]) : XmlConvert.IsNCNameChar(_text[i]));
                target[i] = isAllowed ? _text[i] : '_';
            }
        }
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Xml;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.LicensingDiag;

/// <summary>
/// Reads <c>SppDiagReport.xml</c> and <c>HardwareData.xml</c> of licensingdiag. The schema is not published: every leaf becomes a value with the names above
/// it, and unknown ones are kept. No DTD, no entity, bounded in size, depth and number. XML that breaks off is <see cref="Damage"/>.
/// </summary>
public static class LicensingDiagReader
{
    /// <summary>Longest text that is read; real reports have a few hundred kilobytes.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    /// <summary>Deepest element.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most values of one file.</summary>
    public const int MaxValues = 20_000;

    private const string NestedDocument = "ServerProps";

    /// <summary>Reads a file.</summary>
    /// <exception cref="MalformedDataException"><c>not-licensing-diag</c>: no XML at all; <c>xml-size</c>: longer than <see cref="MaxLength"/>.</exception>
    public static LicensingDiagDocument Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxLength)
        {
            throw new MalformedDataException("xml-size", FormattableString.Invariant($"The XML has {content.Length} bytes; at most {MaxLength} are read."));
        }

        var values = new Collector();
        Damage? damage = ReadInto(values, TextDecoder.Decode(content).Text, "");
        return values.Root.Length == 0
            ? throw new MalformedDataException("not-licensing-diag", "The file holds no XML element; expected a report of licensingdiag.")
            : new LicensingDiagDocument(values.Root, values.Values.ToImmutable(), damage is null ? [] : [damage]);
    }

    private static Damage? ReadInto(Collector values, string xml, string section)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        using var text = new StringReader(xml.TrimStart('\uFEFF', ' ', '\r', '\n', '\t'));
        using var reader = XmlReader.Create(text, settings);
        try
        {
            return Walk(reader, values, section);
        }
        catch (XmlException broken)
        {
            return new Damage("xml-broken", FormattableString.Invariant($"The XML breaks off in line {broken.LineNumber}: the values before it were read, those after it are missing."), null);
        }
    }

    private static Damage? Walk(XmlReader reader, Collector values, string section)
    {
        var open = new Stack<Element>();
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth || values.IsFull)
            {
                return new Damage("xml-limit", FormattableString.Invariant($"The XML is deeper than {MaxDepth} elements or holds more than {MaxValues} values; the rest was not read."), null);
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    bool isEmpty = reader.IsEmptyElement;
                    open.TryPeek(out Element? above);
                    var element = new Element(reader.GetAttribute("name") ?? reader.LocalName, above is null ? section : Join(above), above is not null || section.Length > 0);
                    values.Start(reader.LocalName);
                    above?.HasChild();
                    open.Push(element);
                    if (isEmpty)
                    {
                        values.Add(open.Pop());
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    Element closed = open.Pop();
                    values.Add(closed);
                    if (closed.Name == NestedDocument && section.Length == 0)
                    {
                        ReadInto(values, closed.Text, NestedDocument);
                    }

                    break;
            }
        }

        return null;
    }

    private static string Join(Element above) => !above.IsNamed ? "" : above.Section.Length == 0 ? above.Name : $"{above.Section}/{above.Name}";

    /// <summary>An element while it is open. The root is not named in sections.</summary>
    private sealed class Element(string name, string section, bool isNamed)
    {
        private readonly StringBuilder _text = new();

        public string Name { get; } = name;

        public string Section { get; } = section;

        public bool IsNamed { get; } = isNamed;

        public bool IsLeaf { get; private set; } = true;

        public string Text => _text.ToString();

        public void HasChild() => IsLeaf = false;

        public void Append(string text) => _text.Append(text);
    }

    /// <summary>The values so far.</summary>
    private sealed class Collector
    {
        public string Root { get; private set; } = "";

        public ImmutableArray<LicensingDiagValue>.Builder Values { get; } = ImmutableArray.CreateBuilder<LicensingDiagValue>();

        public bool IsFull => Values.Count >= MaxValues;

        public void Start(string element) => Root = Root.Length == 0 ? element : Root;

        public void Add(Element element)
        {
            if (!element.IsLeaf || IsFull)
            {
                return;
            }

            string text = element.Text.Trim();
            Values.Add(new LicensingDiagValue(element.Section, element.Name, text));
            if (element.Name == "properties")
            {
                AddProperties(element.Section, text);
            }
        }

        /// <summary><c>Name=Value;Name=Value</c> of the authorization document.</summary>
        private void AddProperties(string section, string text)
        {
            foreach (string pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                int equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && !IsFull)
                {
                    Values.Add(new LicensingDiagValue(section, pair[..equals].Trim(), pair[(equals + 1)..].Trim()));
                }
            }
        }
    }
}

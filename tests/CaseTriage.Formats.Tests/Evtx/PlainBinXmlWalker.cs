using System.Buffers.Binary;
using System.Text;
using System.Xml;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>
/// A second opinion on BinXML: makes a tree of objects of one record and prints it. Slow, plain, and written from MS-EVEN6 2.2.12
/// and docs/formats/evtx.md alone; it shares no code with the reader, so that an error would have to be made twice to be missed.
/// </summary>
internal sealed class PlainBinXmlWalker
{
    private const int MaxDepth = 64;
    private const int MaxElements = 512;
    private const int MaxMarkupLength = 8 * 1024 * 1024;
    private const int MaxSteps = 1 << 20;
    private readonly byte[] _chunk;
    private readonly StringBuilder _xml = new();
    private bool _isWhole = true;
    private int _openElements;
    private int _steps;

    private PlainBinXmlWalker(byte[] chunk) => _chunk = chunk;

    /// <summary>The XML of a record, or null where it cannot be read; and whether all fragments within could be.</summary>
    /// <param name="chunk">The slot of the record.</param>
    /// <param name="start">Of its BinXML.</param>
    /// <param name="end">Behind its BinXML.</param>
    public static (string? Xml, bool IsWhole) Render(byte[] chunk, int start, int end)
    {
        PlainBinXmlWalker walker = new(chunk);
        try
        {
            Fragment root = walker.ReadFragment(start, end, depth: 0);
            if (walker.IsLeftOut(root.Element, root))
            {
                return (null, false);
            }

            walker.Print(root, isRoot: true);
            return (walker._xml.ToString(), walker._isWhole);
        }
        catch (UnreadableException)
        {
            return (null, false);
        }
    }

    private Fragment ReadFragment(int start, int end, int depth)
    {
        Require(depth <= MaxDepth);
        Cursor cursor = new(_chunk, start, end);
        while (true)
        {
            int token = cursor.Byte();
            if (token == 0x0F)
            {
                cursor.Skip(3);
            }
            else if (token == 0x0C)
            {
                return ReadInstance(cursor, depth);
            }
            else
            {
                cursor.Skip(-1);
                return new Fragment(new BodyReader(cursor, isTemplate: false).ReadRoot(), []);
            }
        }
    }

    private Fragment ReadInstance(Cursor cursor, int depth)
    {
        cursor.Skip(1);
        uint id = cursor.UInt32();
        long definition = cursor.UInt32();
        if (definition == cursor.Position)
        {
            cursor.Skip(20);
            cursor.Skip(cursor.UInt32());
        }

        Require(definition >= 512);
        Cursor header = new(_chunk, definition, _chunk.Length);
        header.Skip(4);
        Require(header.UInt32() == id);
        header.Skip(12);
        long size = header.UInt32();
        Require(size <= _chunk.Length - header.Position);
        Element root = new BodyReader(new Cursor(_chunk, header.Position, header.Position + size), isTemplate: true).ReadRoot();
        return new Fragment(root, ReadValues(cursor, depth));
    }

    private List<Value> ReadValues(Cursor cursor, int depth)
    {
        long count = cursor.UInt32();
        Require(count <= 4096);
        List<(int Size, byte Type)> descriptors = [];
        for (int i = 0; i < count; i++)
        {
            descriptors.Add((cursor.UInt16(), cursor.Byte()));
            cursor.Skip(1);
        }

        List<Value> values = [];
        foreach ((int size, byte type) in descriptors)
        {
            int start = cursor.Position;
            cursor.Skip(size);
            values.Add(new Value(type, _chunk[start..cursor.Position], type == 0x21 && size > 0 ? ReadNested(start, cursor.Position, depth + 1) : null));
        }

        return values;
    }

    private Fragment? ReadNested(int start, int end, int depth)
    {
        try
        {
            return ReadFragment(start, end, depth);
        }
        catch (UnreadableException)
        {
            _isWhole = false;
            return null;
        }
    }

    private bool IsLeftOut(Element element, Fragment fragment) => element.Dependency is { } slot && fragment.Value(slot).Type == 0;

    private void Print(Fragment fragment, bool isRoot) => PrintElement(fragment.Element, fragment, isRoot);

    private void PrintElement(Element element, Fragment fragment, bool isRoot)
    {
        Require(++_steps <= MaxSteps && _openElements <= MaxElements);
        if (IsLeftOut(element, fragment))
        {
            return;
        }

        int? only = element.Content is [Slot slot] ? slot.Index : null;
        Value whole = only is { } index ? fragment.Value(index) : Value.Null;
        if (isRoot || !whole.IsArray || whole.Bytes.Length == 0)
        {
            PrintOne(element, fragment, null);
            return;
        }

        foreach (Value item in PlainValueText.Items(whole))
        {
            PrintOne(element, fragment, (only ?? 0, item));
        }
    }

    private void PrintOne(Element element, Fragment fragment, (int Slot, Value Value)? item)
    {
        Write($"<{element.Name}");
        foreach (Attribute attribute in element.Attributes)
        {
            PrintAttribute(attribute, fragment, item);
        }

        if (element.IsEmpty)
        {
            Write("/>");
            return;
        }

        Write(">");
        _openElements++;
        foreach (object part in element.Content)
        {
            PrintPart(part, fragment, item, isInAttribute: false);
        }

        _openElements--;
        Write($"</{element.Name}>");
    }

    private void PrintAttribute(Attribute attribute, Fragment fragment, (int Slot, Value Value)? item)
    {
        // An element that stands for an item of an array shows the item wherever it names the array.
        if (attribute.Content is [Slot { IsOptional: true } only]
            && !attribute.IsPrefix
            && (item is { } one && one.Slot == only.Index ? one.Value : fragment.Value(only.Index)).IsNothing)
        {
            return;
        }

        Write($" {attribute.Name}=\"");
        int start = _xml.Length;
        foreach (object part in attribute.Content)
        {
            PrintPart(part, fragment, item, isInAttribute: true);
        }

        // XML has no empty prefixes, and two names that nothing else may stand for.
        string value = _xml.ToString(start, _xml.Length - start);
        bool isReserved = value is "http://www.w3.org/XML/1998/namespace" or "http://www.w3.org/2000/xmlns/";
        Write((attribute.IsPrefix && value.Length == 0) || (isReserved && (attribute.IsPrefix || attribute.Name == "xmlns")) ? "urn:none" : "");
        Write("\"");
    }

    private void PrintPart(object part, Fragment fragment, (int Slot, Value Value)? item, bool isInAttribute)
    {
        switch (part)
        {
            case Element element:
                PrintElement(element, fragment, isRoot: false);
                break;
            case string text:
                Write(Escaped(text, isInAttribute));
                break;
            default:
                int slot = ((Slot)part).Index;
                if (item is { } one && one.Slot == slot)
                {
                    Write(Escaped(PlainValueText.Of(one.Value), isInAttribute));
                }
                else
                {
                    PrintValue(fragment.Value(slot), isInAttribute);
                }

                break;
        }
    }

    private void PrintValue(Value value, bool isInAttribute)
    {
        if (value.Type == 0x21)
        {
            if (value.Fragment is not null && !isInAttribute)
            {
                Print(value.Fragment, isRoot: false);
            }

            return;
        }

        Write(Escaped(PlainValueText.Of(value), isInAttribute));
    }

    private void Write(string text)
    {
        _xml.Append(text);
        Require(_xml.Length <= MaxMarkupLength);
    }

    private static string Escaped(string text, bool isInAttribute)
    {
        StringBuilder escaped = new();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }

            escaped.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '\r' => "&#13;",
                '"' when isInAttribute => "&quot;",
                '\n' when isInAttribute => "&#10;",
                '\t' when isInAttribute => "&#9;",
                _ => XmlConvert.IsXmlChar(c) ? c.ToString() : "\uFFFD",
            });
        }

        return escaped.ToString();
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new UnreadableException();
        }
    }

    /// <summary>A value with its bytes.</summary>
    internal sealed record Value(byte Type, byte[] Bytes, Fragment? Fragment)
    {
        public static readonly Value Null = new(0, [], null);

        public bool IsArray => Type > 0x80;

        public bool IsNothing => Type == 0 || Bytes.Length == 0;
    }

    /// <summary>An element and the values of its template.</summary>
    internal sealed record Fragment(Element Element, List<Value> Values)
    {
        public Value Value(int slot) => slot < Values.Count ? Values[slot] : PlainBinXmlWalker.Value.Null;
    }

    internal sealed record Slot(int Index, bool IsOptional);

    internal sealed record Attribute(string Name, bool IsPrefix)
    {
        public List<object> Content { get; } = [];
    }

    internal sealed record Element(string Name, int? Dependency)
    {
        public List<Attribute> Attributes { get; } = [];

        public List<object> Content { get; } = [];

        public bool IsEmpty { get; set; }
    }

    /// <summary>Reads the tree of elements of a template, or of a fragment without one.</summary>
    private sealed class BodyReader(Cursor cursor, bool isTemplate)
    {
        private readonly List<HashSet<string>> _prefixes = [];

        public Element ReadRoot()
        {
            while (true)
            {
                int token = Token();
                switch (token & 0x3F)
                {
                    case 0x0F:
                        cursor.Skip(3);
                        break;
                    case 0x0A or 0x0B:
                        SkipInstruction(token);
                        break;
                    default:
                        Require((token & 0x3F) == 0x01);
                        return ReadElement(hasAttributes: (token & 0x40) != 0);
                }
            }
        }

        // Bit 7 means nothing to either reader; no writer sets it.
        private int Token() => cursor.Byte() & 0x7F;

        private Element ReadElement(bool hasAttributes)
        {
            Require(_prefixes.Count < MaxElements);
            (int? dependency, string name) = ReadStart();
            if (hasAttributes)
            {
                cursor.Skip(4);
            }

            List<(string Name, List<object> Content)> attributes = [];
            int token = Token();
            while ((token & 0x3F) == 0x06)
            {
                string attribute = cursor.Name();
                List<object> content = [];
                for (token = Token(); IsContent(token); token = Token())
                {
                    content.Add(ReadContent(token));
                }

                attributes.Add((attribute, content));
            }

            _prefixes.Add([.. attributes.Select(attribute => PrefixOf(attribute.Name)).OfType<string>()]);
            Element element = new(Allowed(name), dependency) { IsEmpty = (token & 0x3F) == 0x03 };
            AddAttributes(element, attributes);
            if (!element.IsEmpty)
            {
                Require((token & 0x3F) == 0x02);
                ReadContent(element);
            }

            _prefixes.RemoveAt(_prefixes.Count - 1);
            return element;
        }

        private (int? Dependency, string Name) ReadStart()
        {
            int start = cursor.Position;
            try
            {
                return ReadStart(hasDependency: isTemplate);
            }
            catch (UnreadableException)
            {
                cursor.Skip(start - cursor.Position);
                return ReadStart(hasDependency: !isTemplate);
            }
        }

        private (int? Dependency, string Name) ReadStart(bool hasDependency)
        {
            int dependency = hasDependency ? cursor.UInt16() : 0xFFFF;
            cursor.Skip(4);
            return (dependency == 0xFFFF ? null : dependency, cursor.Name());
        }

        private void AddAttributes(Element element, List<(string Name, List<object> Content)> attributes)
        {
            Require(attributes.Count <= 256);
            foreach ((string name, List<object> content) in attributes)
            {
                Attribute attribute = new(Allowed(name, isAttribute: true), PrefixOf(name) is not null);
                attribute.Content.AddRange(content);
                Require(element.Attributes.TrueForAll(other => other.Name != attribute.Name && !MayBeOne(other.Name, attribute.Name)));
                element.Attributes.Add(attribute);
            }
        }

        // Two prefixes may stand for one namespace.
        private static bool MayBeOne(string one, string other) =>
            !one.StartsWith("xmlns", StringComparison.Ordinal) && one.Contains(':', StringComparison.Ordinal) && other.Contains(':', StringComparison.Ordinal)
            && !other.StartsWith("xmlns", StringComparison.Ordinal) && one.Split(':')[1] == other.Split(':')[1];

        private void ReadContent(Element element)
        {
            for (int token = Token(); (token & 0x3F) != 0x04; token = Token())
            {
                if ((token & 0x3F) == 0x01)
                {
                    element.Content.Add(ReadElement(hasAttributes: (token & 0x40) != 0));
                }
                else if ((token & 0x3F) is 0x0A or 0x0B)
                {
                    SkipInstruction(token);
                }
                else
                {
                    Require(IsContent(token));
                    element.Content.Add(ReadContent(token));
                }
            }
        }

        private void SkipInstruction(int token)
        {
            _ = (token & 0x3F) == 0x0A ? cursor.Name() : cursor.Text();
        }

        private static bool IsContent(int token) => (token & 0x3F) is 0x05 or 0x07 or 0x08 or 0x09 or 0x0D or 0x0E;

        private object ReadContent(int token)
        {
            switch (token & 0x3F)
            {
                case 0x05:
                    Require(cursor.Byte() == 1);
                    return Literal(cursor.Text());
                case 0x07:
                    return Literal(cursor.Text());
                case 0x08:
                    return Literal(((char)cursor.UInt16()).ToString());
                case 0x09:
                    return Entity(cursor.Name());
                default:
                    Require(isTemplate);
                    int slot = cursor.UInt16();
                    cursor.Skip(1);
                    Require(slot < 4096);
                    return new Slot(slot, IsOptional: (token & 0x3F) == 0x0E);
            }
        }

        // Texts of records without a template are values, and values lose their terminators.
        private string Literal(string text) => isTemplate ? text : text.TrimEnd('\0');

        private static string Entity(string name) => name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            _ => "\uFFFD",
        };

        private static string? PrefixOf(string attribute) =>
            attribute.StartsWith("xmlns:", StringComparison.Ordinal) && attribute[6..] is not ("" or "xml" or "xmlns") ? attribute[6..] : null;

        private string Allowed(string name, bool isAttribute = false)
        {
            int colon = name.IndexOf(':', StringComparison.Ordinal);
            bool keepsPrefix = colon > 0 && colon < name.Length - 1 && (isAttribute && name.StartsWith("xmlns:", StringComparison.Ordinal)
                ? PrefixOf(name) is not null
                : _prefixes.Exists(open => open.Contains(name[..colon])));
            return keepsPrefix ? $"{Part(name[..colon])}:{Part(name[(colon + 1)..])}" : Part(name);
        }

        private static string Part(string name) =>
            string.Concat(name.Select((c, i) => (i == 0 ? XmlConvert.IsStartNCNameChar(c) : XmlConvert.IsNCNameChar(c)) ? c : '_'));
    }

    /// <summary>A position in the chunk that refuses to pass its end.</summary>
    private sealed class Cursor(byte[] chunk, long start, long end)
    {
        private readonly int _end = InRange(end, chunk.Length);

        public int Position { get; private set; } = InRange(start, InRange(end, chunk.Length));

        public void Skip(long count) => Position = InRange(Position + count, _end);

        public byte Byte() => Take(1)[0];

        public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

        public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

        public string Text() => Characters(UInt16());

        public string Name()
        {
            uint at = UInt32();
            Require(at >= 512);
            bool isHere = at == Position;
            Cursor name = new(chunk, at, _end);
            name.Skip(6);
            string text = name.Text();
            Require(text.Length > 0 && name.UInt16() == 0);
            if (isHere)
            {
                Position = name.Position;
            }

            return text;
        }

        private string Characters(int count)
        {
            byte[] bytes = Take(2 * count);
            return string.Create(count, bytes, static (text, from) =>
            {
                for (int i = 0; i < text.Length; i++)
                {
                    text[i] = (char)(from[2 * i] | (from[(2 * i) + 1] << 8));
                }
            });
        }

        private byte[] Take(int count)
        {
            int from = Position;
            Skip(count);
            return chunk[from..Position];
        }

        private static int InRange(long position, int limit)
        {
            Require(position >= 0 && position <= limit);
            return (int)position;
        }
    }

    private sealed class UnreadableException : Exception;
}

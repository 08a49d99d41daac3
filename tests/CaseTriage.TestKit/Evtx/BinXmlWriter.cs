using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// Writes BinXML into one chunk: names and templates inline where they are first used, by reference later
/// (MS-EVEN6 2.2.12; offsets count from the start of the chunk).
/// </summary>
internal sealed class BinXmlWriter(List<byte> chunk)
{
    private const ushort NoDependency = 0xFFFF;
    private const byte BinXmlValueType = 0x21;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _templates = new(StringComparer.Ordinal);

    /// <summary>A fragment that is one template instance.</summary>
    public void WriteInstance(EvtxElement element, Guid? templateGuid)
    {
        WriteFragmentHeader();
        string shape = Shape(element);
        Guid guid = templateGuid ?? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(shape)).AsSpan(0, 16));
        chunk.AddRange([0x0C, 0x01]);
        chunk.AddRange(guid.ToByteArray().AsSpan(0, 4));
        WriteTemplate(element, guid, shape);
        WriteValues(Substitutions(element));
        chunk.Add(0);
    }

    /// <summary>A fragment without a template: every value stands in it as text.</summary>
    public void WritePlain(EvtxElement element)
    {
        WriteFragmentHeader();
        int slots = 0;
        WriteElement(element, isTemplate: false, ref slots);
        chunk.Add(0);
    }

    private void WriteTemplate(EvtxElement element, Guid guid, string shape)
    {
        string key = guid + shape;
        if (_templates.TryGetValue(key, out int known))
        {
            WriteUInt32(known);
            return;
        }

        _templates[key] = chunk.Count + 4;
        WriteUInt32(chunk.Count + 4);
        WriteUInt32(0);
        chunk.AddRange(guid.ToByteArray());
        int size = Reserve();
        WriteFragmentHeader();
        int slots = 0;
        WriteElement(element, isTemplate: true, ref slots);
        chunk.Add(0);
        Fill(size);
    }

    private void WriteValues(List<object> values)
    {
        WriteUInt32(values.Count);
        int descriptors = chunk.Count;
        chunk.AddRange(new byte[4 * values.Count]);
        foreach (object value in values)
        {
            int start = chunk.Count;
            byte type = WriteValue(value);
            Span<byte> descriptor = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunk).Slice(descriptors, 4);
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor, (ushort)(chunk.Count - start));
            descriptor[2] = type;
            descriptors += 4;
        }
    }

    private byte WriteValue(object value)
    {
        if (value is EvtxElement.Nested nested)
        {
            WriteInstance(nested.Element, null);
            return BinXmlValueType;
        }

        EvtxValue simple = (EvtxValue)value;
        chunk.AddRange(simple.Bytes);
        return simple.Type;
    }

    private void WriteElement(EvtxElement element, bool isTemplate, ref int slots)
    {
        chunk.Add((byte)(element.Attributes.Count > 0 ? 0x41 : 0x01));
        if (isTemplate)
        {
            WriteUInt16(element.IsOmittedWhenNull ? slots : NoDependency);
        }

        int size = Reserve();
        WriteName(element.Name);
        WriteAttributes(element, isTemplate, ref slots);
        chunk.Add((byte)(element.Children.Count > 0 ? 0x02 : 0x03));
        foreach (object child in element.Children)
        {
            WriteContent(child, isTemplate, ref slots);
        }

        if (element.Children.Count > 0)
        {
            chunk.Add(0x04);
        }

        Fill(size);
    }

    private void WriteAttributes(EvtxElement element, bool isTemplate, ref int slots)
    {
        if (element.Attributes.Count == 0)
        {
            return;
        }

        int size = Reserve();
        for (int i = 0; i < element.Attributes.Count; i++)
        {
            chunk.Add((byte)(i < element.Attributes.Count - 1 ? 0x46 : 0x06));
            WriteName(element.Attributes[i].Name);
            WriteContent(element.Attributes[i].Value, isTemplate, ref slots);
        }

        Fill(size);
    }

    private void WriteContent(object content, bool isTemplate, ref int slots)
    {
        switch (content)
        {
            case EvtxElement element:
                WriteElement(element, isTemplate, ref slots);
                break;
            case string text:
                WriteText(text);
                break;
            case EvtxElement.Nested nested when !isTemplate:
                WriteElement(nested.Element, isTemplate, ref slots);
                break;
            case EvtxValue value when !isTemplate:
                WriteText(value.PlainText);
                break;
            case EvtxElement.Again again:
                chunk.Add(0x0E);
                WriteUInt16(again.Slot);
                chunk.Add(BinXmlValueType);
                break;
            default:
                chunk.Add(0x0E);
                WriteUInt16(slots++);
                chunk.Add(content is EvtxValue typed ? typed.Type : BinXmlValueType);
                break;
        }
    }

    private void WriteText(string text)
    {
        chunk.AddRange([0x05, 0x01]);
        WriteUInt16(text.Length);
        chunk.AddRange(EvtxValue.Utf16(text).Bytes);
    }

    private void WriteName(string name)
    {
        if (_names.TryGetValue(name, out int known))
        {
            WriteUInt32(known);
            return;
        }

        _names[name] = chunk.Count + 4;
        WriteUInt32(chunk.Count + 4);
        WriteUInt32(0);
        WriteUInt16(NameHash(name));
        WriteUInt16(name.Length);
        chunk.AddRange(Encoding.Unicode.GetBytes(name + '\0'));
    }

    private void WriteFragmentHeader() => chunk.AddRange([0x0F, 0x01, 0x01, 0x00]);

    private void WriteUInt16(int value) => chunk.AddRange([(byte)value, (byte)(value >> 8)]);

    private void WriteUInt32(int value) => chunk.AddRange([(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)]);

    private int Reserve()
    {
        WriteUInt32(0);
        return chunk.Count;
    }

    private void Fill(int start) =>
        BinaryPrimitives.WriteInt32LittleEndian(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunk).Slice(start - 4, 4), chunk.Count - start);

    // libevtx: "Name": hash = hash * 65599 + character, low 16 bits.
    private static int NameHash(string name) => (int)(name.Aggregate(0u, (hash, c) => unchecked((hash * 65599) + c)) & 0xFFFF);

    private static List<object> Substitutions(EvtxElement element)
    {
        List<object> found = [];
        Collect(element);
        return found;

        void Collect(EvtxElement from)
        {
            found.AddRange(from.Attributes.Select(attribute => attribute.Value).Where(value => value is not string));
            foreach (object child in from.Children)
            {
                if (child is EvtxElement inner)
                {
                    Collect(inner);
                }
                else if (child is EvtxValue or EvtxElement.Nested)
                {
                    found.Add(child);
                }
            }
        }
    }

    private static string Shape(EvtxElement element)
    {
        string attributes = string.Concat(element.Attributes.Select(attribute => $" {attribute.Name}={Part(attribute.Value)}"));
        return $"<{element.Name}{attributes}{(element.IsOmittedWhenNull ? " ?" : "")}>{string.Concat(element.Children.Select(Part))}</>";
    }

    private static string Part(object content) => content switch
    {
        EvtxElement element => Shape(element),
        string text => $"'{text}'",
        EvtxValue value => $"%{value.Type}",
        _ => "%%",
    };
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// Writes BinXML into one chunk: names and templates inline where they are first used, by reference later
/// (MS-EVEN6 2.2.12; offsets count from the start of the chunk).
/// </summary>
/// <param name="chunk">Takes the bytes.</param>
/// <param name="shapes">Shapes of the events of all chunks.</param>
internal sealed class BinXmlWriter(List<byte> chunk, BinXmlShapes shapes)
{
    private const ushort NoDependency = 0xFFFF;
    private const byte BinXmlValueType = 0x21;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid Guid, BinXmlShapes.Shape Shape), int> _templates = [];
    private readonly List<object> _found = [];

    /// <summary>Forgets what the chunk before held.</summary>
    public void BeginChunk()
    {
        _names.Clear();
        _templates.Clear();
    }

    /// <summary>A fragment that is one template instance.</summary>
    public void WriteInstance(EvtxElement element, Guid? templateGuid)
    {
        WriteFragmentHeader();
        BinXmlShapes.Shape shape = shapes.Of(element);
        Guid guid = templateGuid ?? shape.Guid;
        chunk.AddRange([0x0C, 0x01]);
        WriteGuid(guid, sizeof(uint));
        WriteTemplate(element, guid, shape);
        int first = _found.Count;
        Collect(element);
        WriteValues(first, _found.Count - first);
        _found.RemoveRange(first, _found.Count - first);
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

    private void WriteTemplate(EvtxElement element, Guid guid, BinXmlShapes.Shape shape)
    {
        if (_templates.TryGetValue((guid, shape), out int known))
        {
            WriteUInt32(known);
            return;
        }

        _templates[(guid, shape)] = chunk.Count + 4;
        WriteUInt32(chunk.Count + 4);
        WriteUInt32(0);
        WriteGuid(guid, 16);
        int size = Reserve();
        WriteFragmentHeader();
        int slots = 0;
        WriteElement(element, isTemplate: true, ref slots);
        chunk.Add(0);
        Fill(size);
    }

    private void WriteValues(int first, int count)
    {
        WriteUInt32(count);
        int descriptors = chunk.Count;
        WriteZeros(4 * count);
        for (int i = 0; i < count; i++)
        {
            int start = chunk.Count;
            byte type = WriteValue(_found[first + i]);
            Span<byte> descriptor = CollectionsMarshal.AsSpan(chunk).Slice(descriptors, 4);
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor, (ushort)(chunk.Count - start));
            descriptor[2] = type;
            descriptors += 4;
        }
    }

    private byte WriteValue(object value)
    {
        if (value is EvtxElement.Nested nested)
        {
            if (nested.IsPlain)
            {
                WritePlain(nested.Element);
            }
            else
            {
                WriteInstance(nested.Element, null);
            }

            return BinXmlValueType;
        }

        EvtxValue simple = value is EvtxElement.Always always ? always.Value : (EvtxValue)value;
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
            case EvtxElement.Always always when !isTemplate:
                WriteText(always.Value.PlainText);
                break;
            case EvtxElement.Again again:
                WriteSlot(0x0E, again.Slot, BinXmlValueType);
                break;
            case EvtxElement.Always always:
                WriteSlot(0x0D, slots++, always.Value.Type);
                break;
            case EvtxValue or EvtxElement.Nested:
                WriteSlot(0x0E, slots++, content is EvtxValue typed ? typed.Type : BinXmlValueType);
                break;
            default:
                WriteMarkup(content);
                break;
        }
    }

    private void WriteSlot(byte token, int slot, byte type)
    {
        chunk.Add(token);
        WriteUInt16(slot);
        chunk.Add(type);
    }

    private void WriteMarkup(object content)
    {
        switch (content)
        {
            case EvtxElement.CData data:
                chunk.Add(0x07);
                WriteUInt16(data.Text.Length);
                chunk.AddRange(EvtxValue.Utf16(data.Text).Bytes);
                break;
            case EvtxElement.CharacterReference reference:
                chunk.Add(0x08);
                WriteUInt16(reference.Character);
                break;
            case EvtxElement.Entity entity:
                chunk.Add(0x09);
                WriteName(entity.Name);
                break;
            case EvtxElement.Instruction instruction:
                chunk.Add(0x0A);
                WriteName(instruction.Target);
                chunk.Add(0x0B);
                WriteUInt16(instruction.Text.Length);
                chunk.AddRange(EvtxValue.Utf16(instruction.Text).Bytes);
                break;
            default:
                throw new InvalidOperationException($"'{content}' cannot stand in an element.");
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

    private void WriteUInt16(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        chunk.AddRange(bytes);
    }

    private void WriteUInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        chunk.AddRange(bytes);
    }

    private void WriteGuid(Guid guid, int length)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes);
        chunk.AddRange(bytes[..length]);
    }

    private void WriteZeros(int count)
    {
        int start = chunk.Count;
        CollectionsMarshal.SetCount(chunk, start + count);
        CollectionsMarshal.AsSpan(chunk)[start..].Clear();
    }

    private int Reserve()
    {
        WriteUInt32(0);
        return chunk.Count;
    }

    private void Fill(int start) =>
        BinaryPrimitives.WriteInt32LittleEndian(
            CollectionsMarshal.AsSpan(chunk).Slice(start - 4, 4), chunk.Count - start);

    // libevtx: "Name": hash = hash * 65599 + character, low 16 bits.
    private static int NameHash(string name) => (int)(name.Aggregate(0u, (hash, c) => unchecked((hash * 65599) + c)) & 0xFFFF);

    private void Collect(EvtxElement from)
    {
        for (int i = 0; i < from.Attributes.Count; i++)
        {
            if (IsValue(from.Attributes[i].Value))
            {
                _found.Add(from.Attributes[i].Value);
            }
        }

        for (int i = 0; i < from.Children.Count; i++)
        {
            if (from.Children[i] is EvtxElement inner)
            {
                Collect(inner);
            }
            else if (IsValue(from.Children[i]))
            {
                _found.Add(from.Children[i]);
            }
        }
    }

    private static bool IsValue(object content) => content is EvtxValue or EvtxElement.Nested or EvtxElement.Always;
}

using System.Buffers.Binary;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// Reads the BinXML of a record into a document of instances and values, fragments in values included. A fragment in a value
/// that cannot be read costs that fragment, anything else the record; either is told by <see cref="BinXmlDocument.Failure"/>.
/// </summary>
internal sealed class BinXmlReader
{
    private const int DescriptorSize = 4;
    private const int NoInstance = -1;
    private readonly BinXmlTemplateCache _templates = new();
    private readonly BinXmlDocument _document;

    /// <param name="document">What is filled with each record.</param>
    public BinXmlReader(BinXmlDocument document) => _document = document;

    /// <summary>Must be called before the first record of each chunk.</summary>
    public void BeginChunk() => _templates.BeginChunk();

    /// <summary>Reads the BinXML between two offsets of the chunk.</summary>
    public void Read(ReadOnlySpan<byte> chunk, int start, int end)
    {
        _document.Clear();
        _document.Root = ReadFragment(chunk, new Part(start, end, BinXmlContext.Document, Nesting: 0, OpenElements: 0));
        if (_document.Root >= 0 && IsLeftOut(_document.Instance(_document.Root)))
        {
            Fail("its outermost element depends on a value that is not there");
        }
    }

    private bool IsLeftOut(in BinXmlInstance root) =>
        root.Template.Ops is [{ Slot: >= 0 } first, ..] && _document.Value(root, first.Slot).IsNull;

    private int ReadFragment(ReadOnlySpan<byte> chunk, Part part)
    {
        SpanReader reader = new(chunk[..part.End], part.Start);
        while (reader.TryReadByte(out byte token))
        {
            switch ((BinXmlToken)token)
            {
                case BinXmlToken.FragmentHeader when reader.TrySkip(3):
                    break;
                case BinXmlToken.EndOfFragment:
                    return Fail($"the fragment at offset 0x{part.Start:X} of the chunk is empty");
                case BinXmlToken.TemplateInstance:
                    return ReadInstance(chunk, ref reader, part);
                default:
                    return ReadShape(chunk, reader.Position - 1, part);
            }
        }

        return Fail($"the fragment at offset 0x{part.Start:X} of the chunk is cut");
    }

    private int ReadInstance(ReadOnlySpan<byte> chunk, ref SpanReader reader, Part part)
    {
        if (!reader.TrySkip(1)
            || !reader.TryReadUInt32(out uint id)
            || !reader.TryReadUInt32(out uint definition)
            || !TrySkipDefinition(ref reader, definition))
        {
            return Fail($"the template instance at offset 0x{reader.Position:X} of the chunk is cut");
        }

        BinXmlTemplate? template = _templates.Get(chunk, definition, id, part.Context);
        if (template is null)
        {
            return Fail(_templates.IsExhausted
                ? BinXmlTemplateCache.TooMuch
                : $"there is no template of the id 0x{id:X8} at offset 0x{definition:X} of the chunk");
        }

        if (part.OpenElements + template.Depth > BinXmlLimits.OpenElements)
        {
            return Fail("its elements are nested too deep");
        }

        // The count is checked against the bytes that are there before anything is made of that size.
        return reader.TryReadUInt32(out uint count) && count <= BinXmlLimits.Substitutions && reader.TryReadBytes((int)count * DescriptorSize, out ReadOnlySpan<byte> descriptors)
            ? ReadValues(chunk, reader, descriptors, part with { OpenElements = part.OpenElements + template.Depth }, template)
            : Fail($"the values at offset 0x{reader.Position:X} of the chunk are cut");
    }

    /// <summary>A definition stands where it is first used; its header is the next definition's offset, a GUID and the size of the body.</summary>
    private static bool TrySkipDefinition(ref SpanReader reader, uint definition) =>
        definition != reader.Position
        || (reader.TrySkip(sizeof(uint) + 16) && reader.TryReadUInt32(out uint size) && size <= int.MaxValue && reader.TrySkip((int)size));

    private int ReadValues(ReadOnlySpan<byte> chunk, SpanReader reader, ReadOnlySpan<byte> descriptors, Part part, BinXmlTemplate template)
    {
        int count = descriptors.Length / DescriptorSize;
        int instance = _document.Add(template, count);
        Span<BinXmlValue> values = _document.ValuesOf(instance);
        int start = reader.Position;
        for (int i = 0; i < values.Length; i++)
        {
            // Size in the lower half, then the type.
            uint descriptor = BinaryPrimitives.ReadUInt32LittleEndian(descriptors[(i * DescriptorSize)..]);
            int size = (ushort)descriptor;
            BinXmlType type = (BinXmlType)(byte)(descriptor >> 16);
            if (size > part.End - start)
            {
                return Fail($"value {i} at offset 0x{start:X} of the chunk is longer than the record");
            }

            values[i] = new BinXmlValue(type, start, size);
            if (type == BinXmlType.BinXml && size > 0)
            {
                int nested = ReadNested(chunk, part with { Start = start, End = start + size, Context = template.ContextOf(i), Nesting = part.Nesting + 1 });
                values = _document.ValuesOf(instance);
                values[i] = values[i] with { Instance = nested };
            }

            start += size;
        }

        return instance;
    }

    private int ReadNested(ReadOnlySpan<byte> chunk, Part part) =>
        part.Nesting > BinXmlLimits.Nesting ? Fail("its fragments are nested too deep") : ReadFragment(chunk, part);

    private int ReadShape(ReadOnlySpan<byte> chunk, int start, Part part)
    {
        BinXmlTemplate? shape = _templates.GetShape(chunk[..part.End], start, part.Context, out string? failure);
        if (shape is null || part.OpenElements + shape.Depth > BinXmlLimits.OpenElements)
        {
            return Fail(failure ?? "its elements are nested too deep");
        }

        ReadOnlySpan<BinXmlValue> literals = _templates.Literals;
        int instance = _document.Add(shape, literals.Length);
        literals.CopyTo(_document.ValuesOf(instance));
        return instance;
    }

    private int Fail(string reason)
    {
        _document.Failure ??= reason;
        return NoInstance;
    }

    /// <summary>Where a fragment stands.</summary>
    private readonly record struct Part(int Start, int End, BinXmlContext Context, int Nesting, int OpenElements);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>A token of a fragment, with its texts as places in the chunk.</summary>
/// <param name="Kind">What it will do.</param>
/// <param name="TextOffset">Name or literal, in bytes from the start of the chunk.</param>
/// <param name="TextLength">In bytes.</param>
/// <param name="Slot">Of a slot its index, of an element the slot on which it depends, or -1.</param>
/// <param name="IsOptional">Of a slot: NULL leaves out the attribute.</param>
/// <param name="Entity">Of a literal: the character of an entity reference, or NUL.</param>
internal readonly record struct BinXmlScannedOp(BinXmlOpKind Kind, int TextOffset, int TextLength, int Slot, bool IsOptional = false, char Entity = '\0');

/// <summary>
/// Reads the element of a fragment or template (MS-EVEN6 2.2.12) into flat steps over the chunk, without making a string.
/// In a template literal text is part of it; elsewhere it becomes a value, so that records of one shape are one template too.
/// </summary>
internal sealed class BinXmlScanner
{
    private const int NoSlot = -1;
    private const ushort NoDependency = 0xFFFF;
    private const int NameHeaderSize = 8;
    private readonly List<BinXmlScannedOp> _ops = [];
    private readonly List<BinXmlValue> _literals = [];
    private bool _isTemplate;
    private bool _isInStartTag;
    private bool _isInAttribute;
    private int _openElements;

    /// <summary>Bytes that the last scan went over.</summary>
    public int Length { get; private set; }

    /// <summary>The steps of the last scan.</summary>
    public ReadOnlySpan<BinXmlScannedOp> Ops => CollectionsMarshal.AsSpan(_ops);

    /// <summary>The texts of the last scan that became values; slots count through them.</summary>
    public ReadOnlySpan<BinXmlValue> Literals => CollectionsMarshal.AsSpan(_literals);

    /// <summary>Scans one element; null where it succeeds, else why not, with the offset in the chunk.</summary>
    /// <param name="chunk">The bytes of the chunk up to where the element must end.</param>
    /// <param name="start">Offset of its first token, or of the fragment header before it.</param>
    /// <param name="isTemplate">Whether it is the body of a template.</param>
    public string? Scan(ReadOnlySpan<byte> chunk, int start, bool isTemplate)
    {
        _ops.Clear();
        _literals.Clear();
        (_isTemplate, _isInStartTag, _isInAttribute, _openElements) = (isTemplate, false, false, 0);
        SpanReader reader = new(chunk, start);
        do
        {
            int offset = reader.Position;
            Length = offset - start;
            if (!reader.TryReadByte(out byte token))
            {
                return $"it ends at 0x{offset:X} inside an element";
            }

            if (!TryScanToken(ref reader, chunk, (BinXmlToken)(token & 0x3F), (token & 0x40) != 0))
            {
                return $"token 0x{token:X2} at offset 0x{offset:X} of the chunk cannot be read";
            }
        }
        while (_openElements > 0 || _ops.Count == 0);

        return null;
    }

    private bool TryScanToken(ref SpanReader reader, ReadOnlySpan<byte> chunk, BinXmlToken token, bool hasMore) => token switch
    {
        BinXmlToken.FragmentHeader => _openElements == 0 && reader.TrySkip(3),
        BinXmlToken.InstructionTarget => !_isInStartTag && TryReadName(ref reader, chunk, out _, out _),
        BinXmlToken.InstructionData => !_isInStartTag && TryReadText(ref reader, out _, out _),
        BinXmlToken.OpenStartElement => TryOpenElement(ref reader, chunk, hasMore),
        BinXmlToken.Attribute => TryOpenAttribute(ref reader, chunk),
        BinXmlToken.CloseStartElement => TryCloseStart(BinXmlOpKind.EndStart),
        BinXmlToken.CloseEmptyElement => TryCloseStart(BinXmlOpKind.EndEmpty),
        BinXmlToken.EndElement => TryEndElement(),
        _ => CanHoldText && TryScanContent(ref reader, chunk, token),
    };

    private bool CanHoldText => _openElements > 0 && (!_isInStartTag || _isInAttribute);

    private bool TryScanContent(ref SpanReader reader, ReadOnlySpan<byte> chunk, BinXmlToken token) => token switch
    {
        BinXmlToken.Value => reader.TryReadByte(out byte type) && type == (byte)BinXmlType.Text && TryAddText(ref reader),
        BinXmlToken.CDataSection => TryAddText(ref reader),
        BinXmlToken.CharacterReference => reader.TrySkip(sizeof(char)) && AddLiteral(reader.Position - sizeof(char), sizeof(char)),
        BinXmlToken.EntityReference => TryAddEntity(ref reader, chunk),
        BinXmlToken.NormalSubstitution => TryAddSlot(ref reader, isOptional: false),
        BinXmlToken.OptionalSubstitution => TryAddSlot(ref reader, isOptional: true),
        _ => false,
    };

    private bool TryOpenElement(ref SpanReader reader, ReadOnlySpan<byte> chunk, bool hasAttributes)
    {
        // Templates have a dependency id here, fragments outside of them (forwarded logs) have not. Other writers mix the two, so
        // the layout that does not lead to a name gives way to the other.
        if (_isInStartTag
            || (!TryReadStart(ref reader, chunk, _isTemplate, out BinXmlScannedOp op) && !TryReadStart(ref reader, chunk, !_isTemplate, out op))
            || (hasAttributes && !reader.TrySkip(sizeof(uint)))
            || ++_openElements > BinXmlLimits.OpenElements)
        {
            return false;
        }

        _isInStartTag = true;
        _ops.Add(op);
        return true;
    }

    private static bool TryReadStart(ref SpanReader reader, ReadOnlySpan<byte> chunk, bool hasDependency, out BinXmlScannedOp op)
    {
        SpanReader attempt = reader;
        ushort dependency = NoDependency;
        op = default;
        if ((hasDependency && !attempt.TryReadUInt16(out dependency))
            || !attempt.TryReadUInt32(out _)
            || !TryReadName(ref attempt, chunk, out int offset, out int length))
        {
            return false;
        }

        op = new BinXmlScannedOp(BinXmlOpKind.StartElement, offset, length, dependency == NoDependency ? NoSlot : dependency);
        reader = attempt;
        return true;
    }

    private bool TryOpenAttribute(ref SpanReader reader, ReadOnlySpan<byte> chunk)
    {
        if (!_isInStartTag || !TryReadName(ref reader, chunk, out int offset, out int length))
        {
            return false;
        }

        CloseAttribute();
        _isInAttribute = true;
        _ops.Add(new BinXmlScannedOp(BinXmlOpKind.StartAttribute, offset, length, NoSlot));
        return true;
    }

    private void CloseAttribute()
    {
        if (_isInAttribute)
        {
            _ops.Add(new BinXmlScannedOp(BinXmlOpKind.EndAttribute, 0, 0, NoSlot));
            _isInAttribute = false;
        }
    }

    private bool TryCloseStart(BinXmlOpKind kind)
    {
        if (!_isInStartTag)
        {
            return false;
        }

        CloseAttribute();
        _isInStartTag = false;
        _openElements -= kind == BinXmlOpKind.EndEmpty ? 1 : 0;
        _ops.Add(new BinXmlScannedOp(kind, 0, 0, NoSlot));
        return true;
    }

    private bool TryEndElement()
    {
        if (_isInStartTag || _openElements == 0)
        {
            return false;
        }

        _openElements--;
        _ops.Add(new BinXmlScannedOp(BinXmlOpKind.EndElement, 0, 0, NoSlot));
        return true;
    }

    private bool TryAddText(ref SpanReader reader) =>
        TryReadText(ref reader, out int offset, out int length) && AddLiteral(offset, length);

    private bool AddLiteral(int offset, int length)
    {
        if (_isTemplate)
        {
            _ops.Add(new BinXmlScannedOp(BinXmlOpKind.Literal, offset, length, NoSlot));
            return true;
        }

        _ops.Add(new BinXmlScannedOp(BinXmlOpKind.Slot, 0, 0, _literals.Count));
        _literals.Add(new BinXmlValue(BinXmlType.Text, offset, length));
        return _literals.Count <= BinXmlLimits.Substitutions;
    }

    private bool TryAddEntity(ref SpanReader reader, ReadOnlySpan<byte> chunk)
    {
        if (!TryReadName(ref reader, chunk, out int offset, out int length))
        {
            return false;
        }

        char character = MemoryMarshal.Cast<byte, char>(chunk.Slice(offset, length)) switch
        {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => '\uFFFD',
        };
        _ops.Add(new BinXmlScannedOp(BinXmlOpKind.Literal, 0, 0, NoSlot, Entity: character));
        return true;
    }

    private bool TryAddSlot(ref SpanReader reader, bool isOptional)
    {
        if (!reader.TryReadUInt16(out ushort slot) || !reader.TrySkip(1) || slot >= BinXmlLimits.Substitutions)
        {
            return false;
        }

        _ops.Add(new BinXmlScannedOp(BinXmlOpKind.Slot, 0, 0, slot, isOptional));
        return _isTemplate;
    }

    private static bool TryReadText(ref SpanReader reader, out int offset, out int length)
    {
        bool hasLength = reader.TryReadUInt16(out ushort count);
        (offset, length) = (reader.Position, count * sizeof(char));
        return hasLength && reader.TrySkip(length);
    }

    /// <summary>Reads the offset of a name and, where the name stands here for the first time, skips it.</summary>
    private static bool TryReadName(ref SpanReader reader, ReadOnlySpan<byte> chunk, out int offset, out int length)
    {
        (offset, length) = (0, 0);
        if (!reader.TryReadUInt32(out uint at) || at < EvtxFormat.ChunkHeaderSize || at > chunk.Length - NameHeaderSize - sizeof(char))
        {
            return false;
        }

        // Next name of the same hash (not needed), hash, length in characters, characters, terminator.
        offset = (int)at + NameHeaderSize;
        length = BinaryPrimitives.ReadUInt16LittleEndian(chunk[(offset - sizeof(ushort))..]) * sizeof(char);
        return length > 0
            && length <= chunk.Length - offset - sizeof(char)
            && BinaryPrimitives.ReadUInt16LittleEndian(chunk[(offset + length)..]) == 0
            && (at != reader.Position || reader.TrySkip(NameHeaderSize + length + sizeof(char)));
    }
}

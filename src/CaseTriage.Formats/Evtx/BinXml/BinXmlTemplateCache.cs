using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// Compiled templates at two levels: by offset within a chunk, and across chunks by GUID and content with all names resolved.
/// A GUID alone is not enough: the same one may stand for different bodies, and the bytes of one body differ from chunk to chunk.
/// </summary>
internal sealed class BinXmlTemplateCache
{
    /// <summary>Why there are no more templates where <see cref="IsExhausted"/>.</summary>
    public const string TooMuch = "the templates of its chunk ask for more work than is allowed";

    private const int MaxTemplates = 8192;
    private const int ContextBits = 3;
    private const int GuidOffset = 4;
    private const int SizeOffset = GuidOffset + 16;
    private const int HeaderSize = SizeOffset + sizeof(uint);
    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Dictionary<int, BinXmlTemplate?> _inChunk = [];
    private readonly Dictionary<Key, BinXmlTemplate?> _everywhere = [];
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly BinXmlScanner _scanner = new();
    private readonly BinXmlCompiler _compiler = new(new BinXmlNameTable());

    private int _workLeft = BinXmlLimits.ChunkTemplates;
    private long _kept;

    /// <summary>Whether the templates of the chunk asked for too much, so that no more are made.</summary>
    public bool IsExhausted => _workLeft < 0;

    /// <summary>Forgets the offsets of the chunk before.</summary>
    public void BeginChunk()
    {
        _inChunk.Clear();
        _workLeft = BinXmlLimits.ChunkTemplates;
    }

    /// <summary>The template defined at an offset; null where there is none, or none that can be read.</summary>
    /// <param name="chunk">The whole chunk.</param>
    /// <param name="offset">Of the definition.</param>
    /// <param name="id">
    /// First four bytes of its GUID: another one means that the definition was overwritten, and that its names would be wrong.
    /// </param>
    /// <param name="context">What the instance stands in.</param>
    public BinXmlTemplate? Get(ReadOnlySpan<byte> chunk, uint offset, uint id, BinXmlContext context)
    {
        if (offset < EvtxFormat.ChunkHeaderSize
            || offset > chunk.Length - HeaderSize
            || BinaryPrimitives.ReadUInt32LittleEndian(chunk[((int)offset + GuidOffset)..]) != id)
        {
            return null;
        }

        ref BinXmlTemplate? template = ref CollectionsMarshal.GetValueRefOrAddDefault(_inChunk, ((int)offset << ContextBits) | (int)context, out bool isKnown);
        if (!isKnown)
        {
            template = Read(chunk, (int)offset, context);
        }

        return template;
    }

    /// <summary>The shape of a fragment that has no template, as one; its texts follow from <see cref="Literals"/>.</summary>
    /// <param name="chunk">The chunk up to the end of the fragment.</param>
    /// <param name="start">Offset of the fragment.</param>
    /// <param name="context">What it stands in.</param>
    /// <param name="failure">Why there is none.</param>
    public BinXmlTemplate? GetShape(ReadOnlySpan<byte> chunk, int start, BinXmlContext context, out string? failure)
    {
        failure = Scan(chunk, start, isTemplate: false);
        BinXmlTemplate? shape = failure is null ? Compile(chunk, Guid.Empty, context) : null;
        failure ??= IsExhausted ? TooMuch : shape is null ? "an attribute stands twice in one element" : null;
        return shape;
    }

    /// <summary>The texts of the last <see cref="GetShape"/>.</summary>
    public ReadOnlySpan<BinXmlValue> Literals => _scanner.Literals;

    private string? Scan(ReadOnlySpan<byte> chunk, int start, bool isTemplate)
    {
        if (IsExhausted)
        {
            return TooMuch;
        }

        string? failure = _scanner.Scan(chunk, start, isTemplate);
        _workLeft -= _scanner.Length;
        return failure;
    }

    private BinXmlTemplate? Read(ReadOnlySpan<byte> chunk, int offset, BinXmlContext context)
    {
        Guid guid = new(chunk.Slice(offset + GuidOffset, 16));
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(offset + SizeOffset)..]);
        int start = offset + HeaderSize;
        if (size > chunk.Length - start)
        {
            return null;
        }

        ReadOnlySpan<byte> body = chunk[..(start + (int)size)];
        return Scan(body, start, isTemplate: true) is null ? Compile(body, guid, context) : null;
    }

    private BinXmlTemplate? Compile(ReadOnlySpan<byte> chunk, Guid guid, BinXmlContext context)
    {
        if (!TryHashContent(chunk, out UInt128 content))
        {
            return null;
        }

        Key key = new(guid, content, context);
        if (_everywhere.TryGetValue(key, out BinXmlTemplate? known))
        {
            return known;
        }

        _kept += _content.WrittenCount;
        if (_everywhere.Count == MaxTemplates || _kept > BinXmlLimits.KeptTemplates)
        {
            _everywhere.Clear();
            _kept = _content.WrittenCount;
        }

        return _everywhere[key] = _compiler.Compile(chunk, _scanner.Ops, context);
    }

    /// <summary>
    /// Hashes the steps with their names and literals in place of offsets. The seed is this process's secret, so that no log can be
    /// made whose templates collide; a cryptographic hash cost as much as scanning the template. False where the chunk asks for too much.
    /// </summary>
    private bool TryHashContent(ReadOnlySpan<byte> chunk, out UInt128 content)
    {
        content = default;
        _content.ResetWrittenCount();
        foreach (BinXmlScannedOp op in _scanner.Ops)
        {
            Span<byte> head = _content.GetSpan(12);
            head[0] = (byte)op.Kind;
            head[1] = op.IsOptional ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteInt32LittleEndian(head[2..], op.Slot);
            BinaryPrimitives.WriteInt32LittleEndian(head[6..], op.TextLength);
            BinaryPrimitives.WriteUInt16LittleEndian(head[10..], op.Entity);
            _content.Advance(12);
            _content.Write(chunk.Slice(op.TextOffset, op.TextLength));

            // Each step may name the same long text, so that few bytes of a chunk could ask for many here.
            _workLeft -= 12 + op.TextLength;
            if (IsExhausted)
            {
                return false;
            }
        }

        content = XxHash128.HashToUInt128(_content.WrittenSpan, s_seed);
        return true;
    }

    private readonly record struct Key(Guid Guid, UInt128 Content, BinXmlContext Context);
}

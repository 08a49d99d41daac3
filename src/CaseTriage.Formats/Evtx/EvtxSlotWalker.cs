using System.Buffers.Binary;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Walks the records of one chunk by their sizes. Where the chain breaks it says so once and goes on at the next aligned record
/// whose two sizes agree; behind the free space it offers what still looks like a record. Every step moves forward.
/// </summary>
internal struct EvtxSlotWalker
{
    private readonly int _endOfRecords;
    private int _next;
    private Phase _phase;

    private EvtxSlotWalker(int start, int endOfRecords, Phase phase)
    {
        _next = start;
        _endOfRecords = endOfRecords;
        _phase = phase;
    }

    private enum Phase
    {
        InPlace,
        AfterDamage,
        Recovered,
    }

    /// <summary>Walks a chunk whose header is known.</summary>
    public static EvtxSlotWalker Over(EvtxChunkHeader header, int chunkLength) =>
        new(EvtxFormat.ChunkHeaderSize, header.EndOfRecords(chunkLength), Phase.InPlace);

    /// <summary>Looks for what is left in a chunk without signature.</summary>
    public static EvtxSlotWalker OverUnsigned() => new(0, 0, Phase.Recovered);

    /// <summary>Nothing to walk.</summary>
    public static EvtxSlotWalker OverNothing() => new(int.MaxValue, 0, Phase.Recovered);

    /// <summary>The next record or break; false at the end of the chunk.</summary>
    public bool TryNext(ReadOnlySpan<byte> chunk, out EvtxSlot slot)
    {
        if (_phase == Phase.InPlace && TryNextInPlace(chunk, out slot))
        {
            return true;
        }

        if (_phase == Phase.AfterDamage)
        {
            if (TryFind(chunk, _endOfRecords, EvtxSlotKind.AfterDamage, out slot))
            {
                return true;
            }

            BeginRecovered();
        }

        return TryFind(chunk, chunk.Length, EvtxSlotKind.Recovered, out slot);
    }

    private bool TryNextInPlace(ReadOnlySpan<byte> chunk, out EvtxSlot slot)
    {
        if (_next > _endOfRecords - EvtxFormat.MinRecordSize)
        {
            BeginRecovered();
            slot = default;
            return false;
        }

        int size = RecordSizeAt(chunk, _next);
        if (size == 0)
        {
            slot = new EvtxSlot(EvtxSlotKind.Break, _next, 0, SizeCopyFits: false);
            _next = Align(_next + 1);
            _phase = Phase.AfterDamage;
            return true;
        }

        slot = new EvtxSlot(EvtxSlotKind.InPlace, _next, size, SizeCopyAt(chunk, _next, size) == size);
        _next += size;
        return true;
    }

    private bool TryFind(ReadOnlySpan<byte> chunk, int end, EvtxSlotKind kind, out EvtxSlot slot)
    {
        while (_next <= end - EvtxFormat.MinRecordSize)
        {
            int at = chunk[_next..end].IndexOf(EvtxFormat.RecordSignature);
            if (at < 0)
            {
                _next = end;
                break;
            }

            int start = _next + at;
            int size = start == Align(start) ? RecordSizeAt(chunk, start) : 0;
            bool isRecord = size != 0 && SizeCopyAt(chunk, start, size) == size;
            _next = Align(start + (isRecord ? size : 1));
            if (isRecord)
            {
                slot = new EvtxSlot(kind, start, size, SizeCopyFits: true);
                return true;
            }
        }

        slot = default;
        return false;
    }

    private void BeginRecovered()
    {
        _phase = Phase.Recovered;
        _next = Math.Max(_next, Align(_endOfRecords));
    }

    /// <summary>Size of the record here, or 0 where there is none that lies wholly in the chunk.</summary>
    private static int RecordSizeAt(ReadOnlySpan<byte> chunk, int offset)
    {
        if (offset > chunk.Length - EvtxFormat.MinRecordSize || !chunk[offset..].StartsWith(EvtxFormat.RecordSignature))
        {
            return 0;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(offset + sizeof(uint))..]);
        return size >= EvtxFormat.MinRecordSize && size <= chunk.Length - offset ? (int)size : 0;
    }

    private static uint SizeCopyAt(ReadOnlySpan<byte> chunk, int offset, int size) =>
        BinaryPrimitives.ReadUInt32LittleEndian(chunk[(offset + size - sizeof(uint))..]);

    private static int Align(int offset) => (offset + EvtxFormat.RecordAlignment - 1) & -EvtxFormat.RecordAlignment;
}

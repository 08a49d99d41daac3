using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CaseTriage.TestKit.Evtx;

/// <summary>Writes chunks of a log, one after the other into the same buffer.</summary>
internal sealed class EvtxChunkWriter
{
    private const int RecordHeaderSize = 24;
    private readonly List<byte> _bytes = new(2 * EvtxBuilder.ChunkSize);
    private readonly byte[] _chunk = new byte[EvtxBuilder.ChunkSize];
    private readonly BinXmlWriter _writer;
    private long _firstId;
    private long _lastId;
    private int _lastRecord;

    public EvtxChunkWriter()
    {
        _writer = new BinXmlWriter(_bytes, new BinXmlShapes());
        Begin();
    }

    /// <summary>Records of the chunk so far.</summary>
    public int RecordCount { get; private set; }

    /// <summary>Adds an event; false, and nothing, where it does not fit any more. A chunk that refused takes no more.</summary>
    public bool TryAdd(EvtxEvent item, long recordId)
    {
        int start = _bytes.Count;
        long headerId = item.HeaderRecordId ?? recordId;
        WriteRecord(item, recordId, headerId);
        if (_bytes.Count > EvtxBuilder.ChunkSize)
        {
            _bytes.RemoveRange(start, _bytes.Count - start);
            return false;
        }

        _firstId = RecordCount == 0 ? headerId : _firstId;
        (_lastId, _lastRecord) = (headerId, start);
        RecordCount++;
        return true;
    }

    /// <summary>Writes the chunk and begins the next.</summary>
    public void Finish(Stream stream)
    {
        _bytes.CopyTo(_chunk);
        _chunk.AsSpan(_bytes.Count).Clear();
        "ElfChnk\0"u8.CopyTo(_chunk);
        BinaryPrimitives.WriteInt64LittleEndian(_chunk.AsSpan(8), _firstId);
        BinaryPrimitives.WriteInt64LittleEndian(_chunk.AsSpan(16), _lastId);
        BinaryPrimitives.WriteInt64LittleEndian(_chunk.AsSpan(24), _firstId);
        BinaryPrimitives.WriteInt64LittleEndian(_chunk.AsSpan(32), _lastId);
        BinaryPrimitives.WriteUInt32LittleEndian(_chunk.AsSpan(40), 128);
        BinaryPrimitives.WriteInt32LittleEndian(_chunk.AsSpan(44), _lastRecord);
        BinaryPrimitives.WriteInt32LittleEndian(_chunk.AsSpan(48), _bytes.Count);
        EvtxDamages.SealChunk(_chunk);
        stream.Write(_chunk);
        Begin();
    }

    private void Begin()
    {
        _bytes.Clear();
        _bytes.AddRange(new byte[EvtxBuilder.ChunkHeaderSize]);
        _writer.BeginChunk();
        (RecordCount, _firstId, _lastId, _lastRecord) = (0, 0, 0, 0);
    }

    private void WriteRecord(EvtxEvent item, long recordId, long headerId)
    {
        int start = _bytes.Count;
        AddZeros(RecordHeaderSize);
        EvtxElement document = item.Document ?? EvtxDocument.Of(item, recordId);
        if (item.IsPlain)
        {
            _writer.WritePlain(document);
        }
        else
        {
            _writer.WriteInstance(document, item.TemplateGuid);
        }

        AddZeros(Padding(_bytes.Count - start + sizeof(uint)) + sizeof(uint));
        int size = _bytes.Count - start;
        Span<byte> record = CollectionsMarshal.AsSpan(_bytes)[start..];
        BinaryPrimitives.WriteInt32LittleEndian(record[^sizeof(uint)..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(record, 0x2A2A);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], size);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], headerId);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], (item.WrittenAt ?? item.At).ToFileTime());
    }

    private void AddZeros(int count)
    {
        int start = _bytes.Count;
        CollectionsMarshal.SetCount(_bytes, start + count);
        CollectionsMarshal.AsSpan(_bytes)[start..].Clear();
    }

    private static int Padding(int length) => (8 - (length % 8)) % 8;
}

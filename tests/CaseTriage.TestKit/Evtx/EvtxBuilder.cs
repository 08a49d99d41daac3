using System.Buffers.Binary;

namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// Writes event log files that Windows would accept: <c>new EvtxBuilder().Add("Some-Provider", 8198, at, data: [("name", "value")]).Build()</c>.
/// Damage is done to the bytes afterwards, with <see cref="EvtxDamages"/>.
/// </summary>
public sealed class EvtxBuilder
{
    internal const int FileHeaderSize = 4096;
    internal const int ChunkSize = 65536;
    internal const int ChunkHeaderSize = 512;
    private const int RecordHeaderSize = 24;
    private readonly List<EvtxEvent> _events = [];

    /// <summary>Begins a new chunk after so many records, besides where one is full.</summary>
    public int RecordsPerChunk { get; init; } = int.MaxValue;

    /// <summary>Adds an event; items of data are <c>("name", "value")</c> or just <c>"value"</c>.</summary>
    public EvtxBuilder Add(
        string provider,
        int eventId,
        DateTimeOffset at,
        string channel = "Application",
        string computer = "PC-EXAMPLE-01",
        int level = 4,
        params IReadOnlyList<EvtxDatum> data) =>
        Add(new EvtxEvent(provider, eventId, at) { Channel = channel, Computer = computer, Level = level, Data = data });

    /// <summary>Adds an event.</summary>
    public EvtxBuilder Add(EvtxEvent item)
    {
        _events.Add(item with { RecordId = item.RecordId ?? _events.Count + 1 });
        return this;
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] Build()
    {
        List<byte[]> chunks = [];
        Chunk chunk = new();
        foreach (EvtxEvent item in _events)
        {
            if (chunk.RecordCount == RecordsPerChunk || !chunk.TryAdd(item))
            {
                chunks.Add(chunk.Finish());
                chunk = new Chunk();
                if (!chunk.TryAdd(item))
                {
                    throw new InvalidOperationException($"Event {item.RecordId} does not fit into a chunk.");
                }
            }
        }

        chunks.Add(chunk.Finish());
        return [.. FileHeader(chunks.Count), .. chunks.SelectMany(bytes => bytes)];
    }

    private byte[] FileHeader(int chunkCount)
    {
        byte[] header = new byte[FileHeaderSize];
        "ElfFile\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)(chunkCount - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), (ulong)(_events.Select(item => item.HeaderRecordId ?? item.RecordId ?? 0).DefaultIfEmpty().Max() + 1));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)chunkCount);
        EvtxDamages.SealHeader(header);
        return header;
    }

    private sealed class Chunk
    {
        private readonly List<byte> _bytes = [.. new byte[ChunkHeaderSize]];
        private readonly BinXmlWriter _writer;
        private readonly List<long> _recordIds = [];
        private int _lastRecord;

        public Chunk() => _writer = new BinXmlWriter(_bytes);

        public int RecordCount => _recordIds.Count;

        public bool TryAdd(EvtxEvent item)
        {
            int start = _bytes.Count;
            long recordId = item.HeaderRecordId ?? item.RecordId ?? 0;
            WriteRecord(item, recordId);
            if (_bytes.Count > ChunkSize)
            {
                _bytes.RemoveRange(start, _bytes.Count - start);
                return false;
            }

            _lastRecord = start;
            _recordIds.Add(recordId);
            return true;
        }

        public byte[] Finish()
        {
            byte[] chunk = new byte[ChunkSize];
            _bytes.CopyTo(chunk);
            "ElfChnk\0"u8.CopyTo(chunk);
            ulong first = (ulong)_recordIds.FirstOrDefault();
            ulong last = (ulong)_recordIds.LastOrDefault();
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(8), first);
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(16), last);
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(24), first);
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(32), last);
            BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(40), 128);
            BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(44), _lastRecord);
            BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), _bytes.Count);
            EvtxDamages.SealChunk(chunk);
            return chunk;
        }

        private void WriteRecord(EvtxEvent item, long recordId)
        {
            int start = _bytes.Count;
            _bytes.AddRange(new byte[RecordHeaderSize]);
            EvtxElement document = EvtxDocument.Of(item);
            if (item.IsPlain)
            {
                _writer.WritePlain(document);
            }
            else
            {
                _writer.WriteInstance(document, item.TemplateGuid);
            }

            _bytes.AddRange(new byte[Padding(_bytes.Count - start + sizeof(uint))]);
            int size = _bytes.Count - start + sizeof(uint);
            _bytes.AddRange(BitConverter.GetBytes(size));
            Span<byte> header = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes).Slice(start, RecordHeaderSize);
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x2A2A);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], size);
            BinaryPrimitives.WriteInt64LittleEndian(header[8..], recordId);
            BinaryPrimitives.WriteInt64LittleEndian(header[16..], (item.WrittenAt ?? item.At).ToFileTime());
        }

        private static int Padding(int length) => (8 - (length % 8)) % 8;
    }
}

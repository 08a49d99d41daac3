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
        using MemoryStream stream = new();
        Write(stream, _events);
        return stream.ToArray();
    }

    /// <summary>
    /// Writes a log of these events, and of none that were added, without holding it: a chunk at a time, the file header last.
    /// The stream must be able to seek back. An event without a record id has the one of the event before, plus one.
    /// </summary>
    public void Write(Stream stream, IEnumerable<EvtxEvent> events)
    {
        long start = stream.Position;
        stream.Write(new byte[FileHeaderSize]);
        EvtxChunkWriter chunk = new();
        int chunkCount = 0;
        long lastId = 0;
        long lastHeaderId = 0;
        foreach (EvtxEvent item in events)
        {
            lastId = item.RecordId ?? (lastId + 1);
            if (chunk.RecordCount == RecordsPerChunk || !chunk.TryAdd(item, lastId))
            {
                chunk.Finish(stream);
                chunkCount++;
                if (!chunk.TryAdd(item, lastId))
                {
                    throw new InvalidOperationException($"Event {lastId} does not fit into a chunk.");
                }
            }

            lastHeaderId = Math.Max(lastHeaderId, item.HeaderRecordId ?? lastId);
        }

        chunk.Finish(stream);
        long end = stream.Position;
        stream.Position = start;
        stream.Write(FileHeader(chunkCount + 1, lastHeaderId + 1));
        stream.Position = end;
    }

    private static byte[] FileHeader(int chunkCount, long nextRecordId)
    {
        byte[] header = new byte[FileHeaderSize];
        "ElfFile\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)(chunkCount - 1));
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), nextRecordId);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)chunkCount);
        EvtxDamages.SealHeader(header);
        return header;
    }
}

using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>The child's end of the pipe, see <see cref="WorkerFrames"/>. Events are buffered; a progress line pushes them out, ten times a second at most.</summary>
internal sealed class ChildPipe(Stream output, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, ushort> _slots = new(StringComparer.Ordinal);
    private readonly string?[] _names = new string?[WorkerFrames.SlotCount];
    private byte[] _buffer = new byte[256 * 1024];
    private int _length;
    private int _nextSlot;
    private long _lastProgress;

    public void Send(WorkerLine line)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(line, AnalysisJson.Compact);
        Begin(WorkerFrames.LineKind, json.Length);
        json.CopyTo(_buffer.AsSpan(_length));
        _length += json.Length;
    }

    public void SendEvent(EventRow row)
    {
        Span<ushort> slots = stackalloc ushort[WorkerFrames.SlotsPerEvent];
        FindSlots(row, slots);
        int dataSize = Encoding.UTF8.GetByteCount(row.Data);
        int messageSize = row.Message is null ? 0 : Encoding.UTF8.GetByteCount(row.Message);
        Begin(WorkerFrames.EventKind, checked(WorkerFrames.EventHeadSize + dataSize + messageSize));
        Span<byte> frame = _buffer.AsSpan(_length);
        BinaryPrimitives.WriteInt64LittleEndian(frame, row.At?.UtcTicks ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], row.RecordId);
        BinaryPrimitives.WriteInt32LittleEndian(frame[16..], row.Chunk);
        BinaryPrimitives.WriteInt32LittleEndian(frame[20..], row.OffsetInChunk);
        BinaryPrimitives.WriteInt32LittleEndian(frame[24..], row.EventId);
        BinaryPrimitives.WriteInt32LittleEndian(frame[28..], row.Level);
        BinaryPrimitives.WriteInt32LittleEndian(frame[32..], (int)row.Condition);
        for (int i = 0; i < slots.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(frame[(36 + (i * 2))..], slots[i]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(frame[WorkerFrames.DataSizeOffset..], dataSize);
        Encoding.UTF8.GetBytes(row.Data, frame[WorkerFrames.EventHeadSize..]);
        Encoding.UTF8.GetBytes(row.Message, frame[(WorkerFrames.EventHeadSize + dataSize)..]);
        _length += WorkerFrames.EventHeadSize + dataSize + messageSize;
    }

    public void SendProgress(string stage, double share)
    {
        if (_lastProgress == 0 || time.GetElapsedTime(_lastProgress) >= s_pace)
        {
            _lastProgress = time.GetTimestamp();
            Send(new WorkerLine { Progress = new WorkerProgress(stage, share) });
            Flush();
        }
    }

    public void Dispose()
    {
        Flush();
        output.Dispose();
    }

    /// <summary>A name without a slot may push out another of the same event; then all are looked for again, until none is new.</summary>
    private void FindSlots(EventRow row, Span<ushort> slots)
    {
        int before;
        do
        {
            before = _nextSlot;
            slots[0] = SlotOf(row.Artifact);
            slots[1] = SlotOf(row.Provider);
            slots[2] = SlotOf(row.Channel);
            slots[3] = SlotOf(row.Computer);
        }
        while (_nextSlot != before);
    }

    /// <summary>Slot of a name; one that has none takes the oldest, and the server is told.</summary>
    private ushort SlotOf(string text)
    {
        string name = text.Length <= WorkerFrames.MaxNameLength ? text : text[..WorkerFrames.MaxNameLength];
        if (!_slots.TryGetValue(name, out ushort slot))
        {
            slot = (ushort)_nextSlot;
            _nextSlot = (_nextSlot + 1) % WorkerFrames.SlotCount;
            if (_names[slot] is { } old)
            {
                _slots.Remove(old);
            }

            _names[slot] = name;
            _slots.Add(name, slot);
            SendName(slot, name);
        }

        return slot;
    }

    private void SendName(ushort slot, string name)
    {
        int size = Encoding.UTF8.GetByteCount(name);
        Begin(WorkerFrames.NameKind, sizeof(ushort) + size);
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_length), slot);
        Encoding.UTF8.GetBytes(name, _buffer.AsSpan(_length + sizeof(ushort)));
        _length += sizeof(ushort) + size;
    }

    /// <summary>Makes room for a frame and writes its head.</summary>
    private void Begin(byte kind, int size)
    {
        int whole = checked(WorkerFrames.HeadSize + size);
        if (_buffer.Length - _length < whole)
        {
            Flush();
            if (_buffer.Length < whole)
            {
                _buffer = new byte[whole];
            }
        }

        _buffer[_length] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length + 1), size);
        _length += WorkerFrames.HeadSize;
    }

    private void Flush()
    {
        output.Write(_buffer.AsSpan(0, _length));
        output.Flush();
        _length = 0;
    }
}

using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CaseTriage.Evidence;

/// <summary>What is kept of an event until its place in the order of time is known. Data and message are UTF-8, valid until the next row is read.</summary>
internal readonly ref struct SpooledRow
{
    public long? At { get; init; }

    public long Kind { get; init; }

    public int Chunk { get; init; }

    public int OffsetInChunk { get; init; }

    public long RecordId { get; init; }

    public int Flags { get; init; }

    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Empty where there is none.</summary>
    public ReadOnlySpan<byte> Message { get; init; }
}

/// <summary>A temporary file of rows, written in the order of the logs and read in the order of time, in blocks of which some are kept.</summary>
internal sealed class RowSpool : IDisposable
{
    private const int HeadSize = 44;
    private const int BlockSize = 64 * 1024;
    private const int BlockCount = 256;
    private readonly SafeFileHandle _file;
    private readonly (long Number, byte[] Bytes)[] _blocks = new (long, byte[])[BlockCount];
    private byte[] _pending = new byte[1 << 20];
    private byte[] _row = new byte[4096];
    private int _pendingLength;
    private long _written;

    public RowSpool(string path) =>
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);

    /// <summary>Appends a row and gives its position.</summary>
    public long Append(in SpooledRow row, string data, string message)
    {
        int size = checked(HeadSize + Encoding.UTF8.GetMaxByteCount(data.Length) + Encoding.UTF8.GetMaxByteCount(message.Length));
        if (_pending.Length - _pendingLength < size)
        {
            Flush();
            if (_pending.Length < size)
            {
                _pending = new byte[size];
            }
        }

        long position = _written + _pendingLength;
        Span<byte> target = _pending.AsSpan(_pendingLength);
        int dataSize = Encoding.UTF8.GetBytes(data, target[HeadSize..]);
        int messageSize = Encoding.UTF8.GetBytes(message, target[(HeadSize + dataSize)..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, dataSize);
        BinaryPrimitives.WriteInt64LittleEndian(target[4..], row.At ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(target[12..], row.Kind);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], row.Chunk);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], row.OffsetInChunk);
        BinaryPrimitives.WriteInt64LittleEndian(target[28..], row.RecordId);
        BinaryPrimitives.WriteInt32LittleEndian(target[36..], row.Flags);
        BinaryPrimitives.WriteInt32LittleEndian(target[40..], messageSize);
        _pendingLength += HeadSize + dataSize + messageSize;
        return position;
    }

    /// <summary>To be called once, before the first row is read.</summary>
    public void Flush()
    {
        RandomAccess.Write(_file, _pending.AsSpan(0, _pendingLength), _written);
        _written += _pendingLength;
        _pendingLength = 0;
    }

    public SpooledRow Read(long position)
    {
        ReadOnlySpan<byte> head = Slice(position, HeadSize);
        int dataSize = BinaryPrimitives.ReadInt32LittleEndian(head);
        int messageSize = BinaryPrimitives.ReadInt32LittleEndian(head[40..]);
        long at = BinaryPrimitives.ReadInt64LittleEndian(head[4..]);
        var row = new SpooledRow
        {
            At = at == long.MinValue ? null : at,
            Kind = BinaryPrimitives.ReadInt64LittleEndian(head[12..]),
            Chunk = BinaryPrimitives.ReadInt32LittleEndian(head[20..]),
            OffsetInChunk = BinaryPrimitives.ReadInt32LittleEndian(head[24..]),
            RecordId = BinaryPrimitives.ReadInt64LittleEndian(head[28..]),
            Flags = BinaryPrimitives.ReadInt32LittleEndian(head[36..]),
        };
        ReadOnlySpan<byte> texts = Slice(position + HeadSize, dataSize + messageSize);
        return row with { Data = texts[..dataSize], Message = texts[dataSize..] };
    }

    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Slice(long position, int size)
    {
        byte[] first = Block(position / BlockSize);
        int offset = (int)(position % BlockSize);
        if (offset + size <= BlockSize)
        {
            return first.AsSpan(offset, size);
        }

        if (_row.Length < size)
        {
            _row = new byte[Math.Max(size, _row.Length * 2)];
        }

        for (int copied = 0; copied < size;)
        {
            byte[] block = Block((position + copied) / BlockSize);
            int from = (int)((position + copied) % BlockSize);
            int count = Math.Min(size - copied, BlockSize - from);
            block.AsSpan(from, count).CopyTo(_row.AsSpan(copied));
            copied += count;
        }

        return _row.AsSpan(0, size);
    }

    private byte[] Block(long number)
    {
        ref (long Number, byte[] Bytes) slot = ref _blocks[number % BlockCount];
        if (slot.Bytes is null || slot.Number != number)
        {
            slot = (number, slot.Bytes ?? new byte[BlockSize]);
            RandomAccess.Read(_file, slot.Bytes, number * BlockSize);
        }

        return slot.Bytes;
    }
}

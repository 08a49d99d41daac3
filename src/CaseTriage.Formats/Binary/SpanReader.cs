using System.Buffers.Binary;

namespace CaseTriage.Formats.Binary;

/// <summary>
/// A position in a span of bytes, little-endian. The only type of this project that moves a position over binary data.
/// Every <c>TryRead</c> returns false, and moves nothing, where the span ends first.
/// </summary>
public ref struct SpanReader
{
    private readonly ReadOnlySpan<byte> _data;

    /// <param name="data">The bytes; offsets count from its start.</param>
    /// <param name="position">Where to begin, within the span.</param>
    public SpanReader(ReadOnlySpan<byte> data, int position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)position, (uint)data.Length, nameof(position));
        _data = data;
        Position = position;
    }

    /// <summary>Offset of the next byte from the start of the span.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _data.Length - Position;

    /// <summary>The bytes left, not consumed.</summary>
    public readonly ReadOnlySpan<byte> Rest => _data[Position..];

    /// <summary>Moves to an offset; false where it lies outside the span.</summary>
    public bool TrySeek(int position)
    {
        if ((uint)position > (uint)_data.Length)
        {
            return false;
        }

        Position = position;
        return true;
    }

    /// <summary>Skips bytes; false where there are fewer or the count is negative.</summary>
    public bool TrySkip(int count) => TryReadBytes(count, out _);

    /// <summary>Reads bytes without copying them; false where there are fewer or the count is negative.</summary>
    public bool TryReadBytes(int count, out ReadOnlySpan<byte> bytes)
    {
        if (count < 0 || count > Remaining)
        {
            bytes = default;
            return false;
        }

        bytes = _data.Slice(Position, count);
        Position += count;
        return true;
    }

    /// <summary>Reads one byte.</summary>
    public bool TryReadByte(out byte value)
    {
        bool read = TryReadBytes(sizeof(byte), out ReadOnlySpan<byte> bytes);
        value = read ? bytes[0] : default;
        return read;
    }

    /// <summary>Reads an unsigned 16-bit number.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        bool read = TryReadBytes(sizeof(ushort), out ReadOnlySpan<byte> bytes);
        value = read ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : default;
        return read;
    }

    /// <summary>Reads an unsigned 32-bit number.</summary>
    public bool TryReadUInt32(out uint value)
    {
        bool read = TryReadBytes(sizeof(uint), out ReadOnlySpan<byte> bytes);
        value = read ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : default;
        return read;
    }

    /// <summary>Reads an unsigned 64-bit number.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        bool read = TryReadBytes(sizeof(ulong), out ReadOnlySpan<byte> bytes);
        value = read ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : default;
        return read;
    }
}

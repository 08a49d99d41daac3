using System.Buffers.Binary;
using System.IO.Hashing;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>
/// The content of xz streams ("The .xz File Format" 1.2), one behind the other. The container is read here, since the library verifies no
/// check of a block and opens a dictionary of any size; the filters are the library's.
/// </summary>
/// <param name="source">At the start of a stream.</param>
internal sealed class XzStream(WatchedStream source) : ForwardStream
{
    private const int StreamHeaderSize = 12;
    private const ulong Lzma2Id = 0x21;

    private readonly byte[] _flags = new byte[2];
    private Stream? _block;
    private XzCheck _check = new(0);
    private long _blockStart;
    private long _blockSize;
    private bool _isInStream;
    private bool _isAtEnd;
    private ulong _blockCount;
    private Crc32 _records = new();

    private static ReadOnlySpan<byte> HeaderMagic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <exception cref="MalformedDataException">The container is damaged; the filters throw what they like.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_isAtEnd && !buffer.IsEmpty)
        {
            if (_block is null)
            {
                OpenNext();
                continue;
            }

            int read = _block.Read(buffer);
            if (read > 0)
            {
                _check.Append(buffer[..read]);
                _blockSize += read;
                return read;
            }

            CloseBlock();
        }

        return 0;
    }

    private static MalformedDataException Malformed(string what) => new("entry-data", $"{what} Ask for the file again.");

    /// <summary>Opens the next block, of the next stream where this one has no more.</summary>
    private void OpenNext()
    {
        if (!_isInStream)
        {
            OpenStream();
            return;
        }

        _blockStart = source.Taken;
        int size = TakeByte();
        if (size == 0)
        {
            ReadIndex();
            ReadFooter();
            SkipPadding();
            return;
        }

        byte[] header = new byte[(size + 1) * 4];
        header[0] = (byte)size;
        source.ReadExactly(header, 1, header.Length - 1);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(header.Length - 4)) != Crc32.HashToUInt32(header.AsSpan(0, header.Length - 4)))
        {
            throw Malformed("The header of a block of xz does not have its CRC-32.");
        }

        _check = new XzCheck(_flags[1] & 0x0F);
        _blockSize = 0;
        _block = OpenBlock(header.AsSpan(0, header.Length - 4));
    }

    private void OpenStream()
    {
        byte[] header = new byte[StreamHeaderSize];
        source.ReadExactly(header);
        if (!header.AsSpan().StartsWith(HeaderMagic) || header[6] != 0 || (header[7] & 0xF0) != 0
            || BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)) != Crc32.HashToUInt32(header.AsSpan(6, 2)))
        {
            throw Malformed("The header of an xz stream is damaged.");
        }

        header.AsSpan(6, 2).CopyTo(_flags);
        _isInStream = true;
        _blockCount = 0;
        _records = new Crc32();
    }

    /// <summary>Builds the chain of filters (3.1.5); the sizes that a header may state are held against nothing, since the index has them too.</summary>
    private Stream OpenBlock(ReadOnlySpan<byte> header)
    {
        var reader = new SpanReader(header, 1);
        reader.TryReadByte(out byte flags);
        if ((flags & 0x3C) != 0 || ((flags & 0x40) != 0 && !TryReadNumber(ref reader, out _)) || ((flags & 0x80) != 0 && !TryReadNumber(ref reader, out _)))
        {
            throw Malformed("The header of a block of xz is damaged.");
        }

        var filters = new Stack<(ulong Id, byte[] Properties)>();
        for (int i = 0; i <= (flags & 3); i++)
        {
            if (!TryReadNumber(ref reader, out ulong id) || !TryReadNumber(ref reader, out ulong size) || size > 255 || !reader.TryReadBytes((int)size, out ReadOnlySpan<byte> properties))
            {
                throw Malformed("The header of a block of xz is damaged.");
            }

            filters.Push((id, properties.ToArray()));
        }

        (ulong last, byte[] lastProperties) = filters.Pop();
        Stream decoded = last == Lzma2Id ? Coders.Lzma2(source, lastProperties) : throw Unsupported();
        foreach ((ulong id, byte[] properties) in filters)
        {
            decoded = Coders.Branch(decoded, id, properties) ?? throw Unsupported();
        }

        return decoded;
    }

    private static MalformedDataException Unsupported() =>
        new("entry-method", "The data are filtered in a way that is not supported. Ask for a plain zip.");

    private void CloseBlock()
    {
        _block?.Dispose();
        _block = null;
        long unpadded = source.Taken - _blockStart + _check.SizeInBytes;
        SkipZeros((int)(-(source.Taken - _blockStart) & 3));
        Span<byte> stated = stackalloc byte[64];
        stated = stated[.._check.SizeInBytes];
        source.ReadExactly(stated);
        if (!_check.Fits(stated))
        {
            throw new MalformedDataException("entry-crc", "The content of a block of xz does not have the checksum that was stated. Ask for the file again.");
        }

        Record(_records, (ulong)unpadded, (ulong)_blockSize);
        _blockCount++;
    }

    /// <summary>Holds the index (4) against the blocks that were read.</summary>
    private void ReadIndex()
    {
        var stated = new Crc32();
        var crc = new Crc32();
        crc.Append([0]);
        ulong count = TakeNumber(crc);
        for (ulong i = 0; i < count && count == _blockCount; i++)
        {
            Record(stated, TakeNumber(crc), TakeNumber(crc));
        }

        if (count != _blockCount || stated.GetCurrentHashAsUInt32() != _records.GetCurrentHashAsUInt32())
        {
            throw Malformed("The index of an xz stream names other blocks than there are.");
        }

        for (long padding = -(source.Taken - _blockStart) & 3; padding > 0; padding--)
        {
            crc.Append([(byte)TakeByte()]);
        }

        Span<byte> sum = stackalloc byte[4];
        source.ReadExactly(sum);
        if (BinaryPrimitives.ReadUInt32LittleEndian(sum) != crc.GetCurrentHashAsUInt32())
        {
            throw Malformed("The index of an xz stream does not have its CRC-32.");
        }
    }

    private void ReadFooter()
    {
        byte[] footer = new byte[StreamHeaderSize];
        source.ReadExactly(footer);
        if (!footer.AsSpan(10).SequenceEqual("YZ"u8) || !footer.AsSpan(8, 2).SequenceEqual(_flags)
            || BinaryPrimitives.ReadUInt32LittleEndian(footer) != Crc32.HashToUInt32(footer.AsSpan(4, 6)))
        {
            throw Malformed("The end of an xz stream is damaged.");
        }

        _isInStream = false;
    }

    private void SkipPadding()
    {
        while (source.Peek() == 0)
        {
            SkipZeros(4);
        }

        _isAtEnd = source.Peek() < 0;
    }

    private void SkipZeros(int count)
    {
        for (; count > 0; count--)
        {
            if (TakeByte() != 0)
            {
                throw Malformed("The padding of an xz stream is not empty.");
            }
        }
    }

    private int TakeByte() => source.ReadByte() is >= 0 and var value ? value : throw new EndOfStreamException();

    private ulong TakeNumber(Crc32 crc)
    {
        ulong value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            int taken = TakeByte();
            crc.Append([(byte)taken]);
            value |= (ulong)(taken & 0x7F) << shift;
            if (taken < 0x80)
            {
                return value;
            }
        }

        throw Malformed("A number in the index of an xz stream is too long.");
    }

    private static bool TryReadNumber(ref SpanReader reader, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 63 && reader.TryReadByte(out byte taken); shift += 7)
        {
            value |= (ulong)(taken & 0x7F) << shift;
            if (taken < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static void Record(Crc32 records, ulong unpadded, ulong size)
    {
        Span<byte> pair = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(pair, unpadded);
        BinaryPrimitives.WriteUInt64LittleEndian(pair[8..], size);
        records.Append(pair);
    }
}

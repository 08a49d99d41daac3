using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace CaseTriage.Formats.Cab;

/// <summary>
/// MSZIP ([MS-MCI]): each block is 'CK' and a whole Deflate stream, whose history is the 32 KiB that came out before. The base library's inflater
/// takes no history, but what stands in a stored block at the start of its stream becomes one.
/// </summary>
internal sealed class MsZipDecoder : ICabBlockDecoder
{
    private const int HistorySize = 1 << 15;
    private const int StoredHeadSize = 5;

    private readonly byte[] _stream = new byte[StoredHeadSize + HistorySize + CabFolderReader.MaxCompressedSize];
    private readonly byte[] _window = new byte[HistorySize + CabFolderReader.MaxBlockSize];
    private int _history;
    private int _written;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Decode(ArraySegment<byte> block, int size)
    {
        ReadOnlySpan<byte> signature = "CK"u8;
        if (!block.AsSpan().StartsWith(signature))
        {
            throw new MalformedDataException("mszip", "A block of MSZIP does not begin with 'CK'.");
        }

        SlideHistory();
        ReadOnlySpan<byte> data = block.AsSpan(signature.Length);
        int head = WriteHistory();
        data.CopyTo(_stream.AsSpan(head));
        int count = Inflate(head + data.Length, size);
        _written = count < 0 ? 0 : count;
        return count == size
            ? _window.AsMemory(_history, size)
            : throw new MalformedDataException("mszip", string.Create(CultureInfo.InvariantCulture, $"A block of MSZIP gives {(count > size ? "more" : "less")} than the {size} bytes that were declared."));
    }

    private void SlideHistory()
    {
        int total = _history + _written;
        int kept = Math.Min(total, HistorySize);
        _window.AsSpan(total - kept, kept).CopyTo(_window);
        (_history, _written) = (kept, 0);
    }

    /// <summary>Writes a stored block that is not the last one (RFC 1951, 3.2.4); none where nothing came out yet, so that no match can reach before the start.</summary>
    private int WriteHistory()
    {
        if (_history == 0)
        {
            return 0;
        }

        _stream[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(_stream.AsSpan(1), (ushort)_history);
        BinaryPrimitives.WriteUInt16LittleEndian(_stream.AsSpan(3), (ushort)~_history);
        _window.AsSpan(0, _history).CopyTo(_stream.AsSpan(StoredHeadSize));
        return StoredHeadSize + _history;
    }

    /// <summary>Inflates history and block to the window.</summary>
    /// <returns>Bytes that came out of the block; more than <paramref name="size"/> where it does not end there.</returns>
    private int Inflate(int length, int size)
    {
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(_stream, 0, length, writable: false), CompressionMode.Decompress);
            int read = inflate.ReadAtLeast(_window.AsSpan(0, _history + size), _history + size, throwOnEndOfStream: false);
            return read - _history + (inflate.ReadByte() < 0 ? 0 : 1);
        }
        catch (InvalidDataException broken)
        {
            throw new MalformedDataException("mszip", "A block of MSZIP is no stream of Deflate.", broken);
        }
    }
}

using System.Buffers;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Cuts a stream into the slots of 64 KiB behind the file header, up to the end of the stream; the last one may be short.
/// Reads blocks of 1 MiB into one pooled buffer and bears streams that give less than asked.
/// </summary>
internal sealed class EvtxChunkSource : IDisposable
{
    private const int ChunksPerBlock = 16;
    private const int BlockSize = ChunksPerBlock * EvtxFormat.ChunkSize;
    private readonly Stream _stream;
    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int _blockLength;
    private int _chunkStart;
    private int _nextStart;
    private bool _atEnd;

    /// <param name="stream">Stands at the first byte of the file.</param>
    public EvtxChunkSource(Stream stream) => _stream = stream;

    /// <summary>Number of the current slot, from 0; -1 before the first.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>Offset of the current slot from the start of the file, in bytes.</summary>
    public long FileOffset => EvtxFormat.FileHeaderSize + ((long)Index * EvtxFormat.ChunkSize);

    /// <summary>The bytes of the current slot; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Chunk => _block.AsSpan(_chunkStart, _nextStart - _chunkStart);

    /// <summary>Reads the file header; shorter than 4,096 bytes only where the stream ends.</summary>
    public ReadOnlySpan<byte> ReadFileHeader()
    {
        int length = _stream.ReadAtLeast(_block.AsSpan(0, EvtxFormat.FileHeaderSize), EvtxFormat.FileHeaderSize, throwOnEndOfStream: false);
        return _block.AsSpan(0, length);
    }

    /// <summary>Moves to the next slot; false at the end of the stream.</summary>
    public bool TryReadNext()
    {
        if (_nextStart == _blockLength && !TryReadBlock())
        {
            return false;
        }

        _chunkStart = _nextStart;
        _nextStart = Math.Min(_chunkStart + EvtxFormat.ChunkSize, _blockLength);
        Index++;
        return true;
    }

    /// <summary>Gives the buffer back; the stream stays open.</summary>
    public void Dispose()
    {
        byte[] block = _block;
        _block = [];
        (_chunkStart, _nextStart, _blockLength, _atEnd) = (0, 0, 0, true);
        if (block.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private bool TryReadBlock()
    {
        if (_atEnd)
        {
            return false;
        }

        _blockLength = _stream.ReadAtLeast(_block.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
        _nextStart = 0;
        _atEnd = _blockLength < BlockSize;
        return _blockLength > 0;
    }
}

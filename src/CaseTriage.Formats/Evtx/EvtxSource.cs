namespace CaseTriage.Formats.Evtx;

/// <summary>The header of a log and its slots, in the order in which they are to be read.</summary>
internal sealed class EvtxSource
{
    private readonly Stream _stream;
    private readonly Queue<int>? _order;
    private int _nextIndex;
    private bool _isAtEnd;

    private EvtxSource(Stream stream, Queue<int>? order) => (_stream, _order) = (stream, order);

    /// <summary>The header of the file; all zero where its signature is lost.</summary>
    public EvtxFileHeader Header { get; private set; }

    /// <summary>Reads the header of a log and its first slots.</summary>
    /// <param name="stream">Stands at the first byte of the file.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="slotsPerBlock">Slots that are read at once.</param>
    /// <param name="first">The first slots; to be disposed by the caller.</param>
    /// <exception cref="MalformedDataException">There is no event log.</exception>
    public static EvtxSource Open(Stream stream, EvtxReaderOptions options, int slotsPerBlock, out EvtxBlock first)
    {
        Queue<int>? order = options.InRecordOrder ? EvtxSlotOrder.Of(stream) : null;
        EvtxSource source = new(stream, order);
        first = new EvtxBlock(order is null ? slotsPerBlock : 1);
        try
        {
            source.ReadHeader(first, options.FirstChunk);
            return source;
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>Fills a block with the next slots; false at the end of the log.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public bool TryRead(EvtxBlock block)
    {
        if (_isAtEnd || (_order is not null && !TrySeekNext()))
        {
            return false;
        }

        block.Fill(_stream, _nextIndex);
        _nextIndex += block.Count;
        _isAtEnd = _order is null && !block.IsFull;
        return block.Count > 0;
    }

    private bool TrySeekNext()
    {
        if (_order is null || !_order.TryDequeue(out int index))
        {
            return false;
        }

        _nextIndex = index;
        _stream.Position = EvtxFormat.OffsetOfChunk(index);
        return true;
    }

    private void ReadHeader(EvtxBlock first, int firstChunk)
    {
        Span<byte> bytes = stackalloc byte[EvtxFormat.FileHeaderSize];
        bytes = bytes[.._stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        if (bytes.IsEmpty)
        {
            throw new MalformedDataException("empty", "The file is empty; expected an event log.");
        }

        if (firstChunk > 0)
        {
            _nextIndex = firstChunk;
            _stream.Position = EvtxFormat.OffsetOfChunk(firstChunk);
        }

        bool isWhole = bytes.Length == EvtxFormat.FileHeaderSize;
        bool hasSlots = isWhole && TryRead(first);
        if (!bytes.StartsWith(EvtxFormat.FileSignature) && !(hasSlots && first.Slot(0).StartsWith(EvtxFormat.ChunkSignature)))
        {
            throw new MalformedDataException("not-evtx", $"The file begins with the bytes '{Convert.ToHexString(bytes[..Math.Min(bytes.Length, 8)])}'; expected 'ElfFile'.");
        }

        if (!isWhole)
        {
            throw new MalformedDataException("header-cut", $"The file ends at 0x{bytes.Length:X}, inside its header of 0x1000 bytes; no record is left.");
        }

        if (!hasSlots)
        {
            throw new MalformedDataException("no-chunks", "The file ends behind its header; no record is left.");
        }

        Header = EvtxFileHeader.Decode(bytes);
    }
}

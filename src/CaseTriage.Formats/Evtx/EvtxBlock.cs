using System.Buffers;

namespace CaseTriage.Formats.Evtx;

/// <summary>Some slots of a log, one after the other, in a pooled buffer.</summary>
internal sealed class EvtxBlock : IDisposable
{
    private readonly int _capacity;
    private byte[] _bytes;
    private int _length;

    /// <param name="slots">How many slots it can hold.</param>
    public EvtxBlock(int slots)
    {
        _capacity = slots * EvtxFormat.ChunkSize;
        _bytes = ArrayPool<byte>.Shared.Rent(_capacity);
    }

    /// <summary>Number in the file of the first slot, from 0.</summary>
    public int FirstIndex { get; private set; }

    /// <summary>Slots it holds; the last one may be short.</summary>
    public int Count => (_length + EvtxFormat.ChunkSize - 1) / EvtxFormat.ChunkSize;

    /// <summary>Whether the stream had as much as it can hold.</summary>
    public bool IsFull => _length == _capacity;

    /// <summary>The bytes of a slot, by its place in the block.</summary>
    public ReadOnlySpan<byte> Slot(int place)
    {
        int start = place * EvtxFormat.ChunkSize;
        return _bytes.AsSpan(start, Math.Min(EvtxFormat.ChunkSize, _length - start));
    }

    /// <summary>Fills it from a stream that may give less than asked; short only where the stream ends.</summary>
    public void Fill(Stream stream, int firstIndex)
    {
        FirstIndex = firstIndex;
        _length = stream.ReadAtLeast(_bytes.AsSpan(0, _capacity), _capacity, throwOnEndOfStream: false);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        byte[] bytes = _bytes;
        (_bytes, _length) = ([], 0);
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

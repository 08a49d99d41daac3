using System.Buffers.Binary;

namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// A log of any length that is made as it is read: the header of a small one, and its chunks, or slots of zeros, again and again.
/// </summary>
public sealed class EvtxRepeatedStream : Stream
{
    /// <summary>Stands for a slot of zeros.</summary>
    public const int Zeros = -1;

    private readonly byte[] _log;
    private readonly IReadOnlyList<(int Chunk, long Times)> _parts;

    /// <param name="log">Whose chunks are repeated.</param>
    /// <param name="parts">Which chunk of it, or <see cref="Zeros"/>, so many times, in order.</param>
    public EvtxRepeatedStream(byte[] log, params IReadOnlyList<(int Chunk, long Times)> parts)
    {
        (_log, _parts) = ([.. log], parts);
        long slots = parts.Sum(part => part.Times);
        Length = EvtxBuilder.FileHeaderSize + (slots * EvtxBuilder.ChunkSize);
        BinaryPrimitives.WriteUInt64LittleEndian(_log.AsSpan(16), (ulong)(slots - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(_log.AsSpan(42), (ushort)slots);
        EvtxDamages.SealHeader(_log.AsSpan(0, EvtxBuilder.FileHeaderSize));
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int done = 0;
        while (done < buffer.Length && Position < Length)
        {
            done += ReadPiece(buffer[done..]);
        }

        return done;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadPiece(Span<byte> buffer)
    {
        if (Position < EvtxBuilder.FileHeaderSize)
        {
            return Take(_log.AsSpan((int)Position, EvtxBuilder.FileHeaderSize - (int)Position), buffer);
        }

        (long slot, long offset) = Math.DivRem(Position - EvtxBuilder.FileHeaderSize, EvtxBuilder.ChunkSize);
        int left = EvtxBuilder.ChunkSize - (int)offset;
        int chunk = ChunkOf(slot);
        if (chunk == Zeros)
        {
            int length = Math.Min(left, buffer.Length);
            buffer[..length].Clear();
            Position += length;
            return length;
        }

        return Take(_log.AsSpan(EvtxBuilder.FileHeaderSize + (chunk * EvtxBuilder.ChunkSize) + (int)offset, left), buffer);
    }

    private int ChunkOf(long slot)
    {
        for (int i = 0; i < _parts.Count; i++)
        {
            if (slot < _parts[i].Times)
            {
                return _parts[i].Chunk;
            }

            slot -= _parts[i].Times;
        }

        return Zeros;
    }

    private int Take(ReadOnlySpan<byte> from, Span<byte> buffer)
    {
        int length = Math.Min(from.Length, buffer.Length);
        from[..length].CopyTo(buffer);
        Position += length;
        return length;
    }
}

using System.Buffers.Binary;

namespace CaseTriage.Formats.Binary;

/// <summary>
/// Decoder of Deflate (RFC 1951) where the base library's does not serve: where the end of a stream must be known (gzip), and in the
/// variant Deflate64 (PKWARE APPNOTE, method 9: distances to 64 KiB, code 285 with 16 extra bits).
/// </summary>
internal sealed class Inflater
{
    private const int LiteralSymbols = 288;
    private const int DistanceSymbols = 32;
    private const int EndOfBlock = 256;

    private static readonly byte[] s_lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly ushort[] s_lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly byte[] s_lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] s_distanceBase =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577, 32769, 49153];

    private readonly DeflateCode _literals = new(LiteralSymbols);
    private readonly DeflateCode _distances = new(DistanceSymbols);
    private readonly DeflateCode _lengths = new(s_lengthOrder.Length);
    private readonly bool _isDeflate64;
    private readonly byte[] _window;
    private readonly int _historySize;

    private readonly byte[] _input = new byte[1 << 16];
    private readonly Stream _source;
    private readonly Stream _destination;
    private int _inputPosition;
    private int _inputEnd;
    private ulong _bits;
    private int _bitCount;
    private int _missingBits;
    private long _sourceBytes;
    private int _historyStart;
    private int _position;

    private Inflater(bool isDeflate64, int historySize, int windowSize, Stream source, Stream destination)
    {
        (_source, _destination) = (source, destination);
        _isDeflate64 = isDeflate64;
        _historySize = historySize;
        _window = new byte[windowSize];
        _historyStart = historySize;
        _position = historySize;
    }

    /// <summary>Decodes one stream of Deflate64 from the position of the source to the destination.</summary>
    /// <exception cref="MalformedDataException">The bits are no such stream, or they end first.</exception>
    public static void InflateDeflate64(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        var inflater = new Inflater(isDeflate64: true, 1 << 16, 1 << 18, source, destination);
        inflater.DecodeStream(cancellationToken);
        inflater.Flush();
    }

    /// <summary>Decodes one stream of Deflate from the position of the source to the destination; what came out before damage is written, too.</summary>
    /// <returns>Bytes that the stream has. The source was read further.</returns>
    /// <exception cref="MalformedDataException">The bits are no such stream, or they end first.</exception>
    public static long Inflate(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        var inflater = new Inflater(isDeflate64: false, 1 << 15, 1 << 17, source, destination);
        try
        {
            inflater.DecodeStream(cancellationToken);
        }
        catch (MalformedDataException)
        {
            inflater.Flush();
            throw;
        }

        inflater.Flush();
        return inflater._sourceBytes - (inflater._inputEnd - inflater._inputPosition) - ((inflater._bitCount - inflater._missingBits) / 8);
    }

    private static MalformedDataException Malformed(string message) => new("deflate", message);

    private void DecodeStream(CancellationToken cancellationToken)
    {
        bool isLast;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            isLast = Take(1) == 1;
            switch (Take(2))
            {
                case 0:
                    CopyStored();
                    break;
                case 1:
                    SetFixedCodes();
                    DecodeCompressed(cancellationToken);
                    break;
                case 2:
                    ReadCodes();
                    DecodeCompressed(cancellationToken);
                    break;
                default:
                    throw Malformed("A block of Deflate has the reserved type 3.");
            }
        }
        while (!isLast);
    }

    private void CopyStored()
    {
        Drop(_bitCount & 7);
        int length = Take(16);
        int complement = Take(16);
        if (length != (complement ^ 0xFFFF))
        {
            throw Malformed("The length of a stored block of Deflate does not match its complement.");
        }

        for (; length > 0; length--)
        {
            Put((byte)Take(8));
        }
    }

    private void SetFixedCodes()
    {
        Span<byte> lengths = stackalloc byte[LiteralSymbols];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.TryBuild(lengths);
        lengths[..DistanceSymbols].Fill(5);
        _distances.TryBuild(lengths[..DistanceSymbols]);
    }

    private void ReadCodes()
    {
        int literalCount = Take(5) + 257;
        int distanceCount = Take(5) + 1;
        int lengthCount = Take(4) + 4;
        Span<byte> lengths = stackalloc byte[LiteralSymbols + DistanceSymbols];
        for (int i = 0; i < lengthCount; i++)
        {
            lengths[s_lengthOrder[i]] = (byte)Take(3);
        }

        if (literalCount > 286 || !_lengths.TryBuild(lengths[..s_lengthOrder.Length]))
        {
            throw Malformed("The code lengths of a Deflate block form no code.");
        }

        lengths.Clear();
        ReadCodeLengths(lengths[..(literalCount + distanceCount)]);
        if (lengths[EndOfBlock] == 0 || !_literals.TryBuild(lengths[..literalCount]) || !_distances.TryBuild(lengths.Slice(literalCount, distanceCount)))
        {
            throw Malformed("The codes of a Deflate block are no prefix codes.");
        }
    }

    private void ReadCodeLengths(Span<byte> lengths)
    {
        for (int i = 0; i < lengths.Length;)
        {
            int symbol = TakeSymbol(_lengths);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            int count = symbol switch { 16 => 3 + Take(2), 17 => 3 + Take(3), _ => 11 + Take(7) };
            if (count > lengths.Length - i || (symbol == 16 && i == 0))
            {
                throw Malformed("A repeated code length of a Deflate block has nothing before it or runs past the end.");
            }

            lengths.Slice(i, count).Fill(symbol == 16 ? lengths[i - 1] : (byte)0);
            i += count;
        }
    }

    private void DecodeCompressed(CancellationToken cancellationToken)
    {
        while (true)
        {
            int symbol = TakeSymbol(_literals);
            if (symbol < EndOfBlock)
            {
                Put((byte)symbol);
            }
            else if (symbol == EndOfBlock)
            {
                return;
            }
            else
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = TakeLength(symbol - EndOfBlock - 1);
                CopyMatch(TakeDistance(), length);
            }
        }
    }

    private int TakeLength(int code)
    {
        if (code >= s_lengthBase.Length)
        {
            throw Malformed($"A Deflate block uses the undefined length code {code + 257}.");
        }

        return _isDeflate64 && code == s_lengthBase.Length - 1 ? 3 + Take(16) : s_lengthBase[code] + Take(s_lengthExtra[code]);
    }

    private int TakeDistance()
    {
        int code = TakeSymbol(_distances);
        if (code >= (_isDeflate64 ? 32 : 30))
        {
            throw Malformed($"A Deflate block uses the undefined distance code {code}.");
        }

        return s_distanceBase[code] + Take(code < 2 ? 0 : (code >> 1) - 1);
    }

    private void CopyMatch(int distance, int length)
    {
        if (distance > _position - _historyStart)
        {
            throw Malformed($"A match goes back 0x{distance:x} bytes; only 0x{_position - _historyStart:x} came out before it.");
        }

        if (length <= _window.Length - _position)
        {
            CopyWithin(distance, length);
            return;
        }

        for (; length > 0; length--)
        {
            Put(_window[_position - distance]);
        }
    }

    private void CopyWithin(int distance, int length)
    {
        Span<byte> target = _window.AsSpan(_position, length);
        ReadOnlySpan<byte> source = _window.AsSpan(_position - distance, length);
        _position += length;
        if (distance >= length)
        {
            source.CopyTo(target);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[i];
        }
    }

    private void Put(byte value)
    {
        if (_position == _window.Length)
        {
            Flush();
            SlideHistory();
        }

        _window[_position++] = value;
    }

    private void Flush()
    {
        _destination.Write(_window.AsSpan(_historySize, _position - _historySize));
    }

    private void SlideHistory()
    {
        int size = Math.Min(_historySize, _position - _historyStart);
        _window.AsSpan(_position - size, size).CopyTo(_window.AsSpan(_historySize - size));
        _historyStart = _historySize - size;
        _position = _historySize;
    }

    private int TakeSymbol(DeflateCode code)
    {
        Fill();
        int symbol = code.Decode(_bits, out int length);
        if (length == 0)
        {
            throw Malformed("The bits of a Deflate block fit none of its codes.");
        }

        Drop(length);
        return symbol;
    }

    private int Take(int count)
    {
        Fill();
        int value = (int)(_bits & ((1UL << count) - 1));
        Drop(count);
        return value;
    }

    private void Drop(int count)
    {
        _bits >>= count;
        _bitCount -= count;
        if (_bitCount < _missingBits)
        {
            throw Malformed("The data of Deflate end inside a stream.");
        }
    }

    /// <summary>Sees to 16 bits at least. Past the end they are zeros, and taking one of those is an error.</summary>
    private void Fill()
    {
        if (_bitCount >= 16)
        {
            return;
        }

        if (_inputEnd - _inputPosition >= sizeof(uint))
        {
            _bits |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(_input.AsSpan(_inputPosition)) << _bitCount;
            _inputPosition += sizeof(uint);
            _bitCount += 32;
            return;
        }

        while (_bitCount < 16)
        {
            _bits |= (ulong)NextByte() << _bitCount;
            _bitCount += 8;
        }
    }

    private byte NextByte()
    {
        if (_inputPosition == _inputEnd)
        {
            _inputPosition = 0;
            _inputEnd = _source.Read(_input);
            _sourceBytes += _inputEnd;
        }

        if (_inputPosition < _inputEnd)
        {
            return _input[_inputPosition++];
        }

        _missingBits += 8;
        return 0;
    }
}

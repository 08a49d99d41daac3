using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>
/// Decoder of BZip2 (zip method 12). There is no official specification; this follows "BZIP2: Format Specification" by Joe Tsai (2016).
/// Memory: at most 5 MB, for the largest block of 900,000 bytes.
/// </summary>
internal sealed class BZip2Decoder
{
    private const int BlockUnit = 100_000;
    private const int GroupSize = 50;
    private const int MaxCodeLength = 20;
    private const int MaxSelectors = 18_002;
    private const long BlockMagic = 0x314159265359;
    private const long EndMagic = 0x177245385090;

    private readonly Stream _source;
    private readonly Stream _destination;
    private readonly byte[] _input = new byte[1 << 16];
    private readonly byte[] _symbols = new byte[256];
    private readonly int[] _counts = new int[256];
    private readonly byte[] _selectors = new byte[MaxSelectors];
    private readonly BZip2Code[] _codes = [.. Enumerable.Range(0, 6).Select(_ => new BZip2Code())];
    private readonly int[] _block;
    private int _inputPosition;
    private int _inputEnd;
    private ulong _bits;
    private int _bitCount;

    private BZip2Decoder(Stream source, Stream destination)
    {
        _source = source;
        _destination = destination;
        if (Take(8) != 'B' || Take(8) != 'Z' || Take(8) != 'h' || Take(8) is not (>= '1' and <= '9' and int level))
        {
            throw Malformed("The data do not begin as BZip2 does");
        }

        _block = new int[(level - '0') * BlockUnit];
    }

    /// <summary>Decodes one stream.</summary>
    /// <exception cref="MalformedDataException">The bits are no such stream, or they end first.</exception>
    public static void Decode(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        var decoder = new BZip2Decoder(source, destination);
        while (decoder.DecodeBlock())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static MalformedDataException Malformed(string message) => new("bzip2", $"{message}.");

    private bool DecodeBlock()
    {
        long magic = ((long)Take(24) << 24) | (uint)Take(24);
        if (magic == EndMagic)
        {
            return false;
        }

        if (magic != BlockMagic)
        {
            throw Malformed($"A block of BZip2 begins with 0x{magic:x12}; expected 0x{BlockMagic:x12}");
        }

        // The CRC of the block is left to the CRC-32 that every zip entry has.
        Take(16);
        Take(16);
        if (Take(1) == 1)
        {
            throw Malformed("A block of BZip2 is randomized, which no compressor has written since 1998");
        }

        int origin = Take(24);
        int size = ReadSymbols();
        if (origin >= size)
        {
            throw Malformed($"A block of BZip2 begins at {origin} of {size} bytes");
        }

        WriteBlock(origin, size);
        return true;
    }

    /// <summary>Reads the bytes of the block, sorted as the transform left them, into the low bytes of the block.</summary>
    private int ReadSymbols()
    {
        int symbolCount = ReadSymbolMap();
        int codeCount = Take(3);
        int selectorCount = Take(15);
        if (symbolCount == 0 || codeCount is < 2 or > 6 || selectorCount == 0)
        {
            throw Malformed("A block of BZip2 has no symbols, codes or selectors");
        }

        ReadSelectors(codeCount, selectorCount);
        for (int i = 0; i < codeCount; i++)
        {
            ReadCode(_codes[i], symbolCount + 2);
        }

        return ReadRuns(symbolCount + 1, Math.Min(selectorCount, MaxSelectors));
    }

    private int ReadSymbolMap()
    {
        int rows = Take(16);
        int count = 0;
        for (int row = 0; row < 16; row++)
        {
            int columns = (rows & (0x8000 >> row)) != 0 ? Take(16) : 0;
            for (int column = 0; column < 16; column++)
            {
                if ((columns & (0x8000 >> column)) != 0)
                {
                    _symbols[count++] = (byte)((row * 16) + column);
                }
            }
        }

        return count;
    }

    private void ReadSelectors(int codeCount, int selectorCount)
    {
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        for (int i = 0; i < selectorCount; i++)
        {
            int rank = 0;
            while (Take(1) == 1)
            {
                if (++rank >= codeCount)
                {
                    throw Malformed("A selector of BZip2 names a code that is not there");
                }
            }

            byte selected = MoveToFront(order, rank);
            if (i < MaxSelectors)
            {
                _selectors[i] = selected;
            }
        }
    }

    private void ReadCode(BZip2Code code, int symbolCount)
    {
        Span<byte> lengths = stackalloc byte[258];
        int length = Take(5);
        for (int i = 0; i < symbolCount; i++)
        {
            while (Take(1) == 1)
            {
                length += Take(1) == 0 ? 1 : -1;
                if (length is < 1 or > MaxCodeLength)
                {
                    throw Malformed("A code length of BZip2 is out of range");
                }
            }

            lengths[i] = length is >= 1 and <= MaxCodeLength ? (byte)length : throw Malformed("A code length of BZip2 is out of range");
        }

        code.Build(lengths[..symbolCount]);
    }

    private int ReadRuns(int endOfBlock, int selectorCount)
    {
        Array.Clear(_counts);
        int size = 0;
        long run = 0;
        int weight = 1;
        for (int group = 0; group < selectorCount; group++)
        {
            BZip2Code code = _codes[_selectors[group]];
            for (int i = 0; i < GroupSize; i++)
            {
                int symbol = TakeSymbol(code);
                if (symbol <= 1)
                {
                    run += (long)weight << symbol;
                    weight = run > _block.Length ? throw Malformed("A run of BZip2 is longer than its block") : weight << 1;
                    continue;
                }

                size = Append(size, _symbols[0], (int)run);
                (run, weight) = (0, 1);
                if (symbol == endOfBlock)
                {
                    return size;
                }

                size = Append(size, MoveToFront(_symbols, symbol - 1), 1);
            }
        }

        throw Malformed("A block of BZip2 has no end");
    }

    private int Append(int size, byte value, int count)
    {
        if (count > _block.Length - size)
        {
            throw Malformed("A block of BZip2 is longer than stated");
        }

        _block.AsSpan(size, count).Fill(value);
        _counts[value] += count;
        return size + count;
    }

    /// <summary>Undoes the Burrows-Wheeler transform (the next position stands above the byte) and the run lengths, and writes.</summary>
    private void WriteBlock(int origin, int size)
    {
        int sum = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            (_counts[i], sum) = (sum, sum + _counts[i]);
        }

        for (int i = 0; i < size; i++)
        {
            _block[_counts[(byte)_block[i]]++] |= i << 8;
        }

        byte[] output = new byte[1 << 15];
        int length = 0;
        int same = 0;
        int before = -1;
        int position = _block[origin] >>> 8;
        for (int i = 0; i < size; i++)
        {
            int entry = _block[position];
            position = entry >>> 8;
            byte value = (byte)entry;
            int count = same == 4 ? value : 1;
            byte written = same == 4 ? (byte)before : value;
            same = same == 4 ? 0 : value == before ? same + 1 : 1;
            before = same == 0 ? -1 : value;
            if (length + count > output.Length)
            {
                _destination.Write(output.AsSpan(0, length));
                length = 0;
            }

            output.AsSpan(length, count).Fill(written);
            length += count;
        }

        _destination.Write(output.AsSpan(0, length));
    }

    private static byte MoveToFront(Span<byte> list, int index)
    {
        byte value = list[index];
        list[..index].CopyTo(list[1..]);
        list[0] = value;
        return value;
    }

    private int TakeSymbol(BZip2Code code)
    {
        int bits = 0;
        for (int length = 1; length <= MaxCodeLength; length++)
        {
            bits = (bits << 1) | Take(1);
            if (code.TryFind(bits, length, out int symbol))
            {
                return symbol;
            }
        }

        throw Malformed("The bits of a BZip2 block fit none of its codes");
    }

    private int Take(int count)
    {
        while (_bitCount < count)
        {
            _bits = (_bits << 8) | NextByte();
            _bitCount += 8;
        }

        _bitCount -= count;
        return (int)(_bits >> _bitCount) & ((1 << count) - 1);
    }

    private byte NextByte()
    {
        if (_inputPosition == _inputEnd)
        {
            _inputPosition = 0;
            _inputEnd = _source.Read(_input);
            if (_inputEnd == 0)
            {
                throw Malformed("The data of BZip2 end inside a stream");
            }
        }

        return _input[_inputPosition++];
    }

    /// <summary>A prefix code, most significant bit first.</summary>
    private sealed class BZip2Code
    {
        private readonly int[] _first = new int[MaxCodeLength + 1];
        private readonly int[] _count = new int[MaxCodeLength + 1];
        private readonly int[] _index = new int[MaxCodeLength + 1];
        private readonly short[] _sorted = new short[258];

        public void Build(ReadOnlySpan<byte> lengths)
        {
            Array.Clear(_count);
            foreach (byte length in lengths)
            {
                _count[length]++;
            }

            int code = 0;
            int index = 0;
            for (int length = 1; length <= MaxCodeLength; length++)
            {
                code <<= 1;
                (_first[length], _index[length]) = (code, index);
                code += _count[length];
                for (int symbol = 0; symbol < lengths.Length; symbol++)
                {
                    if (lengths[symbol] == length)
                    {
                        _sorted[index++] = (short)symbol;
                    }
                }
            }
        }

        public bool TryFind(int bits, int length, out int symbol)
        {
            int place = bits - _first[length];
            bool isFound = place >= 0 && place < _count[length];
            symbol = isFound ? _sorted[_index[length] + place] : -1;
            return isFound;
        }
    }
}

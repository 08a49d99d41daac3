namespace CaseTriage.TestKit.Archives;

/// <summary>
/// Packs data as LZX in the form of cabinets ([MS-PATCH] 2, with the differences of [MS-CAB] 3.3.2): matches with repeated offsets, verbatim and
/// aligned blocks over several frames. Simple and greedy, but the data are those that any encoder could make.
/// </summary>
public sealed class LzxEncoder
{
    private const int FrameSize = 1 << 15;
    private const int BlockFrames = 4;
    private const int MaxMatch = 257;
    private const int MinMatch = 3;
    private const int HashBits = 16;
    private const int MaxChain = 16;
    private static readonly int[] Slots = [30, 32, 34, 36, 38, 42, 50];
    private static readonly int[] ExtraBits = [.. Enumerable.Range(0, 50).Select(slot => slot < 4 ? 0 : Math.Min(17, (slot / 2) - 1))];
    private static readonly int[] Bases = CreateBases();

    private readonly byte[] _data;
    private readonly int _windowBits;
    private readonly LzxBitWriter _bits = new();
    private readonly int[] _heads = new int[1 << HashBits];
    private readonly int[] _before;
    private readonly byte[] _mainLengths;
    private readonly byte[] _lengthLengths = new byte[249];
    private readonly int[] _repeated = [1, 1, 1];

    private LzxEncoder(byte[] data, int windowBits)
    {
        _data = data;
        _windowBits = windowBits;
        _before = new int[data.Length];
        _mainLengths = new byte[256 + (8 * Slots[windowBits - 15])];
        Array.Fill(_heads, -1);
    }

    /// <summary>A folder of LZX.</summary>
    /// <param name="windowBits">15 to 21.</param>
    /// <param name="files">Its files.</param>
    public static CabFolderSpec Folder(int windowBits, params IReadOnlyList<CabFileSpec> files) =>
        new((ushort)((windowBits << 8) | 3), new LzxEncoder([.. files.SelectMany(file => file.Content)], windowBits).Encode(), files);

    private static int[] CreateBases()
    {
        int[] bases = new int[ExtraBits.Length + 1];
        for (int slot = 0; slot < ExtraBits.Length; slot++)
        {
            bases[slot + 1] = bases[slot] + (1 << ExtraBits[slot]);
        }

        return bases;
    }

    private List<CabBlockSpec> Encode()
    {
        List<CabBlockSpec> frames = [];
        _bits.Write(0, 1);
        for (int start = 0, number = 0; start < _data.Length; start += FrameSize * BlockFrames, number++)
        {
            int end = Math.Min(_data.Length, start + (FrameSize * BlockFrames));
            List<Token> tokens = FindTokens(start, end);
            bool isAligned = number % 2 == 1;
            WriteHead(tokens, end - start, isAligned, out LzxHuffman main, out LzxHuffman lengths);
            foreach (Token token in tokens)
            {
                Write(token, main, lengths, isAligned);
                if (token.End % FrameSize == 0 || token.End == _data.Length)
                {
                    frames.Add(new CabBlockSpec(_bits.TakeFrame(), token.End % FrameSize == 0 ? FrameSize : token.End % FrameSize));
                }
            }
        }

        return frames;
    }

    private List<Token> FindTokens(int start, int end)
    {
        List<Token> tokens = [];
        for (int position = start; position < end;)
        {
            // A match ends with its frame, and so with its block.
            int room = Math.Min(MaxMatch, Math.Min(end, (position / FrameSize * FrameSize) + FrameSize) - position);
            (int length, int offset) = FindMatch(position, room);
            int taken = length >= MinMatch ? length : 1;
            for (int i = position; i < position + taken; i++)
            {
                Remember(i);
            }

            tokens.Add(taken == 1 ? new Token(position + 1, _data[position], 0, 0) : MatchToken(position + taken, taken, offset));
            position += taken;
        }

        return tokens;
    }

    private Token MatchToken(int end, int length, int offset)
    {
        int repeat = Array.IndexOf(_repeated, offset);
        if (repeat >= 0)
        {
            (_repeated[0], _repeated[repeat]) = (_repeated[repeat], _repeated[0]);
            return new Token(end, Symbol(repeat, length), length, 0);
        }

        (_repeated[2], _repeated[1], _repeated[0]) = (_repeated[1], _repeated[0], offset);
        int slot = Array.FindIndex(Bases, 3, first => first > offset + 2) - 1;
        return new Token(end, Symbol(slot, length), length, offset + 2 - Bases[slot]);
    }

    private static int Symbol(int slot, int length) => 256 + (slot << 3) + Math.Min(length - 2, 7);

    private (int Length, int Offset) FindMatch(int position, int room)
    {
        int best = 0;
        int offset = 0;
        if (room < MinMatch)
        {
            return default;
        }

        int candidate = _heads[HashOf(position)];
        for (int i = 0; i < MaxChain && candidate >= 0 && position - candidate <= (1 << _windowBits) - 3; i++, candidate = _before[candidate])
        {
            int length = _data.AsSpan(position, room).CommonPrefixLength(_data.AsSpan(candidate, room));
            if (length > best)
            {
                (best, offset) = (length, position - candidate);
            }
        }

        return (best, offset);
    }

    private void Remember(int position)
    {
        if (position + MinMatch <= _data.Length)
        {
            int hash = HashOf(position);
            _before[position] = _heads[hash];
            _heads[hash] = position;
        }
    }

    private int HashOf(int position) =>
        (int)((uint)((_data[position] | (_data[position + 1] << 8) | (_data[position + 2] << 16)) * 2654435761L) >> (32 - HashBits));

    private void WriteHead(List<Token> tokens, int size, bool isAligned, out LzxHuffman main, out LzxHuffman lengths)
    {
        int[] mainCounts = new int[_mainLengths.Length];
        int[] lengthCounts = new int[_lengthLengths.Length];
        foreach (Token token in tokens)
        {
            mainCounts[token.Symbol]++;
            if (token.Length >= 9)
            {
                lengthCounts[token.Length - 9]++;
            }
        }

        main = LzxHuffman.Of(mainCounts, 16);
        lengths = LzxHuffman.Of(lengthCounts, 16);
        _bits.Write(isAligned ? 2 : 1, 3);
        _bits.Write(size >> 8, 16);
        _bits.Write(size & 0xFF, 8);
        for (int i = 0; isAligned && i < 8; i++)
        {
            _bits.Write(3, 3);
        }

        WriteLengths(_mainLengths.AsSpan(0, 256), main.Lengths.AsSpan(0, 256));
        WriteLengths(_mainLengths.AsSpan(256), main.Lengths.AsSpan(256));
        WriteLengths(_lengthLengths, lengths.Lengths);
    }

    /// <summary>Writes code lengths as differences to those of the block before, runs of zeros short.</summary>
    private void WriteLengths(Span<byte> before, ReadOnlySpan<byte> lengths)
    {
        List<(int Symbol, int Extra)> symbols = [];
        for (int i = 0; i < lengths.Length;)
        {
            int zeros = lengths[i..].IndexOfAnyExcept((byte)0);
            zeros = Math.Min(zeros < 0 ? lengths.Length - i : zeros, 51);
            symbols.Add(zeros switch
            {
                >= 20 => (18, zeros - 20),
                >= 4 => (17, zeros - 4),
                _ => ((before[i] - lengths[i] + 17) % 17, 0),
            });
            i += Math.Max(zeros >= 4 ? zeros : 1, 1);
        }

        int[] counts = new int[20];
        symbols.ForEach(one => counts[one.Symbol]++);
        LzxHuffman tree = LzxHuffman.Of(counts, 15);
        foreach (byte length in tree.Lengths)
        {
            _bits.Write(length, 4);
        }

        foreach ((int symbol, int extra) in symbols)
        {
            tree.Write(_bits, symbol);
            _bits.Write(extra, symbol switch { 17 => 4, 18 => 5, _ => 0 });
        }

        lengths.CopyTo(before);
    }

    private void Write(Token token, LzxHuffman main, LzxHuffman lengths, bool isAligned)
    {
        main.Write(_bits, token.Symbol);
        if (token.Length >= 9)
        {
            lengths.Write(_bits, token.Length - 9);
        }

        int extra = token.Symbol < 256 ? 0 : ExtraBits[(token.Symbol - 256) >> 3];
        if (isAligned && extra >= 3)
        {
            // All eight codes have three bits, so each is its own number.
            _bits.Write(token.Footer >> 3, extra - 3);
            _bits.Write(token.Footer & 7, 3);
        }
        else
        {
            _bits.Write(token.Footer, extra);
        }
    }

    private readonly record struct Token(int End, int Symbol, int Length, int Footer);
}

/// <summary>Bits from the highest down in 16-bit little-endian words.</summary>
internal sealed class LzxBitWriter
{
    private readonly List<byte> _bytes = [];
    private uint _word;
    private int _count;

    public void Write(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _word = (_word << 1) | ((uint)(value >> i) & 1);
            if (++_count == 16)
            {
                Flush();
            }
        }
    }

    /// <summary>Ends the frame with its word.</summary>
    public byte[] TakeFrame()
    {
        if (_count > 0)
        {
            _word <<= 16 - _count;
            Flush();
        }

        byte[] frame = [.. _bytes];
        _bytes.Clear();
        return frame;
    }

    private void Flush()
    {
        _bytes.Add((byte)_word);
        _bytes.Add((byte)(_word >> 8));
        (_word, _count) = (0, 0);
    }
}

/// <summary>A complete prefix code with canonical codes.</summary>
internal sealed class LzxHuffman
{
    private readonly int[] _codes;

    private LzxHuffman(byte[] lengths)
    {
        Lengths = lengths;
        _codes = new int[lengths.Length];
        int code = 0;
        for (int length = 1; length <= 16; length++)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    _codes[symbol] = code++;
                }
            }

            code <<= 1;
        }
    }

    public byte[] Lengths { get; }

    /// <summary>The code of symbols by how often they come; all lengths are 0 where none comes.</summary>
    public static LzxHuffman Of(int[] counts, int maxLength)
    {
        int[] used = [.. Enumerable.Range(0, counts.Length).Where(symbol => counts[symbol] > 0)];
        if (used.Length == 1)
        {
            // A code needs two symbols to be complete.
            used = [used[0], used[0] == 0 ? 1 : 0];
        }

        for (int shift = 0; ; shift++)
        {
            byte[] lengths = Measure(counts, used, shift);
            if (lengths.Max() <= maxLength)
            {
                return new LzxHuffman(lengths);
            }
        }
    }

    public void Write(LzxBitWriter bits, int symbol) => bits.Write(_codes[symbol], Lengths[symbol]);

    private static byte[] Measure(int[] counts, int[] used, int shift)
    {
        byte[] lengths = new byte[counts.Length];
        var queue = new PriorityQueue<int[], long>(used.Select(symbol => (new[] { symbol }, (long)(counts[symbol] >> shift) + 1)));
        while (queue.Count > 1)
        {
            queue.TryDequeue(out int[]? one, out long first);
            queue.TryDequeue(out int[]? other, out long second);
            int[] both = [.. one ?? [], .. other ?? []];
            foreach (int symbol in both)
            {
                lengths[symbol]++;
            }

            queue.Enqueue(both, first + second);
        }

        return lengths;
    }
}

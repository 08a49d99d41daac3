namespace CaseTriage.Formats.Binary;

/// <summary>A prefix code of Deflate: symbols by the bits that the stream holds, least significant bit first (RFC 1951, 3.2.2).</summary>
internal sealed class DeflateCode
{
    /// <summary>Longest code, in bits.</summary>
    public const int MaxLength = 15;

    private const int FastBits = 10;

    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly ushort[] _symbols;
    private readonly ushort[] _counts = new ushort[MaxLength + 1];

    /// <param name="maxSymbols">Most symbols that the code can have.</param>
    public DeflateCode(int maxSymbols) => _symbols = new ushort[maxSymbols];

    /// <summary>
    /// Takes new code lengths, one a symbol, 0 for a symbol that is not used. False where they form no code; one single code of one bit is
    /// accepted, and none at all, as every deflater may write them for distances.
    /// </summary>
    public bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_counts);
        foreach (byte length in lengths)
        {
            _counts[length]++;
        }

        int used = lengths.Length - _counts[0];
        _counts[0] = 0;
        int free = 1;
        for (int length = 1; length <= MaxLength; length++)
        {
            free = (free << 1) - _counts[length];
            if (free < 0)
            {
                return false;
            }
        }

        if (free > 0 && (used > 1 || used != _counts[1]))
        {
            return false;
        }

        Fill(lengths);
        return true;
    }

    /// <summary>Finds the symbol at the front of the bits.</summary>
    /// <param name="bits">At least <see cref="MaxLength"/> bits of the stream.</param>
    /// <param name="length">Bits that it takes; 0 where no code fits.</param>
    public int Decode(ulong bits, out int length)
    {
        int entry = _fast[(int)bits & ((1 << FastBits) - 1)];
        length = entry & 0xF;
        return length != 0 ? entry >> 4 : DecodeLong(bits, out length);
    }

    private int DecodeLong(ulong bits, out int length)
    {
        int code = 0;
        int first = 0;
        int index = 0;
        for (length = 1; length <= MaxLength; length++)
        {
            code |= (int)(bits & 1);
            bits >>= 1;
            int count = _counts[length];
            if (code - first < count)
            {
                return _symbols[index + code - first];
            }

            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        length = 0;
        return -1;
    }

    private void Fill(ReadOnlySpan<byte> lengths)
    {
        Span<int> next = stackalloc int[MaxLength + 1];
        Span<int> codes = stackalloc int[MaxLength + 1];
        int code = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            next[length] = next[length - 1] + (length > 1 ? _counts[length - 1] : 0);
            code = (code + (length > 1 ? _counts[length - 1] : 0)) << 1;
            codes[length] = code;
        }

        Array.Clear(_fast);
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }

            _symbols[next[length]++] = (ushort)symbol;
            int bits = codes[length]++;
            if (length <= FastBits)
            {
                FillFast(symbol, bits, length);
            }
        }
    }

    private void FillFast(int symbol, int code, int length)
    {
        int reversed = 0;
        for (int i = 0; i < length; i++)
        {
            reversed |= ((code >> i) & 1) << (length - 1 - i);
        }

        for (int i = reversed; i < _fast.Length; i += 1 << length)
        {
            _fast[i] = (ushort)((symbol << 4) | length);
        }
    }
}

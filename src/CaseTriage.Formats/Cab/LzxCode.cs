using System.Runtime.CompilerServices;

namespace CaseTriage.Formats.Cab;

/// <summary>A prefix code of LZX: most significant bit first, codes to 16 bits.</summary>
internal sealed class LzxCode
{
    /// <summary>Longest code, in bits.</summary>
    public const int MaxLength = 16;

    private const int FastBits = 11;

    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly ushort[] _sorted;
    private readonly int[] _count = new int[MaxLength + 1];
    private readonly int[] _first = new int[MaxLength + 2];
    private readonly int[] _index = new int[MaxLength + 2];

    /// <param name="maxSymbols">Most symbols that the code can have.</param>
    public LzxCode(int maxSymbols) => _sorted = new ushort[maxSymbols];

    /// <summary>Takes new code lengths, one a symbol, 0 for a symbol that is not used. False where they form no complete code.</summary>
    public bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_count);
        foreach (byte length in lengths)
        {
            _count[length]++;
        }

        _count[0] = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            _first[length + 1] = (_first[length] + _count[length]) << 1;
            _index[length + 1] = _index[length] + _count[length];
        }

        bool isComplete = _first[MaxLength] + _count[MaxLength] == 1 << MaxLength;
        Array.Clear(_fast);
        if (isComplete)
        {
            Fill(lengths);
        }

        return isComplete;
    }

    /// <summary>Finds the symbol at the front of the bits.</summary>
    /// <param name="bits">The next 16 bits of the stream.</param>
    /// <param name="length">Bits that it takes.</param>
    /// <exception cref="MalformedDataException">No code fits: none was built.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(int bits, out int length)
    {
        int entry = _fast[bits >> (MaxLength - FastBits)];
        length = entry & 0xF;
        return length != 0 ? entry >> 4 : DecodeLong(bits, out length);
    }

    private int DecodeLong(int bits, out int length)
    {
        for (length = FastBits + 1; length <= MaxLength; length++)
        {
            int place = (bits >> (MaxLength - length)) - _first[length];
            if (place >= 0 && place < _count[length])
            {
                return _sorted[_index[length] + place];
            }
        }

        throw LzxDecoder.Malformed("The bits fit none of the codes");
    }

    private void Fill(ReadOnlySpan<byte> lengths)
    {
        Span<int> next = stackalloc int[MaxLength + 2];
        _index.AsSpan().CopyTo(next);
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }

            int code = _first[length] + next[length] - _index[length];
            _sorted[next[length]++] = (ushort)symbol;
            if (length <= FastBits)
            {
                _fast.AsSpan(code << (FastBits - length), 1 << (FastBits - length)).Fill((ushort)((symbol << 4) | length));
            }
        }
    }
}

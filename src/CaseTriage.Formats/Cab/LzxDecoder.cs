using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CaseTriage.Formats.Cab;

/// <summary>
/// LZX as cabinets use it ([MS-PATCH] 2, which corrects the paper of 1997): one frame of 32 KiB a CFDATA, each begins on a word; LZX blocks span frames.
/// A match reaches over neither.
/// </summary>
internal sealed class LzxDecoder : ICabBlockDecoder
{
    private const int MinWindowBits = 15;
    private const int MaxWindowBits = 21;
    private const int Literals = 256;
    private const int LengthSymbols = 249;
    private const int MinMatch = 2;
    private const int RepeatedOffsets = 3;

    private static readonly byte[] s_slotsByWindow = [30, 32, 34, 36, 38, 42, 50];
    private static readonly byte[] s_extraBits = [.. Enumerable.Range(0, 50).Select(slot => (byte)Math.Clamp((slot / 2) - 1, 0, 17))];
    private static readonly int[] s_slotBase = CreateSlotBase();

    private readonly int _windowSize;
    private readonly byte[] _window;
    private readonly byte[] _mainLengths;
    private readonly byte[] _lengthLengths = new byte[LengthSymbols];
    private readonly LzxCode _main;
    private readonly LzxCode _length = new(LengthSymbols);
    private readonly LzxCode _aligned = new(8);
    private readonly LzxCode _tree = new(20);
    private readonly LzxCallTranslation _calls = new();
    private LzxBits _bits;
    private bool _isStarted;
    private bool _hasLengths;
    private bool _isPadded;
    private LzxBlockType _type;
    private int _remaining;
    private int _position;
    private long _written;
    private int _repeat0 = 1;
    private int _repeat1 = 1;
    private int _repeat2 = 1;

    /// <param name="windowBits">Binary logarithm of the window, 15 to 21.</param>
    /// <exception cref="MalformedDataException">It is another.</exception>
    public LzxDecoder(int windowBits)
    {
        if (windowBits is < MinWindowBits or > MaxWindowBits)
        {
            throw new MalformedDataException("cab-method", string.Create(CultureInfo.InvariantCulture,
                $"The folder is compressed with LZX and a window of 2^{windowBits} bytes; expected 2^{MinWindowBits} to 2^{MaxWindowBits}."));
        }

        _windowSize = 1 << windowBits;
        _window = new byte[2 * _windowSize];
        _mainLengths = new byte[Literals + (8 * s_slotsByWindow[windowBits - MinWindowBits])];
        _main = new LzxCode(_mainLengths.Length);
    }

    private enum LzxBlockType
    {
        Verbatim = 1,
        Aligned = 2,
        Uncompressed = 3,
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Decode(ArraySegment<byte> block, int size)
    {
        SlideWindow(size);
        _bits.Reset(block);
        if (!_isStarted)
        {
            _isStarted = true;
            _calls.FileSize = _bits.Take(1) == 1 ? (_bits.Take(16) << 16) | _bits.Take(16) : 0;
        }

        int start = _position;
        int end = start + size;
        while (_position < end)
        {
            if (_remaining == 0)
            {
                ReadBlockHeader();
            }

            DecodeRun(Math.Min(_remaining, end - _position));
        }

        if (_isPadded && _remaining == 0 && _bits.RemainingBytes > 0)
        {
            _isPadded = false;
        }

        _written += size;
        return _calls.Translate(_window.AsMemory(start, size), _written - size);
    }

    /// <summary>The refusal of data that are no LZX; <paramref name="message"/> without its full stop.</summary>
    public static MalformedDataException Malformed(string message) => new("lzx", $"{message}.");

    private static int[] CreateSlotBase()
    {
        int[] bases = new int[s_extraBits.Length];
        for (int slot = 1; slot < bases.Length; slot++)
        {
            bases[slot] = bases[slot - 1] + (1 << s_extraBits[slot - 1]);
        }

        return bases;
    }

    private void SlideWindow(int size)
    {
        if (_position + size > _window.Length)
        {
            _window.AsSpan(_position - _windowSize, _windowSize).CopyTo(_window);
            _position = _windowSize;
        }
    }

    private void ReadBlockHeader()
    {
        if (_isPadded)
        {
            _bits.TakeBytes(1);
            _isPadded = false;
        }

        _type = (LzxBlockType)_bits.Take(3);
        _remaining = (_bits.Take(16) << 8) | _bits.Take(8);
        switch (_type)
        {
            case LzxBlockType.Verbatim:
                ReadCodes();
                break;
            case LzxBlockType.Aligned:
                ReadAlignedCode();
                ReadCodes();
                break;
            case LzxBlockType.Uncompressed:
                _bits.Align();
                ReadRepeatedOffsets();
                _isPadded = (_remaining & 1) == 1;
                break;
            default:
                throw Malformed(string.Create(CultureInfo.InvariantCulture, $"A block has the undefined type {(int)_type}"));
        }
    }

    private void ReadRepeatedOffsets()
    {
        ReadOnlySpan<byte> bytes = _bits.TakeBytes(RepeatedOffsets * sizeof(int));
        _repeat0 = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        _repeat1 = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        _repeat2 = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
    }

    private void ReadAlignedCode()
    {
        Span<byte> lengths = stackalloc byte[8];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (byte)_bits.Take(3);
        }

        Build(_aligned, lengths);
    }

    private void ReadCodes()
    {
        ReadLengths(_mainLengths.AsSpan(0, Literals));
        ReadLengths(_mainLengths.AsSpan(Literals));
        Build(_main, _mainLengths);
        ReadLengths(_lengthLengths);
        _hasLengths = _lengthLengths.AsSpan().ContainsAnyExcept((byte)0);
        if (_hasLengths)
        {
            Build(_length, _lengthLengths);
        }
    }

    private static void Build(LzxCode code, ReadOnlySpan<byte> lengths)
    {
        if (!code.TryBuild(lengths))
        {
            throw Malformed("The code lengths of a block form no complete code");
        }
    }

    /// <summary>Reads code lengths, each as its difference to that of the block before.</summary>
    private void ReadLengths(Span<byte> lengths)
    {
        Span<byte> tree = stackalloc byte[20];
        for (int i = 0; i < tree.Length; i++)
        {
            tree[i] = (byte)_bits.Take(4);
        }

        Build(_tree, tree);
        for (int i = 0; i < lengths.Length;)
        {
            int symbol = _bits.Take(_tree);
            int count = symbol switch { 17 => 4 + _bits.Take(4), 18 => 20 + _bits.Take(5), 19 => 4 + _bits.Take(1), _ => 1 };
            if (count > lengths.Length - i)
            {
                throw Malformed("A run of code lengths is longer than the table");
            }

            int difference = symbol == 19 ? _bits.Take(_tree) : symbol;
            if (symbol == 19 && difference > 16)
            {
                throw Malformed("A repeated code length is none");
            }

            lengths.Slice(i, count).Fill(symbol is 17 or 18 ? (byte)0 : (byte)((lengths[i] - difference + 17) % 17));
            i += count;
        }
    }

    private void DecodeRun(int size)
    {
        if (_type == LzxBlockType.Uncompressed)
        {
            _bits.TakeBytes(size).CopyTo(_window.AsSpan(_position));
            _position += size;
        }
        else
        {
            DecodeCompressed(_position + size);
        }

        _remaining -= size;
    }

    /// <remarks>The inner loop: bits and position are kept in local variables, and whether the bits were there is looked at once, at its end.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecodeCompressed(int end)
    {
        LzxBits bits = _bits;
        byte[] window = _window;
        int position = _position;
        while (position < end)
        {
            bits.Fill();
            int symbol = bits.TakeHeld(_main);
            if (symbol < Literals)
            {
                window[position++] = (byte)symbol;
                continue;
            }

            int length = (symbol - Literals) & 7;
            if (length == 7)
            {
                length += _hasLengths ? bits.TakeHeld(_length) : throw Malformed("A match needs a length code, and there is none");
            }

            length += MinMatch;
            int slot = (symbol - Literals) >> 3;
            int offset;
            if (slot < RepeatedOffsets)
            {
                offset = TakeRepeated(slot);
            }
            else
            {
                int extra = s_extraBits[slot];
                bits.Fill();
                int footer = _type == LzxBlockType.Aligned && extra >= 3
                    ? (bits.TakeHeld(extra - 3) << 3) + bits.TakeHeld(_aligned)
                    : bits.TakeHeld(extra);
                offset = s_slotBase[slot] - RepeatedOffsets + 1 + footer;
                (_repeat2, _repeat1, _repeat0) = (_repeat1, _repeat0, offset);
            }

            if (offset <= 0 || offset > position || offset > _windowSize || length > end - position)
            {
                throw Malformed(string.Create(CultureInfo.InvariantCulture, $"A match of {length} bytes goes back {offset}: one of them is too many"));
            }

            Copy(window, position, offset, length);
            position += length;
        }

        bits.Check();
        (_bits, _position) = (bits, position);
    }

    private int TakeRepeated(int slot)
    {
        if (slot == 1)
        {
            (_repeat0, _repeat1) = (_repeat1, _repeat0);
        }
        else if (slot == 2)
        {
            (_repeat0, _repeat2) = (_repeat2, _repeat0);
        }

        return _repeat0;
    }

    /// <summary>Copies a match; where it reaches into itself, its bytes repeat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte[] window, int position, int offset, int length)
    {
        Span<byte> target = window.AsSpan(position, length);
        if (offset >= length)
        {
            window.AsSpan(position - offset, length).CopyTo(target);
        }
        else if (offset == 1)
        {
            target.Fill(window[position - 1]);
        }
        else
        {
            ReadOnlySpan<byte> source = window.AsSpan(position - offset, length);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = source[i];
            }
        }
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CaseTriage.Formats.Cab;

/// <summary>The bits of an LZX block: 16-bit little-endian words, each from its most significant bit ([MS-PATCH] 2.1).</summary>
/// <remarks>Its methods are inlined, so that a copy in a local variable lives in registers while a frame is decoded.</remarks>
internal struct LzxBits
{
    private const int WordBits = 16;

    private byte[] _data;
    private int _position;
    private int _end;
    private ulong _bits;
    private int _count;
    private int _missing;

    /// <summary>Begins with a new block.</summary>
    public void Reset(ArraySegment<byte> data)
    {
        _data = data.Array ?? [];
        (_position, _end) = (data.Offset, data.Offset + data.Count);
        (_bits, _count, _missing) = (0, 0, 0);
    }

    /// <summary>Bytes that no bit was taken of, while no bits are held.</summary>
    public readonly int RemainingBytes => _end - _position;

    /// <summary>Takes 0 to 17 bits.</summary>
    public int Take(int count)
    {
        Fill();
        int value = TakeHeld(count);
        Check();
        return value;
    }

    /// <summary>Takes one symbol.</summary>
    public int Take(LzxCode code)
    {
        Fill();
        int symbol = TakeHeld(code);
        Check();
        return symbol;
    }

    /// <summary>Takes bits of those that <see cref="Fill"/> saw to; whether they were there <see cref="Check"/> says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeHeld(int count)
    {
        int value = (int)(_bits >> 1 >> (63 - count));
        _bits <<= count;
        _count -= count;
        return value;
    }

    /// <summary>Takes a symbol of the bits that <see cref="Fill"/> saw to; whether they were there <see cref="Check"/> says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeHeld(LzxCode code)
    {
        int symbol = code.Decode((int)(_bits >> (64 - LzxCode.MaxLength)), out int length);
        _bits <<= length;
        _count -= length;
        return symbol;
    }

    /// <summary>Sees to 33 bits or more. Past the end they are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill()
    {
        if (_count > 32)
        {
            return;
        }

        if (_end - _position >= sizeof(uint))
        {
            _bits |= (ulong)BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(_data.AsSpan(_position)), WordBits) << (32 - _count);
            _position += sizeof(uint);
            _count += 2 * WordBits;
            return;
        }

        while (_count <= 32)
        {
            if (_end - _position >= sizeof(ushort))
            {
                _bits |= (ulong)BinaryPrimitives.ReadUInt16LittleEndian(_data.AsSpan(_position)) << (64 - WordBits - _count);
                _position += sizeof(ushort);
            }
            else
            {
                _missing += WordBits;
            }

            _count += WordBits;
        }
    }

    /// <summary>Refuses to have taken bits past the end.</summary>
    public readonly void Check()
    {
        if (_count < _missing)
        {
            throw LzxDecoder.Malformed("The data end too early");
        }
    }

    /// <summary>Leaves the bits for bytes: 1 to 16 bits of padding, then the next whole word.</summary>
    public void Align()
    {
        Fill();
        int padding = _count % WordBits;
        TakeHeld(padding == 0 ? WordBits : padding);
        Check();
        _position -= (_count - _missing) / 8;
        (_bits, _count, _missing) = (0, 0, 0);
    }

    /// <summary>Takes bytes, while no bits are held.</summary>
    public ReadOnlySpan<byte> TakeBytes(int count)
    {
        if (count > RemainingBytes)
        {
            throw LzxDecoder.Malformed("The data end inside an uncompressed part");
        }

        _position += count;
        return _data.AsSpan(_position - count, count);
    }
}

using System.Buffers.Binary;

namespace CaseTriage.Formats.Cab;

/// <summary>The bits of an LZX block: 16-bit little-endian words, each from its most significant bit ([MS-PATCH] 2.1).</summary>
internal struct LzxBits
{
    private const int WordBits = 16;

    private ArraySegment<byte> _data;
    private int _position;
    private ulong _bits;
    private int _count;
    private int _missing;

    /// <summary>Begins with a new block.</summary>
    public void Reset(ArraySegment<byte> data)
    {
        _data = data;
        (_position, _bits, _count, _missing) = (0, 0, 0, 0);
    }

    /// <summary>Bytes that no bit was taken of, while no bits are held.</summary>
    public readonly int RemainingBytes => _data.Count - _position;

    /// <summary>Takes 0 to 17 bits.</summary>
    public int Take(int count)
    {
        Fill();
        int value = (int)(_bits >> 1 >> (63 - count));
        Drop(count);
        return value;
    }

    /// <summary>Takes one symbol.</summary>
    public int Take(LzxCode code)
    {
        Fill();
        int symbol = code.Decode((int)(_bits >> (64 - LzxCode.MaxLength)), out int length);
        if (length == 0)
        {
            throw LzxDecoder.Malformed("The bits fit none of the codes");
        }

        Drop(length);
        return symbol;
    }

    /// <summary>Leaves the bits for bytes: 1 to 16 bits of padding, then the next whole word.</summary>
    public void Align()
    {
        Fill();
        int padding = _count % WordBits;
        Drop(padding == 0 ? WordBits : padding);
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

    private void Drop(int count)
    {
        _bits <<= count;
        _count -= count;
        if (_count < _missing)
        {
            throw LzxDecoder.Malformed("The data end too early");
        }
    }

    /// <summary>Sees to more than 32 bits. Past the end they are zeros, and taking one of those is an error.</summary>
    private void Fill()
    {
        while (_count <= 32)
        {
            if (_data.Count - _position >= sizeof(ushort))
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
}

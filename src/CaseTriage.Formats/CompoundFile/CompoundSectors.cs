using System.Buffers.Binary;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.CompoundFile;

/// <summary>The sectors of a compound file, which follow its header (MS-CFB 2.1).</summary>
internal sealed class CompoundSectors(Stream stream, int shift)
{
    /// <summary>Numbers from here on are no sectors (MS-CFB 2.1).</summary>
    public const uint FirstReserved = 0xFFFFFFFA;

    public const uint EndOfChain = 0xFFFFFFFE;

    public int Size => 1 << shift;

    /// <summary>Sectors that the file has room for, one cut at its end included.</summary>
    public long Count => Math.Max(0, ((stream.Length + Size - 1) >> shift) - 1);

    /// <summary>Reads a part of a sector; gives what is there of it.</summary>
    public Span<byte> Read(uint sector, int offset, Span<byte> buffer) => stream.ReadAt(((sector + 1L) << shift) + offset, buffer);
}

/// <summary>A FAT or mini FAT (MS-CFB 2.3, 2.4): for each sector the one that follows it. Of its own sectors one at a time is held.</summary>
/// <param name="sectors">Of the file.</param>
/// <param name="places">Sectors in which the table lies, in order.</param>
internal sealed class SectorTable(CompoundSectors sectors, IReadOnlyList<uint> places)
{
    private readonly byte[] _sector = new byte[sectors.Size];
    private long _held = -1;
    private int _filled;

    /// <summary>The sector behind one; a reserved number where there is none, or where the table does not reach.</summary>
    public uint Next(uint sector)
    {
        long index = (long)sector * sizeof(uint) / sectors.Size;
        if (index >= places.Count)
        {
            return uint.MaxValue;
        }

        if (index != _held)
        {
            _filled = sectors.Read(places[(int)index], 0, _sector).Length;
            _held = index;
        }

        int offset = (int)((long)sector * sizeof(uint) % sectors.Size);
        return offset + sizeof(uint) <= _filled ? BinaryPrimitives.ReadUInt32LittleEndian(_sector.AsSpan(offset)) : uint.MaxValue;
    }
}

/// <summary>A walk along a chain of sectors that ends in every case: a chain that runs in a circle is found by Brent's method, without memory.</summary>
internal sealed class SectorChain(SectorTable table, uint first)
{
    private uint _next = first;
    private uint _mark = first;
    private long _steps;
    private long _stepsToMark = 1;

    /// <summary>Whether it ended otherwise than by its end mark.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Gives the next sector; false at the end.</summary>
    public bool TryNext(out uint sector)
    {
        sector = _next;
        if (sector >= CompoundSectors.FirstReserved)
        {
            IsBroken |= sector != CompoundSectors.EndOfChain;
            return false;
        }

        _next = table.Next(sector);
        if (_next == _mark)
        {
            (IsBroken, _next) = (true, CompoundSectors.EndOfChain);
        }
        else if (++_steps == _stepsToMark)
        {
            (_mark, _steps, _stepsToMark) = (_next, 0, _stepsToMark * 2);
        }

        return true;
    }
}

using System.Buffers.Binary;
using System.Text;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Registry;

/// <summary>The cells of a hive by their offsets. Every read stays in its cell; what does not fit is not there.</summary>
internal readonly ref struct HiveCells(ReadOnlySpan<byte> hive)
{
    /// <summary>Size of the base block; offsets of cells count from its end.</summary>
    public const int BaseBlockSize = 4096;

    private const int CellHeaderSize = sizeof(int);

    private readonly ReadOnlySpan<byte> _hive = hive;

    /// <summary>The content of a used cell; false where there is none at the offset.</summary>
    public bool TryGet(uint offset, out ReadOnlySpan<byte> cell)
    {
        cell = default;
        long start = BaseBlockSize + (long)offset;
        if (start + CellHeaderSize > _hive.Length)
        {
            return false;
        }

        // A used cell has its size negative.
        long size = -(long)BinaryPrimitives.ReadInt32LittleEndian(_hive[(int)start..]);
        if (size <= CellHeaderSize || start + size > _hive.Length)
        {
            return false;
        }

        cell = _hive.Slice((int)start + CellHeaderSize, (int)size - CellHeaderSize);
        return true;
    }

    /// <summary>Offset from the start of the file, for people.</summary>
    public static long PlaceOf(uint offset) => BaseBlockSize + (long)offset;

    /// <summary>A name: Latin-1 where the flag says so, else UTF-16.</summary>
    public static bool TryReadName(ReadOnlySpan<byte> cell, int offset, int length, bool isLatin, out string name)
    {
        name = "";
        var reader = new SpanReader(cell);
        if (!reader.TrySeek(offset) || !reader.TryReadBytes(length, out ReadOnlySpan<byte> bytes))
        {
            return false;
        }

        name = (isLatin ? Encoding.Latin1 : Encoding.Unicode).GetString(bytes);
        return true;
    }
}

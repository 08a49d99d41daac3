namespace CaseTriage.Formats.Archives;

/// <summary>CRC-64 of xz (xz-file-format 6: the polynomial of ECMA-182, bits reflected), which the checksums of the base library have unreflected only.</summary>
internal sealed class Crc64
{
    private static readonly ulong[] s_table = [.. Enumerable.Range(0, 256).Select(index => Step((ulong)index))];
    private ulong _state = ulong.MaxValue;

    /// <summary>The checksum of what was appended.</summary>
    public ulong Value => ~_state;

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ulong state = _state;
        foreach (byte value in bytes)
        {
            state = s_table[(byte)(state ^ value)] ^ (state >> 8);
        }

        _state = state;
    }

    private static ulong Step(ulong value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ (0xC96C5795D7870F42 & (ulong)-(long)(value & 1));
        }

        return value;
    }
}

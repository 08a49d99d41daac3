using System.Collections.Immutable;
using System.IO.Hashing;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>A file or folder by its header.</summary>
/// <param name="DictionaryInBytes">Memory that unpacking it takes.</param>
/// <param name="Crc32">CRC-32 that is stated, or null.</param>
internal sealed record RarFile(long DictionaryInBytes, uint? Crc32);

/// <summary>
/// A walk over the headers of a RAR ("RAR 5.0 archive format"; for version 4 the technote of WinRAR 3), before the library sees them: it
/// believes sizes that lead backward, and makes a dictionary as large as a header says.
/// </summary>
internal sealed class RarScan
{
    private const int MaxHeaderSize = 1 << 21;
    private const int MaxHeaders = 200_000;

    private readonly Stream _stream;
    private readonly ImmutableArray<RarFile>.Builder _files = ImmutableArray.CreateBuilder<RarFile>();
    private bool _isAtEnd;

    private RarScan(Stream stream) => _stream = stream;

    private static ReadOnlySpan<byte> Magic4 => [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7, 0];

    private static ReadOnlySpan<byte> Magic5 => [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7, 1, 0];

    /// <summary>Whether names and sizes are encrypted, too.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Whether each file is compressed with those before it.</summary>
    public bool IsSolid { get; private set; }

    /// <summary>Whether it is one file of a set.</summary>
    public bool IsVolume { get; private set; }

    /// <summary>Offset up to which headers are sound; data behind the last of them may reach the end of the stream.</summary>
    public long End { get; private set; }

    /// <summary>What is wrong with the headers, or null.</summary>
    public Damage? Damage { get; private set; }

    /// <summary>Each file and folder in their order.</summary>
    public ImmutableArray<RarFile> Files { get; private set; }

    /// <summary>Walks over the headers.</summary>
    /// <exception cref="MalformedDataException">It does not begin as a RAR does.</exception>
    public static RarScan Of(Stream stream, CancellationToken cancellationToken)
    {
        Span<byte> start = stackalloc byte[8];
        start = stream.ReadAt(0, start);
        bool isVersion5 = start.SequenceEqual(Magic5);
        if (!isVersion5 && !start.StartsWith(Magic4))
        {
            throw new MalformedDataException("not-rar", "The file does not begin as a RAR does. Ask for it again.");
        }

        var scan = new RarScan(stream) { End = isVersion5 ? Magic5.Length : Magic4.Length };
        scan.Walk(isVersion5, cancellationToken);
        return scan;
    }

    private void Walk(bool isVersion5, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxHeaders && !_isAtEnd && !IsEncrypted; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long next = isVersion5 ? Read5() : Read4();
            if (next <= End)
            {
                Damage = new Damage("rar-header", $"The RAR has no sound header at offset 0x{End:x}: it is damaged there, or was cut. What lies before was read. Ask for it again.", End);
                break;
            }

            // Data that are cut are left to the entry whose they are.
            End = Math.Min(next, _stream.Length);
            _isAtEnd |= next > _stream.Length;
        }

        Files = _files.ToImmutable();
    }

    /// <summary>Reads one header of version 4; the offset behind it and its data, or 0.</summary>
    private long Read4()
    {
        byte[] buffer = new byte[ushort.MaxValue];
        var reader = new SpanReader(_stream.ReadAt(End, buffer));
        if (!reader.TryReadUInt16(out ushort checksum) || !reader.TryReadByte(out byte type) || !reader.TryReadUInt16(out ushort flags)
            || !reader.TryReadUInt16(out ushort size) || size < 7 || size - 7 > reader.Remaining
            || (type != 0x7B && (ushort)Crc32.HashToUInt32(buffer.AsSpan(2, size - 2)) != checksum))
        {
            return 0;
        }

        long dataSize = 0;
        switch (type)
        {
            case 0x73:
                (IsVolume, IsSolid, IsEncrypted) = ((flags & 0x01) != 0, (flags & 0x08) != 0, (flags & 0x80) != 0);
                break;
            case 0x74 or 0x7A:
                reader.TryReadUInt32(out uint low);
                reader.TrySkip(5);
                bool hasCrc = reader.TryReadUInt32(out uint crc);
                uint high = 0;
                bool hasHigh = (flags & 0x100) != 0 && reader.TrySkip(12) && reader.TryReadUInt32(out high);
                dataSize = (hasHigh ? (long)high << 32 : 0) + low;
                if (type == 0x74)
                {
                    _files.Add(new RarFile((flags & 0xE0) == 0xE0 ? 0 : 0x10000L << ((flags & 0xE0) >> 5), hasCrc ? crc : null));
                }

                break;
            case 0x7B:
                _isAtEnd = true;
                break;
            default:
                dataSize = (flags & 0x8000) != 0 && reader.TryReadUInt32(out uint added) ? added : 0;
                break;
        }

        return dataSize < 0 || dataSize > long.MaxValue / 2 ? 0 : End + size + dataSize;
    }

    /// <summary>Reads one header of version 5; the offset behind it and its data, or 0.</summary>
    private long Read5()
    {
        Span<byte> start = stackalloc byte[sizeof(uint) + 3];
        var reader = new SpanReader(_stream.ReadAt(End, start));
        if (!reader.TryReadUInt32(out uint checksum) || !TryReadNumber(ref reader, out ulong size) || size is 0 or > MaxHeaderSize)
        {
            return 0;
        }

        byte[] header = new byte[reader.Position - sizeof(uint) + (int)size];
        if (_stream.ReadAt(End + sizeof(uint), header).Length < header.Length || Crc32.HashToUInt32(header) != checksum)
        {
            return 0;
        }

        var body = new SpanReader(header, reader.Position - sizeof(uint));
        ulong dataSize = 0;
        if (!TryReadNumber(ref body, out ulong type) || !TryReadNumber(ref body, out ulong flags)
            || ((flags & 1) != 0 && !TryReadNumber(ref body, out _)) || ((flags & 2) != 0 && !TryReadNumber(ref body, out dataSize))
            || dataSize > long.MaxValue / 2)
        {
            return 0;
        }

        Take5(type, ref body);
        return End + sizeof(uint) + header.Length + (long)dataSize;
    }

    private void Take5(ulong type, ref SpanReader body)
    {
        switch (type)
        {
            case 1 when TryReadNumber(ref body, out ulong flags):
                (IsVolume, IsSolid) = ((flags & 1) != 0, (flags & 4) != 0);
                break;
            case 2:
                _files.Add(ReadFile(ref body));
                break;
            case 4:
                IsEncrypted = true;
                break;
            case 5:
                _isAtEnd = true;
                break;
        }
    }

    /// <summary>What a header says; a dictionary above any limit where it cannot be read. The CRC of an encrypted file is another than that of its content.</summary>
    private static RarFile ReadFile(ref SpanReader body)
    {
        uint crc = 0;
        if (!TryReadNumber(ref body, out ulong flags) || !TryReadNumber(ref body, out _) || !TryReadNumber(ref body, out _)
            || ((flags & 2) != 0 && !body.TrySkip(sizeof(uint))) || ((flags & 4) != 0 && !body.TryReadUInt32(out crc))
            || !TryReadNumber(ref body, out ulong compression))
        {
            return new RarFile(long.MaxValue, Crc32: null);
        }

        return new RarFile((flags & 1) != 0 ? 0 : 0x20000L << (int)((compression >> 10) & 0x1F), (flags & 4) != 0 ? crc : null);
    }

    private static bool TryReadNumber(ref SpanReader reader, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70 && reader.TryReadByte(out byte part); shift += 7)
        {
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}

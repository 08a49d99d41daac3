using System.Buffers.Binary;
using System.Globalization;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Cab;

/// <summary>Unpacks one folder from its start to its end, once. The first bad block ends it; what came out before stands.</summary>
internal sealed class CabFolderReader
{
    /// <summary>Most bytes that come out of a block ([MS-CAB] 2.5, cbUncomp).</summary>
    public const int MaxBlockSize = 1 << 15;

    private const int MaxCompressedSize = MaxBlockSize + 6144;
    private const int BlockHeaderSize = 8;

    private readonly Stream _stream;
    private readonly CabFolder _folder;
    private readonly int _reserveSize;
    private readonly bool _isContinued;
    private readonly ICabBlockDecoder _decoder;
    private readonly byte[] _buffer;
    private readonly long _end;
    private ReadOnlyMemory<byte> _rest;
    private long _offset;
    private int _block;
    private MalformedDataException? _fault;

    /// <param name="stream">The cabinet.</param>
    /// <param name="header">Its header.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="extent">Its place, as measured.</param>
    /// <exception cref="MalformedDataException">The method or its window is not supported.</exception>
    public CabFolderReader(Stream stream, CabHeader header, CabFolder folder, CabExtent extent)
    {
        _stream = stream;
        _folder = folder;
        _reserveSize = header.DataReserveSize;
        _isContinued = header.NextName is not null && folder.Index == header.Folders.Length - 1;
        _decoder = CreateDecoder(folder);
        _buffer = new byte[BlockHeaderSize + _reserveSize + MaxCompressedSize];
        _offset = folder.DataOffset;
        _end = extent.SizeInBytes ?? (long)folder.BlockCount * MaxBlockSize;
    }

    /// <summary>Bytes that came out so far.</summary>
    public long Position { get; private set; }

    /// <summary>Writes the bytes of a range, which must not begin before <see cref="Position"/>; those before it to <paramref name="skipped"/>.</summary>
    /// <returns>What was wrong, or null where they are whole and their checksums right.</returns>
    public Damage? Copy(CabEntry entry, Stream destination, Stream skipped, CancellationToken cancellationToken)
    {
        (long start, long size) = (entry.OffsetInFolder, entry.SizeInBytes);
        if (start < Position)
        {
            return At("entry-overlap", "The entry lies over another entry of its folder; only the first is read");
        }

        if (start + size > _end)
        {
            return At("entry-size", string.Create(CultureInfo.InvariantCulture, $"The entry is said to end at {start + size} bytes of its folder, which has {_end}"));
        }

        try
        {
            Advance(skipped, start - Position, cancellationToken);
            Advance(destination, size, cancellationToken);
            return null;
        }
        catch (MalformedDataException malformed)
        {
            _fault = malformed;
            string code = malformed.Code.StartsWith("cab-", StringComparison.Ordinal) ? malformed.Code : "cab-data";
            return At(code, string.Create(CultureInfo.InvariantCulture, $"Block {_block} of folder {_folder.Index} cannot be read, and nothing behind it: {malformed.Message.TrimEnd('.')}"));
        }
    }

    private static ICabBlockDecoder CreateDecoder(CabFolder folder) => folder.Method switch
    {
        0 => new StoredDecoder(),
        1 => new MsZipDecoder(),
        2 => throw new MalformedDataException("cab-method", "The folder is compressed with Quantum, which is not supported. Ask for the files in a zip."),
        3 => new LzxDecoder(folder.WindowBits),
        _ => throw new MalformedDataException("cab-method", string.Create(CultureInfo.InvariantCulture, $"The folder is compressed with the unknown method {folder.Method}.")),
    };

    private void Advance(Stream destination, long size, CancellationToken cancellationToken)
    {
        while (size > 0)
        {
            if (_rest.IsEmpty)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _rest = ReadBlock();
            }

            int count = (int)Math.Min(size, _rest.Length);
            destination.Write(_rest.Span[..count]);
            _rest = _rest[count..];
            Position += count;
            size -= count;
        }
    }

    private ReadOnlyMemory<byte> ReadBlock()
    {
        if (_fault is not null)
        {
            throw _fault;
        }

        if (_block >= _folder.BlockCount)
        {
            throw new MalformedDataException("cab-data", string.Create(CultureInfo.InvariantCulture, $"The folder has only {_folder.BlockCount} blocks."));
        }

        CabBlock block = CabBlock.Read(_stream, _offset) ?? throw Truncated();
        int headSize = BlockHeaderSize + _reserveSize;
        Span<byte> bytes = _stream.ReadAt(_offset, _buffer.AsSpan(0, headSize + Math.Min(block.CompressedSize, MaxCompressedSize)));
        if (bytes.Length < headSize + Math.Min(block.CompressedSize, MaxCompressedSize))
        {
            throw Truncated();
        }

        Check(block, bytes, headSize);
        ReadOnlyMemory<byte> content = _decoder.Decode(new ArraySegment<byte>(_buffer, headSize, block.CompressedSize), block.Size);
        _offset += headSize + block.CompressedSize;
        _block++;
        return content;
    }

    private void Check(CabBlock block, ReadOnlySpan<byte> bytes, int headSize)
    {
        if (block.CompressedSize > MaxCompressedSize || block.Size > MaxBlockSize)
        {
            throw new MalformedDataException("cab-data", string.Create(CultureInfo.InvariantCulture,
                $"Its sizes are {block.CompressedSize} and {block.Size}; at most {MaxCompressedSize} and {MaxBlockSize} are allowed."));
        }

        uint sum = CabChecksum.Compute(bytes[headSize..]) ^ CabChecksum.Compute(bytes[sizeof(uint)..headSize]);
        if (block.Checksum != 0 && block.Checksum != sum)
        {
            throw new MalformedDataException("cab-checksum", $"Its checksum is 0x{sum:x8}; 0x{block.Checksum:x8} was stated.");
        }

        if (block.Size == 0)
        {
            throw _isContinued && _block == _folder.BlockCount - 1
                ? new MalformedDataException("cab-set", "It goes on in the next cabinet of the set.")
                : new MalformedDataException("cab-data", "It is said to hold 0 bytes.");
        }
    }

    private static MalformedDataException Truncated() => new("cab-truncated", "The file ends inside it: it was cut.");

    private Damage At(string code, string message) => new(code, $"{message} (offset 0x{_offset:x}).", _offset);
}

/// <summary>The fixed part of a CFDATA ([MS-CAB] 2.5).</summary>
internal readonly record struct CabBlock(uint Checksum, int CompressedSize, int Size)
{
    private const int FixedSize = 8;

    /// <summary>Reads the one of an offset; null where the file ends before.</summary>
    public static CabBlock? Read(Stream stream, long offset)
    {
        Span<byte> buffer = stackalloc byte[FixedSize];
        ReadOnlySpan<byte> bytes = stream.ReadAt(offset, buffer);
        return bytes.Length < FixedSize
            ? null
            : new CabBlock(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]));
    }
}

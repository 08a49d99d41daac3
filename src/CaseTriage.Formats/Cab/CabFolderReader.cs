using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Cab;

/// <summary>Unpacks one folder from its start to its end, once. The first block that cannot be unpacked ends it; what came out before stands. A wrong checksum alone ends nothing, but is told of all that follows.</summary>
internal sealed class CabFolderReader
{
    /// <summary>Most bytes that come out of a block ([MS-CAB] 2.5, cbUncomp).</summary>
    public const int MaxBlockSize = 1 << 15;

    /// <summary>Most bytes that a block has, compressed.</summary>
    public const int MaxCompressedSize = MaxBlockSize + 6144;

    private const int BlockHeaderSize = 8;

    private readonly CabFolder _folder;
    private readonly ICabBlockDecoder _decoder;
    private readonly byte[] _data = new byte[MaxCompressedSize];
    private readonly byte[] _head = new byte[BlockHeaderSize + byte.MaxValue];
    private readonly long _end;
    private ReadOnlyMemory<byte> _rest;
    private long _offset;
    private int _part;
    private int _blockOfPart;
    private int _block;
    private MalformedDataException? _fault;
    private Damage? _doubt;

    /// <param name="folder">The folder.</param>
    /// <param name="extents">The places of its parts, as measured.</param>
    /// <exception cref="MalformedDataException">The method or its window is not supported.</exception>
    public CabFolderReader(CabFolder folder, ImmutableArray<CabExtent> extents)
    {
        _folder = folder;
        _decoder = CreateDecoder(folder);
        _offset = folder.Parts[0].DataOffset;
        _end = extents.All(extent => extent.SizeInBytes is not null)
            ? extents.Sum(extent => extent.SizeInBytes ?? 0)
            : folder.Parts.Sum(part => (long)part.BlockCount) * MaxBlockSize;
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
            return _doubt;
        }
        catch (MalformedDataException malformed)
        {
            _fault = malformed;
            string code = malformed.Code.StartsWith("cab-", StringComparison.Ordinal) ? malformed.Code : "cab-data";
            return _doubt ?? At(code, string.Create(CultureInfo.InvariantCulture, $"Block {_block} of folder {_folder.Index} cannot be read, and nothing behind it: {malformed.Message.TrimEnd('.')}"));
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

        int length = 0;
        int size = 0;
        while (size == 0)
        {
            if (!MoveToBlock())
            {
                throw length > 0 && _folder.IsContinued
                    ? new MalformedDataException("cab-set", "It goes on in the next cabinet of the set.")
                    : new MalformedDataException("cab-data", string.Create(CultureInfo.InvariantCulture, $"The folder has only {_block} blocks."));
            }

            CabBlock block = TakeBlock(length);
            length += block.CompressedSize;
            size = block.Size;
            if (size == 0 && _blockOfPart < _folder.Parts[_part].BlockCount)
            {
                throw new MalformedDataException("cab-data", "It is said to hold 0 bytes.");
            }
        }

        ReadOnlyMemory<byte> content = _decoder.Decode(new ArraySegment<byte>(_data, 0, length), size);
        _block++;
        return content;
    }

    /// <summary>Goes to the next cabinet where the blocks of this one are read; false where there is none.</summary>
    private bool MoveToBlock()
    {
        while (_blockOfPart >= _folder.Parts[_part].BlockCount)
        {
            if (_part + 1 == _folder.Parts.Length)
            {
                return false;
            }

            _part++;
            _blockOfPart = 0;
            _offset = _folder.Parts[_part].DataOffset;
        }

        return true;
    }

    /// <summary>Reads a block behind <paramref name="length"/> bytes of the same block out of the cabinet before: its size is 0 there ([MS-CAB] 2.5).</summary>
    private CabBlock TakeBlock(int length)
    {
        CabFolderPart part = _folder.Parts[_part];
        Span<byte> head = part.Stream.ReadAt(_offset, _head.AsSpan(0, BlockHeaderSize + part.ReserveSize));
        if (head.Length < BlockHeaderSize + part.ReserveSize)
        {
            throw Truncated();
        }

        CabBlock block = CabBlock.Read(head);
        if (block.CompressedSize > MaxCompressedSize - length || block.Size > MaxBlockSize)
        {
            throw new MalformedDataException("cab-data", string.Create(CultureInfo.InvariantCulture,
                $"Its sizes are {length + block.CompressedSize} and {block.Size}; at most {MaxCompressedSize} and {MaxBlockSize} are allowed."));
        }

        Span<byte> data = part.Stream.ReadAt(_offset + head.Length, _data.AsSpan(length, block.CompressedSize));
        if (data.Length < block.CompressedSize)
        {
            throw Truncated();
        }

        uint sum = CabChecksum.Compute(data) ^ CabChecksum.Compute(head[sizeof(uint)..]);
        if (block.Checksum != 0 && block.Checksum != sum)
        {
            _doubt ??= At("cab-checksum", string.Create(CultureInfo.InvariantCulture,
                $"Block {_block} of folder {_folder.Index} has the checksum 0x{sum:x8}; 0x{block.Checksum:x8} was stated. It and what follows in the folder were unpacked, but bytes of it are wrong"));
        }

        _offset += head.Length + data.Length;
        _blockOfPart++;
        return block;
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
        return bytes.Length < FixedSize ? null : Read(bytes);
    }

    /// <summary>Reads the one at the start of at least 8 bytes.</summary>
    public static CabBlock Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]));
}

using System.Buffers.Binary;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Reads Windows event logs (EVTX, MS-EVEN6 and libevtx) from any stream, one record at a time, in the order of chunks and offsets.
/// What the file header says is advice: every slot of 64 KiB to the end of the stream is read, a short last one included.
/// <para>
/// Refused by <see cref="MalformedDataException"/>: <c>empty</c>, <c>not-evtx</c>, <c>header-cut</c> and <c>no-chunks</c>. Anything
/// else that is wrong is <see cref="Damage"/> in <see cref="Summary"/>, and reading goes on. Memory does not depend on the size of
/// the log.
/// </para>
/// </summary>
public sealed class EvtxReader : IDisposable
{
    private readonly EvtxChunkSource _source;
    private readonly EvtxReaderOptions _options;
    private readonly EvtxDamageLog _damage;
    private readonly EvtxFileHeader _header;
    private readonly EvtxRecordDecoder _decoder;
    private EvtxSlotWalker _walker = EvtxSlotWalker.OverNothing();
    private EvtxCounts _counts;
    private long _recordOffset;
    private bool _isAtEnd;

    private EvtxReader(EvtxChunkSource source, EvtxReaderOptions options, EvtxFileHeader header)
    {
        (_source, _options, _header) = (source, options, header);
        _damage = new EvtxDamageLog(options.MaxDamageEntries);
        _decoder = new EvtxRecordDecoder(options.AnsiCodePage);
    }

    /// <summary>What reading amounted to so far; complete once <see cref="TryRead"/> returned false.</summary>
    public EvtxSummary Summary => new(
        _counts.Records,
        _counts.Damaged,
        _counts.AfterDamage,
        _counts.Recoverable,
        _counts.Chunks,
        _damage.MayLackRecords,
        _header.IsDirty,
        _damage.Entries,
        _damage.OmittedCount);

    /// <summary>Characters replaced by U+FFFD in what was asked for so far: lone surrogates, and in XML what it cannot hold.</summary>
    public long ReplacedCharacterCount => _decoder.ReplacedCharacterCount;

    /// <summary>Whether bytes begin as an event log does.</summary>
    public static bool IsEvtx(ReadOnlySpan<byte> head) => head.StartsWith(EvtxFormat.FileSignature);

    /// <summary>Begins to read a log. The stream stands at its first byte, is only read forwards, and stays open.</summary>
    /// <exception cref="MalformedDataException">There is no event log.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    public static EvtxReader Open(Stream stream, EvtxReaderOptions? options = null)
    {
        EvtxChunkSource source = new(stream);
        try
        {
            EvtxFileHeader header = ReadHeader(source);
            EvtxReader reader = new(source, options ?? new EvtxReaderOptions(), header);
            reader.CheckHeader();
            return reader;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next record, which is valid until the one after it is read; false at the end of the log.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool TryRead(out EvtxRecord record, CancellationToken cancellationToken)
    {
        ReportCut();
        while (!_isAtEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_walker.TryNext(_source.Chunk, out EvtxSlot slot))
            {
                if (TryTake(slot))
                {
                    record = new EvtxRecord(_decoder, _source.Chunk, _source.Index, slot);
                    return true;
                }
            }
            else if (!TryBeginChunk())
            {
                _isAtEnd = true;
                CheckHeaderAgainstChunks();
            }
        }

        record = default;
        return false;
    }

    /// <summary>Gives the buffers back; records read before are no longer valid.</summary>
    public void Dispose()
    {
        _isAtEnd = true;
        _source.Dispose();
    }

    private static EvtxFileHeader ReadHeader(EvtxChunkSource source)
    {
        ReadOnlySpan<byte> bytes = source.ReadFileHeader();
        if (bytes.IsEmpty)
        {
            throw new MalformedDataException("empty", "The file is empty; expected an event log.");
        }

        string found = Convert.ToHexString(bytes[..Math.Min(bytes.Length, 8)]);
        bool isWhole = bytes.Length == EvtxFormat.FileHeaderSize;
        EvtxFileHeader header = bytes.Length >= EvtxFileHeader.Size ? EvtxFileHeader.Decode(bytes) : default;
        if (!IsEvtx(bytes) && !(isWhole && source.TryReadNext() && source.Chunk.StartsWith(EvtxFormat.ChunkSignature)))
        {
            throw new MalformedDataException("not-evtx", $"The file begins with the bytes '{found}'; expected 'ElfFile'.");
        }

        if (!isWhole)
        {
            throw new MalformedDataException("header-cut", $"The file ends at 0x{bytes.Length:X}, inside its header of 0x1000 bytes; no record is left.");
        }

        if (source.Index < 0 && !source.TryReadNext())
        {
            throw new MalformedDataException("no-chunks", "The file ends behind its header; no record is left.");
        }

        return header;
    }

    private void CheckHeader()
    {
        if (!_header.HasSignature)
        {
            _damage.Add("header-magic", "The file does not begin with 'ElfFile', but has chunks of records.", 0);
        }
        else if (!_header.HasNoChecksums && !_header.ChecksumFits)
        {
            _damage.Add("header-checksum", "The checksum of the file header does not fit; its fields are not relied on.", EvtxFileHeader.ChecksumOffset);
        }

        if (_header.IsDirty)
        {
            _damage.Add("dirty", "The log was not closed by its writer, as is usual in a copy from a running system.", EvtxFileHeader.FlagsOffset);
        }

        BeginChunk();
    }

    private void CheckHeaderAgainstChunks()
    {
        bool isStale = _header.ChunkCount != (ushort)_counts.UsedSlots || _header.NextRecordId <= _counts.LastRecordId;
        if (_header.HasSignature && isStale)
        {
            _damage.Add(
                "header-stale",
                $"The file header counts {_header.ChunkCount} chunks and {_header.NextRecordId} as next record; the file has {_counts.UsedSlots} and {_counts.LastRecordId} as last.",
                EvtxFileHeader.ChunkCountOffset);
        }
    }

    private bool TryBeginChunk()
    {
        if (!_source.TryReadNext())
        {
            return false;
        }

        BeginChunk();
        return true;
    }

    private void BeginChunk()
    {
        ReadOnlySpan<byte> chunk = _source.Chunk;
        _decoder.BeginChunk();
        if (chunk.Length >= EvtxFormat.ChunkHeaderSize && chunk.StartsWith(EvtxFormat.ChunkSignature))
        {
            BeginSignedChunk(chunk);
        }
        else if (!chunk.ContainsAnyExcept((byte)0))
        {
            _counts.ZeroSlots++;
            _walker = EvtxSlotWalker.OverNothing();
        }
        else
        {
            ReportZeroSlots();
            _walker = EvtxSlotWalker.OverUnsigned();
            string found = Convert.ToHexString(chunk[..Math.Min(chunk.Length, 8)]);
            _damage.AddLoss("chunk-magic", $"Chunk {_source.Index} begins with the bytes '{found}'; expected 'ElfChnk'.", _source.FileOffset);
        }
    }

    private void BeginSignedChunk(ReadOnlySpan<byte> chunk)
    {
        ReportZeroSlots();
        EvtxChunkHeader header = EvtxChunkHeader.Decode(chunk);
        _counts.Chunks++;
        _counts.UsedSlots = _source.Index + 1;
        _walker = EvtxSlotWalker.Over(header, chunk.Length);
        if (chunk.Length < EvtxFormat.ChunkSize)
        {
            _damage.AddLoss("chunk-cut", $"Chunk {_source.Index} is cut to 0x{chunk.Length:X} of 0x10000 bytes.", _source.FileOffset + chunk.Length);
        }

        if (!header.HasUsableFreeSpaceOffset)
        {
            _damage.AddLoss("chunk-free-space", $"Chunk {_source.Index} puts its free space at 0x{header.FreeSpaceOffset:X}, outside the chunk.", _source.FileOffset);
        }

        CheckChecksums(chunk, header);
    }

    private void CheckChecksums(ReadOnlySpan<byte> chunk, EvtxChunkHeader header)
    {
        if (_header.HasNoChecksums)
        {
            return;
        }

        if (!header.HeaderChecksumFits(chunk))
        {
            _damage.Add("chunk-header-checksum", $"The checksum of the header of chunk {_source.Index} does not fit.", _source.FileOffset);
        }

        bool isWhole = header.HasUsableFreeSpaceOffset && header.FreeSpaceOffset <= chunk.Length;
        if (isWhole && !header.DataChecksumFits(chunk))
        {
            _damage.Add("chunk-checksum", $"The checksum of the records of chunk {_source.Index} does not fit; they were read all the same.", _source.FileOffset);
        }
    }

    /// <summary>Slots of zeros are preallocated space at the end of a log, and damage before other chunks.</summary>
    private void ReportZeroSlots()
    {
        if (_counts.ZeroSlots > 0)
        {
            long first = _source.Index - _counts.ZeroSlots;
            long offset = EvtxFormat.FileHeaderSize + (first * EvtxFormat.ChunkSize);
            _damage.AddLoss("chunk-zero", $"{_counts.ZeroSlots} chunks from chunk {first} on hold only zeros, though others follow.", offset);
            _counts.ZeroSlots = 0;
        }
    }

    private bool TryTake(EvtxSlot slot)
    {
        long offset = _source.FileOffset + slot.Offset;
        _recordOffset = offset;
        switch (slot.Kind)
        {
            case EvtxSlotKind.Break:
                _damage.AddLoss("record-size", $"Chunk {_source.Index} has no whole record at offset 0x{slot.Offset:X}; searched on for the next.", offset);
                return false;
            case EvtxSlotKind.Recovered:
                _counts.Recoverable++;
                if (!_options.IncludeRecovered)
                {
                    return false;
                }

                _decoder.Decode(_source.Chunk, slot);
                return true;
            default:
                Take(slot, offset);
                return true;
        }
    }

    private void Take(EvtxSlot slot, long offset)
    {
        _counts.Records++;
        _counts.AfterDamage += slot.Kind == EvtxSlotKind.AfterDamage ? 1 : 0;
        ulong id = BinaryPrimitives.ReadUInt64LittleEndian(_source.Chunk[(slot.Offset + 8)..]);
        _counts.LastRecordId = slot.Kind == EvtxSlotKind.InPlace ? Math.Max(_counts.LastRecordId, id) : _counts.LastRecordId;
        if (!slot.SizeCopyFits)
        {
            _damage.Add("record-size-copy", $"The two sizes of record {id} in chunk {_source.Index} differ; the first was used.", offset);
        }

        _decoder.Decode(_source.Chunk, slot);
        if (_decoder.Failure is { } reason)
        {
            _counts.Damaged++;
            _damage.AddLoss("record-unreadable", $"Record {id} in chunk {_source.Index} cannot be read, or not all of it: {reason}.", offset);
        }
    }

    /// <summary>Only who asked for data or XML of the record before can have met its budget.</summary>
    private void ReportCut()
    {
        if (_decoder.WasCut)
        {
            _damage.AddLoss("record-too-large", $"The record at offset 0x{_recordOffset:X}, or those of its chunk together, make more text than is allowed; it was cut off.", _recordOffset);
            _decoder.ForgetCut();
        }
    }

    /// <summary>What was counted so far.</summary>
    private struct EvtxCounts
    {
        public long Records { get; set; }

        public long Damaged { get; set; }

        public long AfterDamage { get; set; }

        public long Recoverable { get; set; }

        public long Chunks { get; set; }

        public long ZeroSlots { get; set; }

        public long UsedSlots { get; set; }

        public ulong LastRecordId { get; set; }
    }
}

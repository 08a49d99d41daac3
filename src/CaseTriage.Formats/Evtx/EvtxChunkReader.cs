using System.Buffers.Binary;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Reads the records of one slot after the other, in isolation: what it keeps from slot to slot are compiled templates and buffers. So
/// several can read one log at the same time.
/// </summary>
/// <param name="options">How the log is read.</param>
/// <param name="header">Its header.</param>
internal sealed class EvtxChunkReader(EvtxReaderOptions options, EvtxFileHeader header)
{
    private readonly EvtxRecordDecoder _decoder = new(options.AnsiCodePage);
    private EvtxSlotWalker _walker = EvtxSlotWalker.OverNothing();
    private EvtxTally _tally = new(0, isPart: true);
    private int _index;
    private long _recordOffset;
    private long _replacedBefore;

    /// <summary>Begins a slot.</summary>
    /// <param name="chunk">Its bytes; the last slot of a log may be short.</param>
    /// <param name="index">Its number in the file, from 0.</param>
    /// <param name="tally">Takes what is counted and found damaged.</param>
    public void Begin(ReadOnlySpan<byte> chunk, int index, EvtxTally tally)
    {
        (_index, _tally) = (index, tally);
        _decoder.BeginChunk();
        if (chunk.Length >= EvtxFormat.ChunkHeaderSize && chunk.StartsWith(EvtxFormat.ChunkSignature))
        {
            BeginSigned(chunk);
        }
        else if (!chunk.ContainsAnyExcept((byte)0))
        {
            _tally.AddZeroSlot(index);
            _walker = EvtxSlotWalker.OverNothing();
        }
        else
        {
            _tally.BeginSlot();
            _walker = EvtxSlotWalker.OverUnsigned();
            string found = Convert.ToHexString(chunk[..Math.Min(chunk.Length, 8)]);
            _tally.Damage.AddLoss("chunk-magic", $"Chunk {index} begins with the bytes '{found}'; expected 'ElfChnk'.", EvtxFormat.OffsetOfChunk(index));
        }
    }

    /// <summary>Reads the next record of the slot that was begun, given its bytes again; false at its end.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool TryRead(ReadOnlySpan<byte> chunk, out EvtxRecord record, CancellationToken cancellationToken)
    {
        TellOfRecordBefore();
        while (_walker.TryNext(chunk, out EvtxSlot slot))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(chunk, slot))
            {
                record = new EvtxRecord(_decoder, chunk, _index, slot);
                return true;
            }
        }

        record = default;
        return false;
    }

    private void BeginSigned(ReadOnlySpan<byte> chunk)
    {
        _tally.BeginSlot();
        _tally.Chunks++;
        _tally.UsedSlots = Math.Max(_tally.UsedSlots, _index + 1);
        EvtxChunkHeader chunkHeader = EvtxChunkHeader.Decode(chunk);
        _walker = EvtxSlotWalker.Over(chunkHeader, chunk.Length);
        long offset = EvtxFormat.OffsetOfChunk(_index);
        if (chunk.Length < EvtxFormat.ChunkSize)
        {
            _tally.Damage.AddLoss("chunk-cut", $"Chunk {_index} is cut to 0x{chunk.Length:X} of 0x10000 bytes.", offset + chunk.Length);
        }

        if (!chunkHeader.HasUsableFreeSpaceOffset)
        {
            _tally.Damage.AddLoss("chunk-free-space", $"Chunk {_index} puts its free space at 0x{chunkHeader.FreeSpaceOffset:X}, outside the chunk.", offset);
        }

        if (!header.HasNoChecksums)
        {
            CheckChecksums(chunk, chunkHeader, offset);
        }
    }

    private void CheckChecksums(ReadOnlySpan<byte> chunk, EvtxChunkHeader chunkHeader, long offset)
    {
        if (!chunkHeader.HeaderChecksumFits(chunk))
        {
            _tally.Damage.Add("chunk-header-checksum", $"The checksum of the header of chunk {_index} does not fit.", offset);
        }

        bool isWhole = chunkHeader.HasUsableFreeSpaceOffset && chunkHeader.FreeSpaceOffset <= chunk.Length;
        if (isWhole && !chunkHeader.DataChecksumFits(chunk))
        {
            _tally.Damage.Add("chunk-checksum", $"The checksum of the records of chunk {_index} does not fit; they were read all the same.", offset);
        }
    }

    private bool TryTake(ReadOnlySpan<byte> chunk, EvtxSlot slot)
    {
        _recordOffset = EvtxFormat.OffsetOfChunk(_index) + slot.Offset;
        switch (slot.Kind)
        {
            case EvtxSlotKind.Break:
                _tally.Damage.AddLoss("record-size", $"Chunk {_index} has no whole record at offset 0x{slot.Offset:X}; searched on for the next.", _recordOffset);
                return false;
            case EvtxSlotKind.Recovered:
                _tally.Recoverable++;
                if (!options.IncludeRecovered)
                {
                    return false;
                }

                _decoder.Decode(chunk, slot);
                return true;
            default:
                Take(chunk, slot);
                return true;
        }
    }

    private void Take(ReadOnlySpan<byte> chunk, EvtxSlot slot)
    {
        _tally.Records++;
        _tally.AfterDamage += slot.Kind == EvtxSlotKind.AfterDamage ? 1 : 0;
        ulong id = BinaryPrimitives.ReadUInt64LittleEndian(chunk[(slot.Offset + EvtxRecord.RecordIdField)..]);
        _tally.LastRecordId = slot.Kind == EvtxSlotKind.InPlace ? Math.Max(_tally.LastRecordId, id) : _tally.LastRecordId;
        if (!slot.SizeCopyFits)
        {
            _tally.Damage.Add("record-size-copy", $"The two sizes of record {id} in chunk {_index} differ; the first was used.", _recordOffset);
        }

        _decoder.Decode(chunk, slot);
        if (_decoder.Failure is { } reason)
        {
            _tally.Damaged++;
            _tally.Damage.AddLoss("record-unreadable", $"Record {id} in chunk {_index} cannot be read, or not all of it: {reason}.", _recordOffset);
        }
    }

    /// <summary>Only who asked for data or XML of the record before can have met its budget, or had characters replaced.</summary>
    private void TellOfRecordBefore()
    {
        _tally.ReplacedCharacters += _decoder.ReplacedCharacterCount - _replacedBefore;
        _replacedBefore = _decoder.ReplacedCharacterCount;
        if (_decoder.WasCut)
        {
            _tally.Damage.AddLoss("record-too-large", $"The record at offset 0x{_recordOffset:X}, or those of its chunk together, make more text than is allowed; it was cut off.", _recordOffset);
            _decoder.ForgetCut();
        }
    }
}

namespace CaseTriage.Formats.Evtx;

/// <summary>What was counted and found damaged: of a log so far, or of a part of it whose tally is added to the log's.</summary>
/// <param name="maxDamageEntries">Entries that are kept; the rest is counted.</param>
/// <param name="isPart">Whether it is added to another, which then knows what slots lie before.</param>
internal sealed class EvtxTally(int maxDamageEntries, bool isPart)
{
    private ZeroSlots _before;
    private ZeroSlots _zeros;
    private bool _hasOthers = !isPart;

    /// <summary>Damage, in the order of reading.</summary>
    public EvtxDamageLog Damage { get; } = new(maxDamageEntries);

    /// <summary>Records of the log; recovered ones not.</summary>
    public long Records { get; set; }

    /// <summary>Of them, those that could not be read, or not all of them.</summary>
    public long Damaged { get; set; }

    /// <summary>Of them, those found again behind damage.</summary>
    public long AfterDamage { get; set; }

    /// <summary>Candidates in free space and chunks without signature.</summary>
    public long Recoverable { get; set; }

    /// <summary>Chunks with a signature.</summary>
    public long Chunks { get; set; }

    /// <summary>Slots up to the last chunk with a signature.</summary>
    public int UsedSlots { get; set; }

    /// <summary>Highest id in the header of a record that lay in its place.</summary>
    public ulong LastRecordId { get; set; }

    /// <summary>Characters replaced by U+FFFD in what was asked for.</summary>
    public long ReplacedCharacters { get; set; }

    /// <summary>Counts a slot of zeros: preallocated space at the end of a log, damage before other slots.</summary>
    public void AddZeroSlot(int index) => _zeros = _zeros.And(new ZeroSlots(index, 1));

    /// <summary>Must be called before each slot that is not of zeros.</summary>
    public void BeginSlot()
    {
        if (!_hasOthers)
        {
            (_before, _zeros, _hasOthers) = (_zeros, default, true);
        }

        if (_zeros.Count > 0)
        {
            Damage.AddLoss("chunk-zero", $"{_zeros.Count} chunks from chunk {_zeros.First} on hold only zeros, though others follow.", EvtxFormat.OffsetOfChunk(_zeros.First));
            _zeros = default;
        }
    }

    /// <summary>Adds a part that follows what was counted so far, and empties it.</summary>
    public void Take(EvtxTally part)
    {
        _zeros = _zeros.And(part._hasOthers ? part._before : part._zeros);
        if (part._hasOthers)
        {
            BeginSlot();
            _zeros = part._zeros;
        }

        Damage.Take(part.Damage);
        Records += part.Records;
        Damaged += part.Damaged;
        AfterDamage += part.AfterDamage;
        Recoverable += part.Recoverable;
        Chunks += part.Chunks;
        UsedSlots = Math.Max(UsedSlots, part.UsedSlots);
        LastRecordId = Math.Max(LastRecordId, part.LastRecordId);
        ReplacedCharacters += part.ReplacedCharacters;
        part.Clear();
    }

    /// <summary>What reading amounted to so far.</summary>
    public EvtxSummary ToSummary(EvtxFileHeader header) => new(
        Records,
        Damaged,
        AfterDamage,
        Recoverable,
        Chunks,
        Damage.MayLackRecords,
        header.IsDirty,
        Damage.Entries,
        Damage.OmittedCount,
        ReplacedCharacters);

    private void Clear()
    {
        (_before, _zeros, _hasOthers) = (default, default, !isPart);
        (Records, Damaged, AfterDamage, Recoverable, Chunks, UsedSlots, LastRecordId, ReplacedCharacters) = (0, 0, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>Slots of zeros one after the other.</summary>
    private readonly record struct ZeroSlots(int First, int Count)
    {
        public ZeroSlots And(ZeroSlots following) => new(Count > 0 ? First : following.First, Count + following.Count);
    }
}

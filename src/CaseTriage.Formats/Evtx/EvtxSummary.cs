namespace CaseTriage.Formats.Evtx;

/// <summary>What reading an event log amounted to, as far as it was read.</summary>
/// <param name="RecordCount">Records of the log, those that are damaged and those found after damage included; recovered ones not.</param>
/// <param name="DamagedRecordCount">Of them, records whose content could not be read, or not all of it.</param>
/// <param name="AfterDamageCount">Of them, records found again after damage inside their chunk.</param>
/// <param name="RecoverableCount">Candidates in free space and in chunks without signature, whether or not they were asked for.</param>
/// <param name="ChunkCount">Chunks with a signature.</param>
/// <param name="MayLackRecords">Whether damage was met that may have cost records: absence of an event proves nothing then.</param>
/// <param name="IsDirty">The log was not closed by its writer, which is usual in copies of a running system.</param>
/// <param name="Damage">What was damaged, in file order.</param>
/// <param name="OmittedDamageCount">Entries beyond <see cref="EvtxReaderOptions.MaxDamageEntries"/>.</param>
/// <param name="ReplacedCharacterCount">Characters replaced by U+FFFD in what was asked for: lone surrogates, and in XML what it cannot hold.</param>
public sealed record EvtxSummary(
    long RecordCount,
    long DamagedRecordCount,
    long AfterDamageCount,
    long RecoverableCount,
    long ChunkCount,
    bool MayLackRecords,
    bool IsDirty,
    IReadOnlyList<Damage> Damage,
    long OmittedDamageCount,
    long ReplacedCharacterCount);

using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxDamageTests
{
    private static readonly byte[] Sound = EvtxSamples.Log(30);

    [Fact]
    public void TryRead_StaleHeader_YieldsEveryRecordOfEverySlot()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithStaleHeader());

        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Assert.Equal(["header-stale"], reading.DamageCodes);
        Assert.False(reading.Summary.MayLackRecords);
    }

    [Fact]
    public void TryRead_DirtyFlag_ReadsAllAndSaysSo()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithDirtyFlag());

        Assert.Equal(30, reading.Records.Count);
        Assert.Equal(["dirty"], reading.DamageCodes);
        Assert.True(reading.Summary.IsDirty);
    }

    [Fact]
    public void TryRead_BadHeaderChecksumAndGarbageFlags_ReadsAllWithOneEntry()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithBadHeaderChecksum().WithFlags(0xA5A5_0008));

        Assert.Equal(30, reading.Records.Count);
        Assert.Equal(["header-checksum"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_ChecksumsAbsent_IsNoDamage()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithoutChecksums());

        Assert.Equal(30, reading.Records.Count);
        Assert.Empty(reading.DamageCodes);
    }

    [Fact]
    public void TryRead_BadChunkChecksums_ReadsAllAndFlagsTheChunks()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithBadChunkHeaderChecksum(0).WithBadChunkDataChecksum(2));

        Assert.Equal(30, reading.Records.Count);
        Assert.Equal(["chunk-header-checksum", "chunk-checksum"], reading.DamageCodes);
        Assert.Equal([4096L, 4096L + (2 * 65536)], reading.Summary.Damage.Select(damage => damage.Offset ?? 0));
    }

    [Fact]
    public void TryRead_ZeroedChunkInTheMiddle_KeepsNeighboursAndNamesTheSlot()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithZeroedChunk(1));

        Assert.Equal([.. EvtxSamples.Ids(1, 10), .. EvtxSamples.Ids(21, 30)], reading.RecordIds);
        Assert.Equal(["chunk-zero"], reading.DamageCodes);
        Assert.Equal(4096 + 65536, reading.Summary.Damage[0].Offset);
        Assert.True(reading.Summary.MayLackRecords);
    }

    [Fact]
    public void TryRead_GarbageChunkInTheMiddle_KeepsNeighboursAndNamesTheSlot()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithGarbageChunk(1));

        Assert.Equal([.. EvtxSamples.Ids(1, 10), .. EvtxSamples.Ids(21, 30)], reading.RecordIds);
        Damage damage = Assert.Single(reading.Summary.Damage);
        Assert.Equal(("chunk-magic", 4096L + 65536), (damage.Code, damage.Offset));
        Assert.StartsWith("Chunk 1 begins with the bytes '", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_ChunkWithoutSignature_OffersItsRecordsAsRecovered()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithBadChunkMagic(1));

        Assert.Equal(20, reading.Records.Count);
        Assert.Equal(EvtxSamples.Ids(11, 20), reading.Recovered.Select(record => record.RecordId));
        Assert.Equal(["chunk-magic"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_RecoveredNotAskedFor_OnlyCountsThem()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithHiddenTail(1, 4), new EvtxReaderOptions());

        Assert.Equal(26, reading.All.Count);
        Assert.Equal(4, reading.Summary.RecoverableCount);
    }

    [Fact]
    public void TryRead_HiddenTail_IsRecoveredAndNeverMixedIn()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithHiddenTail(1, 4));

        Assert.Equal([.. EvtxSamples.Ids(1, 16), .. EvtxSamples.Ids(21, 30)], reading.RecordIds);
        Assert.Equal(EvtxSamples.Ids(17, 20), reading.Recovered.Select(record => record.RecordId));
        Assert.All(reading.Recovered, record => Assert.Equal("Example-Provider", record.Provider));
        Assert.Empty(reading.DamageCodes);
    }

    [Fact]
    public void TryRead_CutInARecord_YieldsEveryRecordThatIsWhole()
    {
        EvtxReading reading = EvtxReading.Of(Sound.CutInRecord(2, 7));

        Assert.Equal(EvtxSamples.Ids(1, 27), reading.RecordIds);
        Assert.Contains("chunk-cut", reading.DamageCodes);
        Assert.True(reading.Summary.MayLackRecords);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(27u)]
    [InlineData(65536u)]
    [InlineData(uint.MaxValue)]
    public void TryRead_BadRecordSize_LosesThatRecordAndFindsTheNext(uint size)
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithRecordSize(1, 4, size));

        Assert.Equal([.. EvtxSamples.Ids(1, 14), .. EvtxSamples.Ids(16, 30)], reading.RecordIds);
        Assert.Equal(EvtxSamples.Ids(16, 20), reading.Records.Where(record => record.IsAfterDamage).Select(record => record.RecordId));
        Assert.Contains("record-size", reading.DamageCodes);
        Assert.Equal(5, reading.Summary.AfterDamageCount);
    }

    [Fact]
    public void TryRead_RecordSizeEndsInsideTheRecord_FindsTheNextAndTellsThreeThings()
    {
        byte[] file = Sound.WithRecordSize(1, 4, 40);

        EvtxReading reading = EvtxReading.Of(file);

        int start = EvtxDamages.RecordStart(Sound, 1, 4);
        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Assert.Equal(
            [("chunk-checksum", 4096L + 65536), ("record-size-copy", start), ("record-unreadable", start), ("record-size", start + 40)],
            reading.Summary.Damage.Select(damage => (damage.Code, damage.Offset ?? 0)));
        Assert.Equal(5, reading.Summary.AfterDamageCount);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x2A)]
    [InlineData(0xFF)]
    public void TryRead_RecordOverwritten_GoesOnAtTheNextWhoseSizesAgree(byte with)
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithOverwrittenRecord(1, 3, with));

        Assert.Equal([.. EvtxSamples.Ids(1, 13), .. EvtxSamples.Ids(15, 30)], reading.RecordIds);
        Assert.Equal(EvtxSamples.Ids(15, 20), reading.Records.Where(record => record.IsAfterDamage).Select(record => record.RecordId));
        Damage damage = Assert.Single(reading.Summary.Damage, entry => entry.Code == "record-size");
        Assert.Equal(EvtxDamages.RecordStart(Sound, 1, 3), damage.Offset);
    }

    [Fact]
    public void TryRead_NamesAndTemplatesWhoseChainsLeadToThemselves_ReadsAll()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithSelfReferringChains(0).WithSelfReferringChains(2));

        Assert.Equal(EvtxReading.Of(Sound).Records, reading.Records);
        Assert.Empty(reading.DamageCodes);
    }

    [Theory]
    [InlineData(100u)]
    [InlineData(4097u)]
    [InlineData(0x4000_0000u)]
    [InlineData(uint.MaxValue)]
    public void TryRead_MoreValuesThanTheRecordHolds_IsRefusedBeforeAnythingIsMadeOfThatSize(uint count)
    {
        byte[] file = Sound.WithValueCount(1, 4, count);
        EvtxReading.Of(file);
        long before = GC.GetAllocatedBytesForCurrentThread();

        EvtxReading reading = EvtxReading.Of(file);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Assert.Equal([15L], reading.Records.Where(record => record.IsDamaged).Select(record => record.RecordId));
    }

    [Fact]
    public void TryRead_ValueLongerThanTheRecord_CostsThatRecord()
    {
        byte[] file = Sound.WithValueSize(1, 4, value: 0, ushort.MaxValue);

        EvtxReading reading = EvtxReading.Of(file);

        Damage damage = Assert.Single(reading.Summary.Damage, entry => entry.Code == "record-unreadable");
        Assert.Contains("value 0 at offset 0x", damage.Message, StringComparison.Ordinal);
        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(511u)]
    [InlineData(65537u)]
    [InlineData(uint.MaxValue)]
    public void TryRead_FreeSpaceOffsetOutsideTheChunk_ReadsAllAndSaysSo(uint offset)
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithFreeSpaceOffset(1, offset));

        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Assert.Contains("chunk-free-space", reading.DamageCodes);
        Assert.Empty(reading.Recovered);
    }

    [Fact]
    public void TryRead_LastRecordIdTooLarge_MakesNoPhantoms()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithLastRecordId(1, 9_999));

        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Assert.Empty(reading.Recovered);
        Assert.Empty(reading.DamageCodes);
    }

    [Fact]
    public void Summary_DamageOfEveryKind_AddsUp()
    {
        byte[] file = Sound.WithBadTemplateReference(0, 2).WithOverwrittenRecord(0, 5).WithBadSizeCopy(0, 1).WithBadChunkMagic(1).WithHiddenTail(2, 3).WithoutChecksums();

        EvtxReading reading = EvtxReading.Of(file);

        // Of 30 records one was overwritten; ten lie in a chunk without signature, three in free space.
        int whole = reading.Records.Count(record => !record.IsDamaged);
        int failed = reading.Records.Count(record => record.IsDamaged);
        Assert.Equal((15, 1, 13), (whole, failed, reading.Recovered.Count));
        Assert.Equal((16L, 1L, 13L, 4L), (reading.Summary.RecordCount, reading.Summary.DamagedRecordCount, reading.Summary.RecoverableCount, reading.Summary.AfterDamageCount));
        Assert.Equal(29, whole + failed + reading.Recovered.Count);
    }

    [Fact]
    public void Summary_UnreadableRecord_IsOneEntryWithChunkOffsetIdAndReason()
    {
        byte[] file = Sound.WithBadTemplateReference(1, 4).WithoutChecksums();

        Damage damage = Assert.Single(EvtxReading.Of(file).Summary.Damage);

        Assert.Equal(("record-unreadable", EvtxDamages.RecordStart(file, 1, 4)), (damage.Code, damage.Offset));
        Assert.StartsWith("Record 15 in chunk 1 cannot be read, or not all of it: there is no template of the id 0x", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_SizeCopyDiffers_YieldsTheRecordWithAWarning()
    {
        byte[] file = Sound.WithBadSizeCopy(0, 3);

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Damage damage = Assert.Single(reading.Summary.Damage, entry => entry.Code == "record-size-copy");
        Assert.Equal(EvtxDamages.RecordStart(file, 0, 3), damage.Offset);
        Assert.False(reading.Summary.MayLackRecords);
    }

    [Fact]
    public void TryRead_FreeSpaceOffsetTooFar_MakesNoPhantoms()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithStaleFreeOffset(1));

        Assert.Equal(EvtxSamples.Ids(1, 30), reading.RecordIds);
        Assert.Empty(reading.Recovered);
    }

    [Fact]
    public void TryRead_GarbageTables_RendersAll()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithGarbageTables(1));

        Assert.Equal(EvtxReading.Of(Sound).Records, reading.Records);
        Assert.Empty(reading.DamageCodes);
    }

    [Fact]
    public void TryRead_ReferenceToMissingTemplate_CostsThatRecordOnly()
    {
        byte[] file = Sound.WithBadTemplateReference(1, 4);

        EvtxReading reading = EvtxReading.Of(file);

        ReadRecord damaged = Assert.Single(reading.Records, record => record.IsDamaged);
        Assert.Equal(30, reading.Records.Count);
        Assert.Equal((15L, null), (damaged.RecordId, damaged.Provider));
        Assert.Equal(EvtxSamples.At.AddSeconds(15), damaged.WrittenAt);
        Damage damage = Assert.Single(reading.Summary.Damage, entry => entry.Code == "record-unreadable");
        Assert.Equal(EvtxDamages.RecordStart(file, 1, 4), damage.Offset);
        Assert.Equal(1, reading.Summary.DamagedRecordCount);
    }

    [Fact]
    public void TryRead_EmptySlotsAtTheEnd_AddNothing()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithEmptySlots(3));

        Assert.Equal(30, reading.All.Count);
        Assert.Empty(reading.DamageCodes);
    }

    [Fact]
    public void TryRead_GarbageAtTheEnd_AddsNoRecord()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithTrailingGarbage(70_000));

        Assert.Equal(30, reading.All.Count);
        Assert.Equal(["chunk-magic", "chunk-magic"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_RotatedChunks_YieldsAllInFileOrder()
    {
        EvtxReading reading = EvtxReading.Of(Sound.WithRotatedChunks(2));

        Assert.Equal([.. EvtxSamples.Ids(21, 30), .. EvtxSamples.Ids(1, 20)], reading.RecordIds);
    }

    [Fact]
    public void TryRead_HeaderSignatureLost_ReadsTheChunks()
    {
        byte[] file = [.. new byte[8], .. Sound[8..]];

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal(30, reading.Records.Count);
        Assert.Equal(["header-magic"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_MoreDamageThanIsKept_CountsTheRest()
    {
        byte[] file = Sound.WithBadSizeCopy(0, 1).WithBadSizeCopy(0, 2).WithBadSizeCopy(0, 3).WithoutChecksums();

        EvtxReading reading = EvtxReading.Of(file, new EvtxReaderOptions { MaxDamageEntries = 2 });

        Assert.Equal((2, 1L), (reading.Summary.Damage.Count, reading.Summary.OmittedDamageCount));
    }

    [Fact]
    public void TryRead_CutAtEveryKilobyte_NeverMakesUpRecords()
    {
        for (int length = 4097; length < Sound.Length; length += 1021)
        {
            EvtxReading reading = EvtxReading.Of(Sound[..length]);

            Assert.Equal(EvtxSamples.Ids(1, reading.Records.Count), reading.RecordIds);
            Assert.DoesNotContain(reading.Records, record => record.IsDamaged);
        }
    }
}

using System.Globalization;
using System.Xml.Linq;
using CaseTriage.TestKit;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Real and generated logs beside the checkout, with what independent readers found in them.</summary>
public sealed class EvtxCorpusTests
{
    private static readonly string? Folder = EvtxCorpus.Folder;

    public static TheoryData<string> Files => EvtxCorpus.Rows;

    /// <summary>
    /// Counts that the study names: records in place, after damage, recovered; and of the first two those whose content cannot be
    /// read, since its template, or a part of it, was overwritten. Their header ids and times are given.
    /// </summary>
    public static TheoryData<string, int, int, int, int> Named => new()
    {
        { "rs__system.evtx", 1881, 0, 79, 0 },
        { "rs__Application_no_crc32.evtx", 17, 0, 34, 0 },
        { "gen__truncated_mid_record.evtx", 678, 0, 0, 0 },
        { "gen__bad_record_size.evtx", 499, 0, 0, 0 },
        { "gen__hidden_tail.evtx", 393, 0, 7, 0 },
        { "rs__2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx", 1912, 63, 90, 25 },
        { "rs__Microsoft-Windows-HelloForBusiness%4Operational.evtx", 6, 0, 0, 1 },
        { "rs__security_bad_string_cache.evtx", 2261, 0, 30, 0 },
        { "rs__MSExchange_Management_wec.evtx", 1, 0, 9, 0 },
        { "hs__ID1149-RDP_success_logins_to_multiple_hosts.evtx", 11, 0, 0, 0 },
        { "rs__E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx", 340, 0, 0, 0 },
        { "gen__same_guid_two_bodies.evtx", 3, 0, 0, 0 },
        { "gen__all_value_types.evtx", 2, 0, 0, 0 },
        { "gen__nested_20.evtx", 3, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void TryRead_FileOfTheCorpus_YieldsWhatIndependentReadersFound(string file)
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);
        Dictionary<string, string> expected = Oracle(Folder ?? "")[file];

        EvtxReading reading = Read(Folder ?? "", file);

        long inPlace = long.Parse(expected["n_intact"], CultureInfo.InvariantCulture);
        long afterDamage = long.Parse(expected["n_resync"], CultureInfo.InvariantCulture);
        Assert.Equal(inPlace + afterDamage, reading.Records.Count);
        Assert.Equal(afterDamage, reading.Summary.AfterDamageCount);
        Assert.Equal(reading.Records.Count(record => record.IsDamaged), reading.Summary.DamagedRecordCount);
        Assert.Equal(reading.All.Count, reading.Summary.RecordCount + reading.Summary.RecoverableCount);
        bool hasUnsignedChunks = expected["bad_chunks"] != "0";
        if (!hasUnsignedChunks)
        {
            Assert.Equal(expected["n_slack"], reading.Recovered.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void TryRead_FileNamedByTheStudy_HasItsCounts(string file, int inPlace, int afterDamage, int recovered, int unreadable)
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);

        EvtxReading reading = Read(Folder ?? "", file);

        Assert.Equal(
            (inPlace, afterDamage, recovered, unreadable),
            (reading.Records.Count(record => !record.IsAfterDamage), reading.Summary.AfterDamageCount, reading.Recovered.Count, reading.Summary.DamagedRecordCount));
    }

    [Fact]
    public void TryRead_ChunksOfTheCorpusWithoutSignature_OfferTheirRecordsAsRecovered()
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);

        EvtxReading reading = Read(Folder ?? "", "rs__sample_with_a_bad_chunk_magic.evtx");

        Assert.Equal((301, 31), (reading.Records.Count, reading.Summary.AfterDamageCount));
        Assert.Equal(2, reading.DamageCodes.Count(code => code == "chunk-magic"));

        // 50 in free space. Of the 83 signatures in the two chunks one has no second size that agrees.
        Assert.Equal(50 + 82, reading.Recovered.Count);
    }

    [Fact]
    public void TryRead_ChecksumsAbsentInTheCorpus_NoneIsSaidToBeWrong()
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);

        Assert.DoesNotContain(Read(Folder ?? "", "rs__Application_no_crc32.evtx").DamageCodes, code => code.Contains("checksum", StringComparison.Ordinal));
    }

    [Fact]
    public void TryRead_GoldenRecords_AreTheSameButForWhatIsKnownOfTheirProducers()
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);
        Dictionary<string, EvtxReading> readings = [];
        List<string> differences = [];
        int compared = 0;

        foreach (string path in Directory.EnumerateFiles(Path.Combine(Folder ?? "", "golden"), "*.xml").Order(StringComparer.Ordinal))
        {
            EvtxGolden golden = EvtxGolden.Load(path);
            string name = File.Exists(Path.Combine(Folder ?? "", golden.Log.Replace("_4", "%4", StringComparison.Ordinal))) ? golden.Log.Replace("_4", "%4", StringComparison.Ordinal) : golden.Log;
            if (!readings.TryGetValue(name, out EvtxReading? reading))
            {
                readings[name] = reading = Read(Folder ?? "", name);
            }

            XElement ours = reading.Records.First(record => record.RecordId == golden.RecordId).Document;
            differences.AddRange(golden.DifferencesTo(ours).Select(difference => $"{Path.GetFileName(path)}: {difference}"));
            compared++;
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.True(compared > 70, $"{compared} compared");
    }

    private static EvtxReading Read(string folder, string file)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, file));
        return EvtxReading.Of(stream);
    }

    private static Dictionary<string, Dictionary<string, string>> Oracle(string folder)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "oracle.tsv")).Select(line => line.Split('\t'))];
        return rows.Skip(1).ToDictionary(row => row[0], row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second));
    }
}

using System.Globalization;
using System.Xml.Linq;
using CaseTriage.TestKit;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Real and generated logs beside the checkout, with what independent readers found in them.</summary>
public sealed class EvtxCorpusTests
{
    private static readonly string? Folder = SharedFolder.Find("corpus", "evtx");

    public static TheoryData<string> Files =>
        Folder is null ? ["absent"] : [.. Directory.EnumerateFiles(Folder, "*.evtx").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

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
        bool hasUnsignedChunks = expected["bad_chunks"] != "0";
        if (!hasUnsignedChunks)
        {
            Assert.Equal(expected["n_slack"], reading.Recovered.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void TryRead_GoldenRecords_SayWhatOtherReadersSay()
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);
        Dictionary<string, EvtxReading> readings = [];
        List<string> differences = [];
        int compared = 0;

        foreach (string golden in Directory.EnumerateFiles(Path.Combine(Folder ?? "", "golden"), "*.xml").Order(StringComparer.Ordinal))
        {
            // FILE.EVENTRECORDID.WHY.PARSER.xml; one producer has signs, floats and characters beyond the BMP wrong.
            string[] parts = Path.GetFileName(golden).Split('.');
            if (parts[0] == "gen__all_value_types" && parts[3] == "libevtx")
            {
                continue;
            }

            string file = parts[0].Replace("_4", "%4", StringComparison.Ordinal);
            string name = File.Exists(Path.Combine(Folder ?? "", file + ".evtx")) ? file : parts[0];
            if (!readings.TryGetValue(name, out EvtxReading? reading))
            {
                readings[name] = reading = Read(Folder ?? "", name + ".evtx");
            }

            long id = long.Parse(parts[1], CultureInfo.InvariantCulture);
            XElement ours = reading.Records.First(record => record.RecordId == id).Document;
            differences.AddRange(Differences(Load(golden), ours, keepsEmpty: parts[3] == "libevtx").Select(difference => $"{Path.GetFileName(golden)}: {difference}"));
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

    private static XElement Load(string path)
    {
        // One producer writes control characters raw, which XML does not have.
        string text = string.Concat(File.ReadAllText(path).Select(c => c is < ' ' and not ('\n' or '\r' or '\t') or '\uFFFF' ? '\uFFFD' : c));
        return XElement.Parse(text, LoadOptions.None);
    }

    private static Dictionary<string, Dictionary<string, string>> Oracle(string folder)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "oracle.tsv")).Select(line => line.Split('\t'))];
        return rows.Skip(1).ToDictionary(row => row[0], row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second));
    }

    private static IEnumerable<string> Differences(XElement golden, XElement ours, bool keepsEmpty)
    {
        string[] expected = [.. Leaves(golden, keepsEmpty)];
        string[] actual = [.. Leaves(ours, keepsEmpty)];
        return expected.SequenceEqual(actual)
            ? []
            : [.. expected.Except(actual).Select(leaf => "lacks " + leaf), .. actual.Except(expected).Select(leaf => "adds " + leaf), "order or number of leaves"];
    }

    private static IEnumerable<string> Leaves(XElement element, bool keepsEmpty)
    {
        foreach (XElement item in element.DescendantsAndSelf())
        {
            foreach (XAttribute attribute in item.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            {
                yield return $"{item.Name.LocalName}/@{attribute.Name.LocalName}={Canonical(attribute.Value)}";
            }

            // The other producer keeps elements that depend on NULL, so that only what has text can be compared.
            if (!item.HasElements && (keepsEmpty || item.Value.Length > 0))
            {
                yield return $"{item.Name.LocalName}={Canonical(item.Value)}";
            }
        }
    }

    /// <summary>Takes away what the README of the corpus names as faults or as matters of taste of the producers.</summary>
    private static string Canonical(string value)
    {
        string basic = string.Concat(value.Where(c => !char.IsSurrogate(c)));
        string text = basic.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('{', '}').ToUpperInvariant();
        if (text.StartsWith("0X", StringComparison.Ordinal))
        {
            return "0X" + text[2..].TrimStart('0');
        }

        bool isTime = text.Length >= 24 && text[10] == 'T' && text[^1] == 'Z';
        if (isTime)
        {
            return text[..23];
        }

        return text;
    }
}

using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

public sealed class ScenarioReaderTests
{
    private const string Scenarios = """
        items:
          - code: a
            title: { zh-CN: 甲, en: a }
            present: { fact: artifact }
            partial: [{ when: { fact: log }, because: { zh-CN: 乙, en: b } }]
            why: { zh-CN: 丙, en: c }
            ask: { zh-CN: 丁, en: d }
            minutes: 3
        scenarios:
          - code: s
            per: device
            title: { zh-CN: 戊, en: e }
            reason: { zh-CN: 己, en: f }
            required: [a]
        """;

    [Fact]
    public void Read_SoundFile_GivesScenariosWithTheirItems()
    {
        var scenario = Assert.Single(Given.PackOf(("scenarios.yaml", Scenarios)).Scenarios);

        Assert.Equal(("s", "a", "b"), (scenario.Code, Assert.Single(scenario.Required).Code, scenario.Required[0].Partial[0].Because.English));
        Assert.Empty(scenario.Helpful);
    }

    [Fact]
    public void Check_ScenariosThatCannotBeReached_AreComplainedOf()
    {
        string folder = Directory.CreateTempSubdirectory("casetriage-packs-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "pack.yaml"), "{ id: tried, version: 1.0.0, status: experimental, description: x }");
            string second = Scenarios[Scenarios.IndexOf("  - code: s", StringComparison.Ordinal)..].Replace("required: [a]", "when: { fact: log }", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "scenarios.yaml"), $"{Scenarios.Replace("required: [a]", "required: [a]\n    helpful: [a]", StringComparison.Ordinal)}\n{second}\n");

            string[] complaints = [.. PackLint.Check(folder).Complaints.Where(complaint => complaint.StartsWith("scenarios.yaml", StringComparison.Ordinal))];

            Assert.Contains("scenarios.yaml: the scenario 's' is there twice.", complaints);
            Assert.Contains("scenarios.yaml: s needs nothing.", complaints);
            Assert.Contains("scenarios.yaml: s has 'a' as required and as helpful.", complaints);
            Assert.Contains(complaints, complaint => complaint.Contains("is the last of its sort and has a condition", StringComparison.Ordinal));
            Assert.Contains(complaints, complaint => complaint.Contains("has no condition, so that those after it are never tried", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("required: [a]", "required: [b]", "tried/scenarios.yaml:14:", "'b' is not known; allowed: a")]
    [InlineData("required: [a]", "required: a", "tried/scenarios.yaml:14:", "must be a list")]
    [InlineData("per: device", "per: disk", "tried/scenarios.yaml:", "'per' is device or case")]
    [InlineData("minutes: 3", "minutes: few", "tried/scenarios.yaml:8:", "'few' is no number")]
    [InlineData("en: d }", "de: d }", "tried/scenarios.yaml:", "'en' is missing")]
    [InlineData("{ fact: artifact }", "{ fakt: artifact }", "tried/scenarios.yaml:4:", "a condition is expected here")]
    [InlineData("    minutes: 3", "    minutes: 3\n    cost: 3", "tried/scenarios.yaml:9:", "unknown key 'cost'")]
    public void Read_FaultyFile_NamesFileLineAndWhatIsAllowed(string sound, string faulty, string place, string complaint)
    {
        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => Given.PackOf(("scenarios.yaml", Scenarios.Replace(sound, faulty, StringComparison.Ordinal))));

        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }
}

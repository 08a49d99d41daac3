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

using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

public sealed class KnowledgeBaseTests
{
    private const string Rule = """
        id: x
        status: experimental
        role: symptom
        severity: low
        confidence: likely
        per: case
        description: "Detects x."
        false-positives: Unlikely
        references: [docs/facts.md]
        when: { fact: artifact }
        title: { zh-CN: 甲, en: a }
        explanation: { zh-CN: 乙, en: b }
        """;

    [Fact]
    public void Load_SoundRule_KeepsIdOfPackAndRule() => Assert.Equal("tried/x", Assert.Single(Load(Rule).Rules).Id);

    [Theory]
    [InlineData("severity: low", "severty: low", "tried/rules/x.yaml:", "'severity' is missing")]
    [InlineData("per: case", "per: case\nweight: 3", "tried/rules/x.yaml:7:9:", "unknown key 'weight'; allowed: ")]
    [InlineData("per: case", "per: case\nper: device", "tried/rules/x.yaml:7:", "twice")]
    [InlineData("severity: low", "severity: huge", "tried/rules/x.yaml:4:", "'huge' is not known; allowed: ")]
    [InlineData("id: x", "id: y", "tried/rules/x.yaml:1:", "must equal the file name 'x'")]
    [InlineData("{ zh-CN: 甲, en: a }", "{ en: a }", "tried/rules/x.yaml:", "'zh-CN' is missing")]
    [InlineData("{ fact: artifact }", "{ fakt: artifact }", "tried/rules/x.yaml:10:", "a condition is expected here")]
    [InlineData("{ fact: artifact }", "{ fact: artifact, where: { kind: { matches: '(?<a>x)\\k<a>' } } }", "tried/rules/x.yaml:10:", "cannot be used")]
    [InlineData("{ fact: artifact }", "{ fact: artefact }", "tried/rules/x.yaml:10:15:", "there is no fact 'artefact'; allowed: activation.id, ")]
    [InlineData("{ fact: artifact }", "{ fact: artifact, where: { colour: red } }", "tried/rules/x.yaml:10:", "has no field 'colour'; allowed: damage, ")]
    [InlineData("{ fact: artifact }", "{ sequence: [{ fact: artifact }] }", "tried/rules/x.yaml:10:", "at least two steps")]
    [InlineData("{ fact: artifact }", "{ sequence: [{ fact: artifact }, { fact: log, within: soon }] }", "tried/rules/x.yaml:10:", "no length of time; allowed: ")]
    [InlineData("{ fact: artifact }", "{ sequence: [{ fact: artifact, within: 1d }, { fact: log }] }", "tried/rules/x.yaml:10:", "unknown key 'within'")]
    [InlineData("{ fact: artifact }", "{ fact: artifact, at-least: -1 }", "tried/rules/x.yaml:10:", "no whole number from 0")]
    [InlineData("{ fact: artifact }", "{ fact: log, where: { records: { above: NaN } } }", "tried/rules/x.yaml:10:", "is no number")]
    [InlineData("{ fact: artifact }", "{ all: [] }", "tried/rules/x.yaml:10:", "at least one condition")]
    [InlineData("\"Detects x.\"", "\"Finds x.\"", "tried/rules/x.yaml:", "must begin with 'Detects '")]
    [InlineData("per: case", "per: &a case", "", "")]
    [InlineData("per: case", "per: *a", "tried/rules/x.yaml:6:", "")]
    public void Load_FaultyRule_NamesFileLineAndWhatIsAllowed(string sound, string faulty, string place, string complaint)
    {
        if (place.Length == 0)
        {
            Assert.Single(Load(Rule.Replace(sound, faulty, StringComparison.Ordinal)).Rules);
            return;
        }

        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => Load(Rule.Replace(sound, faulty, StringComparison.Ordinal)));

        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void Load_BracketsWithoutEnd_AreRefusedBeforeTheLibrarySeesThem(string open)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 100_000));

        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => Load(deep));

        Assert.Contains("deeper", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_IndentedWithoutEnd_IsRefused()
    {
        string deep = string.Join('\n', Enumerable.Range(0, 400).Select(level => new string(' ', level) + "a:"));

        Assert.Throws<InvalidPackException>(() => Load(deep));
    }

    [Fact]
    public void Load_RulesThatNeedEachOther_AreRefused()
    {
        string x = Rule.Replace("{ fact: artifact }", "{ finding: y }", StringComparison.Ordinal);
        string y = Rule.Replace("id: x", "id: y", StringComparison.Ordinal).Replace("{ fact: artifact }", "{ finding: x }", StringComparison.Ordinal);

        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => Given.PackOf(("rules/x.yaml", x), ("rules/y.yaml", y)));

        Assert.Contains("need each other", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ContentChanges_HashChanges()
    {
        string before = Load(Rule).Packs[0].Sha256;

        Assert.NotEqual(before, Load(Rule.Replace("en: a", "en: c", StringComparison.Ordinal)).Packs[0].Sha256);
        Assert.Equal(before, Load(Rule.ReplaceLineEndings("\r\n")).Packs[0].Sha256);
    }

    [Fact]
    public void Load_NoPack_SaysWhatIsMissing() =>
        Assert.Contains("pack.yaml", Assert.Throws<InvalidPackException>(() => KnowledgeBase.Load(Path.Combine(AppContext.BaseDirectory, "no-such-folder"))).Message, StringComparison.Ordinal);

    private static KnowledgeBase Load(string rule) => Given.PackOf(("rules/x.yaml", rule));
}

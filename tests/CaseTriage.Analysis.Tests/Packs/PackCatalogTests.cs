using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

public sealed class PackCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_RuleWithTests_GivesTheLinesOfEachTest()
    {
        Write("reviewed: 2026-11-01\n");

        PackListing pack = Assert.Single(PackCatalog.Read(_folder));

        RuleListing rule = Assert.Single(pack.Rules);
        Assert.Equal(new DateOnly(2026, 11, 1), rule.ReviewedOn);
        Assert.Equal(["docs/facts.md"], rule.References);
        Assert.Equal(["it is there", "it is not"], rule.Tests.Select(test => test.Name));
        Assert.Equal("  - name: it is not\n    facts: []\n    expect: { case: silent }", rule.Tests[1].Source);
        Assert.Equal(1, rule.Tests[0].Facts);
        Assert.StartsWith("id: solved", rule.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ReviewThatIsNoDay_SaysWhere()
    {
        Write("reviewed: yesterday\n");

        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => PackCatalog.Read(_folder));

        Assert.Contains("rules/solved.yaml:", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'yesterday'", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string more)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "rules"));
        File.WriteAllText(Path.Combine(_folder, "pack.yaml"), "id: small\nversion: 1.0.0\nstatus: test\ndescription: A pack of one rule.\n");
        File.WriteAllText(Path.Combine(_folder, "rules", "solved.yaml"), """
            id: solved
            status: test
            role: context
            severity: info
            confidence: strong
            per: case
            description: "Detects that the mails say so."
            false-positives: "None."
            references: ["docs/facts.md"]
            when: { fact: case.solved, where: { solved: true } }
            title: { zh-CN: 已解决, en: Solved }
            explanation: { zh-CN: 邮件如此说。, en: The mails say so. }

            """ + more);
        File.WriteAllText(Path.Combine(_folder, "rules", "solved.tests.yaml"), """
            tests:
              - name: it is there
                facts:
                  - { fact: case.solved, solved: true }
                expect: { case: fired }
              - name: it is not
                facts: []
                expect: { case: silent }

            """);
    }
}

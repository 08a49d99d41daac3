using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>A test of a rule that does not hold must be seen.</summary>
public sealed class PackTestsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-packs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_WrongExpectation_Fails()
    {
        Write("rules/generic-hresult.tests.yaml", "tests:\n  - name: wrong\n    facts: [{ fact: activation.result, device: QX07310000101, code: '0x80131501', system: dotnet }]\n    expect: { QX07310000101: silent }\n");

        PackTestFailure failure = Assert.Single(PackTests.Run(_folder).Failures);

        Assert.Equal("activation/generic-hresult", failure.Rule);
        Assert.Contains("expected silent, got fired", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RuleWithoutTests_IsNamed()
    {
        Write("rules/generic-hresult.tests.yaml", "tests: []\n");

        Assert.Contains("activation/generic-hresult: no test in which it fires.", PackLint.Check(_folder).Complaints);
    }

    private void Write(string name, string text)
    {
        foreach (string file in Directory.EnumerateFiles(Given.PacksFolder, "*.yaml", SearchOption.AllDirectories).Where(file => !file.EndsWith(".tests.yaml", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(_folder, Path.GetRelativePath(Given.PacksFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _folder);
            File.Copy(file, copy);
        }

        File.WriteAllText(Path.Combine(_folder, "activation", name), text);
    }
}

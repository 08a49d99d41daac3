using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>What does not come with the program is let in only whole.</summary>
public sealed class PackGateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-gate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_ShippedPacks_AreLetIn() => Assert.Equal(Given.Knowledge.Rules.Length, PackGate.Load(Given.PacksFolder).Rules.Length);

    [Theory]
    [InlineData("activation/rules/generic-hresult.yaml", "  zh-CN:", "  zh-TW:", "'zh-CN' is missing")]
    [InlineData("activation/rules/generic-hresult.yaml", "fact: activation.result", "fact: activation.outcom", "there is no fact 'activation.outcom'")]
    [InlineData("activation/rules/generic-hresult.tests.yaml", ": silent", ": fired", "no test in which it stays silent")]
    [InlineData("activation/rules/generic-hresult.tests.yaml", ": unknown", ": silent", "no test in which it is unknown")]
    [InlineData("common/texts.yaml", "gap.NoMail:", "gap.NoPost:", "the text 'gap.NoMail' is missing")]
    [InlineData("activation/steps.yaml", "works-for: { extra-internal-disk:", "works-for: { extra-disk:", "names the cause 'extra-disk'")]
    public void Load_PackThatIsNotWhole_SaysWhatIsMissing(string file, string sound, string faulty, string complaint)
    {
        Copy(file, sound, faulty);

        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => PackGate.Load(_folder));

        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }

    private void Copy(string changed, string sound, string faulty)
    {
        foreach (string file in Directory.EnumerateFiles(Given.PacksFolder, "*.yaml", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder, Path.GetRelativePath(Given.PacksFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _folder);
            File.Copy(file, copy);
        }

        string path = Path.Combine(_folder, changed);
        string text = File.ReadAllText(path);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(sound, faulty, StringComparison.Ordinal));
    }
}

using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

public sealed class SiteOverlayTests : IDisposable
{
    private const string Sound = """
        id: site-north
        version: 1.0.0
        forbidden-steps: [unplug-extra-disk]
        priors: { server-record: likely }
        texts:
          device.any: { zh-CN: 车间的机器, en: a machine of the workshop }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-overlay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_SoundOverlay_AddsConstraintsPriorsAndTextsAndNothingElse()
    {
        KnowledgeBase site = Load(Sound);

        Assert.Equal(["unplug-extra-disk"], site.Steps.Where(step => step.ForbiddenBySite == "site-north").Select(step => step.Code));
        Assert.Equal(0.75, site.Causes.SelectMany(catalog => catalog.Causes).Single(cause => cause.Code == "server-record").Prior);
        Assert.Equal("a machine of the workshop", site.Texts["device.any"].English);
        Assert.Equal(Given.Knowledge.Rules.Select(rule => (rule.Id, rule.When.Source)), site.Rules.Select(rule => (rule.Id, rule.When.Source)));
        Assert.Equal("site-north", site.Packs[^1].Id);
    }

    [Fact]
    public void Load_OverlayChanges_HashChanges() => Assert.NotEqual(Load(Sound).Packs[^1].Sha256, Load(Sound.Replace("likely", "unlikely", StringComparison.Ordinal)).Packs[^1].Sha256);

    [Theory]
    [InlineData("version: 1.0.0", "version: 1.0.0\nrules: [marker-binding-invalid]", ":3:8:", "an overlay cannot change 'rules'")]
    [InlineData("version: 1.0.0", "version: 1.0.0\nhypotheses: []", ":3:13:", "never what evidence a conclusion needs; allowed: id, version, forbidden-steps, priors, texts")]
    [InlineData("unplug-extra-disk", "unplug", ":3:", "no pack has the step 'unplug'; allowed: ")]
    [InlineData("server-record", "server", ":4:", "no pack has the cause 'server'")]
    [InlineData("likely", "0.7", ":4:", "'0.7' is not known; allowed: almost-never")]
    [InlineData("device.any", "device.none", ":6:", "no pack has the text 'device.none'")]
    [InlineData("zh-CN: 车间的机器, ", "", ":6:", "'zh-CN' is missing")]
    public void Load_OverlayThatWantsMore_IsRefusedWithItsReason(string sound, string faulty, string place, string complaint)
    {
        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => Load(Sound.Replace(sound, faulty, StringComparison.Ordinal)));

        Assert.Contains("north/overlay.yaml" + place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StepThatTheSiteForbids_StaysAtTheEndWithTheOverlay()
    {
        Evaluation evaluation = Evaluation.Of(
            Load(Sound),
            Given.Table(
                Given.Fact("device", Given.Device, ("everFailed", true), ("outcome", "failed")),
                Given.Fact("activation.result", Given.Device, ("code", "106"), ("system", "aps")),
                Given.Fact("inventory", Given.Device, ("complete", true), ("integrity", "intact")),
                Given.Fact("inventory.disk", Given.Device, ("index", 1), ("removableBus", false)),
                Given.Fact("inventory.disk", Given.Device, ("index", 2), ("removableBus", false))));

        Assert.Equal(("unplug-extra-disk", "site-north"), (evaluation.Steps[^1].Step.Code, evaluation.Steps[^1].BlockedBy));
    }

    private KnowledgeBase Load(string overlay)
    {
        foreach (string file in Directory.EnumerateFiles(Given.PacksFolder, "*.yaml", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder, Path.GetRelativePath(Given.PacksFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _folder);
            File.Copy(file, copy, overwrite: true);
        }

        Directory.CreateDirectory(Path.Combine(_folder, "north"));
        File.WriteAllText(Path.Combine(_folder, "north", "overlay.yaml"), overlay);
        return KnowledgeBase.Load(_folder);
    }
}

using System.Text;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.Tests.Server;

public sealed class EvidenceWorkerTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Show_LineOfALog_MarksItAmongItsNeighboursAndMasksSecrets()
    {
        EvidenceView view = Show(Log(100, "2024-03-05 10:00:00 password: Hunter2-secret"), "line 50");

        Assert.Equal(EvidenceViewKind.Text, view.Kind);
        EvidenceLine hit = Assert.Single(view.Lines, l => l.IsHit);
        Assert.Equal("50", hit.Label);
        Assert.StartsWith("2024-03-05 10:00:00 password", hit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(view.Lines, l => l.Text.Contains("Hunter2", StringComparison.Ordinal));
        Assert.Equal(("30", "90"), (view.Lines[0].Label, view.Lines[^1].Label));
    }

    [Theory]
    [InlineData("line 500", "not-found")]
    [InlineData("line 99999999999", "not-found")]
    public void Show_LinePastTheEnd_SaysSo(string locator, string reason) => Assert.Equal(reason, Show(Log(100, ""), locator).Reason);

    [Fact]
    public void Show_OffsetInBytes_GivesTheLineOfSixteenThatHoldsIt()
    {
        byte[] bytes = new byte[4096];
        "ElfChnk"u8.CopyTo(bytes.AsSpan(0x205));

        EvidenceView view = Show(bytes, "offset 0x205");

        EvidenceLine hit = Assert.Single(view.Lines, l => l.IsHit);
        Assert.Equal(EvidenceViewKind.Hex, view.Kind);
        Assert.Equal("0x200", hit.Label);
        Assert.Equal("00 00 00 00 00 45 6c 66 43 68 6e 6b 00 00 00 00  .....ElfChnk....", hit.Text);
    }

    [Fact]
    public void Show_ValueOfTheRegistry_ShowsWhatIsTakenOutOfItAndNoOtherLine()
    {
        byte[] export = Encoding.Unicode.GetBytes("""
            Windows Registry Editor Version 5.00

            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
            "DigitalProductId"=hex:a4,00,00,00
            "ProductName"="Windows 10"
            "EditionID"="EnterpriseG"
            """);

        EvidenceView view = Show([.. Encoding.Unicode.Preamble, .. export], "line 6");

        Assert.Equal(["ProductName = Windows 10", "EditionID = EnterpriseG"], view.Lines.Select(line => line.Text));
        Assert.Equal("EditionID = EnterpriseG", Assert.Single(view.Lines, line => line.IsHit).Text);
        Assert.DoesNotContain(Show([.. Encoding.Unicode.Preamble, .. export], "line 4").Lines, line => line.IsHit);
    }

    [Theory]
    [InlineData("offset 0x0")]
    [InlineData("line 1")]
    public void Show_HiveThatCannotBeRead_ShowsNoBytes(string locator) => Assert.Equal("unreadable", Show([.. "regf"u8, .. new byte[5000]], locator).Reason);

    [Fact]
    public void Show_ArtifactThatIsNotThere_SaysSo()
    {
        var request = new EvidenceRequest([new ManifestInput("a.txt", null, _file)], "a.zip!/b.txt", "line 1");

        Assert.Equal("not-found", EvidenceWorker.Show(request).Reason);
    }

    private static byte[] Log(int lines, string fiftieth) => Encoding.UTF8.GetBytes(string.Join(
        '\n', Enumerable.Range(1, lines).Select(i => i == 50 ? fiftieth : FormattableString.Invariant($"2024-03-05 10:00:{i % 60:00} INFO step {i} done"))));

    private EvidenceView Show(byte[] bytes, string locator)
    {
        File.WriteAllBytes(_file, bytes);
        return EvidenceWorker.Show(new EvidenceRequest([new ManifestInput("a.log", null, _file)], "a.log", locator));
    }
}

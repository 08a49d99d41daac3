using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class LogFactsTests
{
    private const string Platform = """
        2024-03-05 14:19:58,211 [21] INFO  Offline request received SN=QX07310000101
        2024-03-05 14:19:58,640 [21] ERROR SN=QX07310000101 (code:106)0x80131501:Device marker binding is invalid.
        2024-03-05 15:09:31,555 [21] INFO  SN=QX07310000102 (code:0) confirmation issued
        """;

    [Fact]
    public void Read_LogOfThePlatform_GivesResultsAndOutcomesPerDevice()
    {
        ArtifactReading reading = Read(Platform);

        Assert.Equal(3, reading.Records);
        Assert.Equal([("106", "aps", "platform"), ("0x80131501", "dotnet", "platform")],
            reading.Facts.Where(fact => fact.Name == "activation.result").Select(fact => (fact.Text("code"), fact.Text("system"), fact.Text("source"))));
        Assert.Equal([("QX07310000101", "failed"), ("QX07310000102", "activated")],
            reading.Facts.Where(fact => fact.Name == "activation.outcome").Select(fact => (fact.Device, fact.Text("outcome"))));
        Assert.All(reading.Facts.Take(3), fact => Assert.Equal("line 2", fact.Evidence.Locator));
    }

    [Fact]
    public void Read_TimeWithoutZone_IsTakenForBeijing() =>
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 6, 19, 58, 640, TimeSpan.Zero), Read(Platform).Timeline[0].At);

    [Fact]
    public void Read_SeveralDevices_GivesNoHint()
    {
        Assert.Empty(Read(Platform).DeviceHints);
        Assert.Equal(["QX07310000101"], Read(Platform[..200]).DeviceHints);
    }

    [Fact]
    public void Read_OtherLog_GivesResultsWithoutAVerdict()
    {
        Fact result = Assert.Single(Read("2024-03-05T06:00:00Z WARN activation attempt: 0xC004F074").Facts);

        Assert.Equal(("activation.result", "0xC004F074", "log"), (result.Name, result.Text("code"), result.Text("source")));
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 6, 0, 0, TimeSpan.Zero), result.At);
    }

    [Theory]
    [InlineData("软件授权服务版本: 10.0.17763.1\r\n许可证状态: 已授权", "activated")]
    [InlineData("Software licensing service version: 10.0\nLicense Status: Notification\nNotification Reason: 0xC004F009.", "failed")]
    public void Read_OutputOfSlmgr_GivesTheOutcome(string text, string outcome) =>
        Assert.Equal((outcome, "slmgr"), Read(text).Facts.Where(fact => fact.Name == "activation.outcome").Select(fact => (fact.Text("outcome"), fact.Text("source"))).Single());

    [Fact]
    public void Read_SecretOnALine_IsMaskedAndReported()
    {
        ArtifactReading reading = Read("start\n2024-03-05 14:00:00 ERROR key ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23: 0xC004F050");

        Assert.DoesNotContain("FGHJK", Assert.Single(reading.Facts).Evidence.Excerpt, StringComparison.Ordinal);
        Redaction redaction = Assert.Single(reading.Redactions);
        Assert.Equal((RedactionKind.ProductKey, "line 2"), (redaction.Kind, redaction.Where.Locator));
    }

    [Fact]
    public void Read_SecretFarDownALongLog_KeepsItsLine()
    {
        string filler = string.Concat(Enumerable.Repeat("2024-03-05 14:00:00 INFO nothing to see in this line of the log\n", 40_000));

        ArtifactReading reading = Read(filler + "key ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23");

        Assert.Equal("line 40001", Assert.Single(reading.Redactions).Where.Locator);
        Assert.Equal(40_001, reading.Records);
    }

    private static ArtifactReading Read(string text) => LogFacts.Read("aps.log", System.Text.Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
}

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
        Assert.Equal(["QX07310000101"], Read(Platform[..200]).DeviceHints.Select(hint => hint.Value));
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

    [Fact]
    public void Read_Entries_BecomeRowsWithTheirTimeAndWhatIsAssumed()
    {
        EventRow[] rows = Rows("head\n2024-03-05 14:00:00 ERROR failed -1073418124\n   at A.B()\nplain\n2024-03-05T06:00:01Z INFO done\n");

        Assert.Equal(["line 1", "line 2", "line 4", "line 5"], rows.Select(row => row.Locator));
        Assert.Equal(
            [EventCondition.TextLine | EventCondition.ZoneAssumed | EventCondition.TimeBorrowed, EventCondition.TextLine | EventCondition.ZoneAssumed, EventCondition.TextLine | EventCondition.ZoneAssumed | EventCondition.TimeBorrowed, EventCondition.TextLine],
            rows.Select(row => row.Condition));
        Assert.All(rows.Take(3), row => Assert.Equal(new DateTimeOffset(2024, 3, 5, 6, 0, 0, TimeSpan.Zero), row.At));
        Assert.Equal(("aps.log", 2, "[\"0xC004F074\"]", "2024-03-05 14:00:00 ERROR failed -1073418124\n   at A.B()"), (rows[1].Provider, rows[1].Level, rows[1].Data, rows[1].Message));
    }

    [Fact]
    public void Read_LogWithoutAnyTime_GivesRowsWithoutATime() => Assert.All(Rows("License Status: Licensed\nx 0xC004F074"), row => Assert.Null(row.At));

    [Fact]
    public void Read_SecretInAnEntry_IsInNoRowAndNoTemplate()
    {
        const string Log = "2024-03-05 14:00:00 ERROR key ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23: 0xC004F050";

        Assert.DoesNotContain("FGHJK", Assert.Single(Rows(Log)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FGHJK", System.Text.Json.JsonSerializer.Serialize(Read(Log).Templates, AnalysisJson.Compact), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreTemplatesThanAreShown_SaysHowManyAreLeftOut()
    {
        string log = string.Concat(Enumerable.Range(0, 250).Select(i => new string((char)('a' + (i % 26)), 3 + (i / 26)) + "\n"));

        LogTemplates templates = Read(log).Templates ?? throw new InvalidOperationException("A log has templates.");

        Assert.Equal((200, 250), (templates.Shown.Length, templates.Shown.Sum(template => template.Count) + templates.EntriesLeftOut));
    }

    [Fact]
    public void Read_FileCutWithinACharacter_IsPartial() =>
        Assert.Equal("text-cut", Assert.Single(LogFacts.Read("a.log", "2024-03-05 14:00:00 激活"u8.ToArray().AsMemory()[..^1], new RowKeeper(), TestContext.Current.CancellationToken).Damage).Code);

    [Theory]
    [InlineData("Software licensing service version: 10.0\nName: Windows\nActivation ID: 32d2fab3-e4a8-42c2-923b-4bf4fd13e6ee\nProduct Key Channel: Volume:GVLK\nPartial Product Key: T83GX\nLicense Status: Notification\nNotification Reason: 0xC004F00F.\nRemaining Windows rearm count: 1001\nRegistered KMS machine name: kms.example.com:1688")]
    [InlineData("软件授权服务版本: 10.0\n名称: Windows\n激活 ID: 32d2fab3-e4a8-42c2-923b-4bf4fd13e6ee\n产品密钥通道: Volume:GVLK\n部分产品密钥: T83GX\n许可证状态: 通知\n通知原因: 0xC004F00F。\n剩余 Windows 重置计数: 1001\n已注册的 KMS 计算机名称: kms.example.com:1688")]
    public void Read_OutputOfSlmgr_GivesTheLicence(string text)
    {
        Fact licence = Read(text).Facts.Single(fact => fact.Name == "licence");

        Assert.Equal(
            ["notification", "0xC004F00F", "32d2fab3-e4a8-42c2-923b-4bf4fd13e6ee", "Volume:GVLK", "T83GX", "1001", "kms.example.com", "1688"],
            ((string[])["status", "reason", "activationId", "channel", "partialKey", "windowsRearms", "kmsHost", "kmsPort"]).Select(licence.Text));
    }

    [Theory]
    [InlineData("Installation ID: 012345678901234567890123456789012345678901234567890123456789012", true)]
    [InlineData("安装 ID: 0123456 0123456 0123456 0123456 0123456 0123456 0123456 0123456 0123456", true)]
    [InlineData("Installation ID: 01234567890123456789", false)]
    public void Read_InstallationId_SaysWhetherItIsComplete(string text, bool isComplete) =>
        Assert.Equal(isComplete, Read(text).Facts.Single(fact => fact.Name == "licence").Fields["installationIdComplete"]);

    private static EventRow[] Rows(string text)
    {
        var rows = new RowKeeper();
        LogFacts.Read("logs.zip!/aps.log", System.Text.Encoding.UTF8.GetBytes(text), rows, TestContext.Current.CancellationToken);
        return [.. rows.Rows];
    }

    private static ArtifactReading Read(string text) => LogFacts.Read("aps.log", System.Text.Encoding.UTF8.GetBytes(text), new RowKeeper(), TestContext.Current.CancellationToken);
}

using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class LicensingDiagFactsTests
{
    private const string Key = "ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23";

    [Fact]
    public void Read_ReportOfAFailure_GivesOutcomeAndOneResult()
    {
        ArtifactReading reading = Read("""
            <DiagReport><LicensingData>
              <LicensingStatus>SL_LICENSING_STATUS_NOTIFICATION</LicensingStatus>
              <LicensingStatusReason>0xC004F211</LicensingStatusReason>
              <LastOnlineGenuineResult></LastOnlineGenuineResult>
              <ResultCode>0xC004F211</ResultCode>
            </LicensingData><GenuineAuthz><ServerProps>&lt;g&gt;&lt;properties&gt;TimeStampClient=2024-03-05T06:07:08Z&lt;/properties&gt;&lt;/g&gt;</ServerProps></GenuineAuthz></DiagReport>
            """);

        Assert.Equal(
            [("activation.outcome", "failed", "field LicensingStatus"), ("activation.result", "0xC004F211", "field LicensingStatusReason")],
            reading.Facts.Where(fact => fact.Name.StartsWith("activation.", StringComparison.Ordinal)).Select(fact => (fact.Name, fact.Text("outcome") ?? fact.Text("code"), fact.Evidence.Locator)));
        Assert.All(reading.Facts, fact => Assert.Equal(new DateTimeOffset(2024, 3, 5, 6, 7, 8, TimeSpan.Zero), fact.At));
    }

    [Fact]
    public void Read_ReportOfALicensedMachine_IsActivatedWithoutResults() => Assert.Equal(["activated", null], Read(
        "<DiagReport><LicensingData><LicensingStatus>SL_LICENSING_STATUS_LICENSED</LicensingStatus><ResultCode>0x00000000</ResultCode></LicensingData></DiagReport>").Facts.Select(fact => fact.Text("outcome")));

    [Fact]
    public void Read_ProductKeysPlainAndCoded_AreReportedAndNowhereShown()
    {
        byte[] coded = new byte[164];
        coded[60] = 7;
        ArtifactReading reading = Read($"""
            <HardwareID><Registry>
              <Value name="BackupProductKeyDefault">{Key}</Value>
              <LastBiosKey>{Key}</LastBiosKey>
              <Value name="DigitalProductId">{Convert.ToBase64String(coded)}</Value>
              <Value name="DigitalProductId4">{Convert.ToBase64String(new byte[164])}</Value>
            </Registry></HardwareID>
            """);

        Assert.Equal(["field BackupProductKeyDefault", "field LastBiosKey", "field DigitalProductId"], reading.Redactions.Select(redaction => redaction.Where.Locator));
        Assert.DoesNotContain("FGHJK", System.Text.Json.JsonSerializer.Serialize(reading, AnalysisJson.Compact), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Report_GivesTheStateOfTheLicenceAndNamesWhatIsUnknown()
    {
        ArtifactReading reading = Read($"""
            <DiagReport><LicensingData>
              <LicensingStatus>SL_LICENSING_STATUS_NOTIFICATION</LicensingStatus><LicensingStatusReason>0xC004F034</LicensingStatusReason>
              <GraceTimeMinutes>0</GraceTimeMinutes><ActivePartialProductKey>t83gx</ActivePartialProductKey><ActiveProductKeyChannel>OEM:DM</ActiveProductKeyChannel>
              <OfflineInstallationId>{new string('1', 63)}</OfflineInstallationId><Model>Model {Key}</Model><NewElement>1</NewElement>
            </LicensingData><HealthStatus><Result>FAIL</Result><TamperedItems>sppsvc.exe</TamperedItems></HealthStatus></DiagReport>
            """);

        Fact licence = reading.Facts.Single(fact => fact.Name == "licence");
        Assert.Equal(
            ["notification", "0xC004F034", "0", "T83GX", "OEM:DM", "63", "FAIL", "sppsvc.exe"],
            ((string[])["status", "reason", "graceMinutes", "partialKey", "channel", "installationIdDigits", "health", "tampered"]).Select(licence.Text));
        Assert.DoesNotContain("FGHJK", licence.Text("model"), StringComparison.Ordinal);
        Assert.Equal(("1", "NewElement"), (reading.Facts.Single(fact => fact.Name == "licensingDiag.unknown").Text("count"), reading.Facts.Single(fact => fact.Name == "licensingDiag.unknown").Text("names")));
    }

    [Fact]
    public void Read_HardwareData_NamesTheComputer() => Assert.Equal(["OFFICE-01"], Read(
        $"<HardwareID><LegacyHWID><Value name='Machine'>{Convert.ToBase64String("OFFICE-01"u8)}</Value></LegacyHWID></HardwareID>").DeviceHints.Select(hint => hint.Value));

    [Fact]
    public void Read_ReportOfWindows7_IsReadAsText() => Assert.Equal("0xC004F009", Assert.Single(Read(
        "Diagnostic Report (1.9.0027.0):\r\n-----\r\nNotification Reason: 0xC004F009.\r\n").Facts).Text("code"));

    [Fact]
    public void Read_BrokenXml_IsPartial() => Assert.Equal(ArtifactStatus.Partial, Read("<DiagReport><LicensingData><ResultCode>0xC004").Status);

    private static ArtifactReading Read(string text) => LicensingDiagFacts.Read("diag.xml", System.Text.Encoding.UTF8.GetBytes(text), new RowKeeper(), TestContext.Current.CancellationToken);
}

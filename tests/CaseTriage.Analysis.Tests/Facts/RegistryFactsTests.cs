using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.TestKit.Registry;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class RegistryFactsTests
{
    // An invented key: its shape is that of a real one.
    private const string Key = "BCDFG-HJKMP-QRTVW-XY234-6789B";

    [Fact]
    public void Read_Export_TellsWhatActivationNeedsAndMasksTheKey()
    {
        string export = $"""
            Windows Registry Editor Version 5.00

            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
            "EditionID"="EnterpriseG"
            "InstallDate"=dword:64787ba0
            "DigitalProductId"=hex:41,42
            "RegisteredOwner"="nobody asked"

            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform]
            "KeyManagementServiceName"="kms.example.test"
            "BackupProductKeyDefault"="{Key}"

            [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName]
            "ComputerName"="PC-1"
            """;

        ArtifactReading reading = RegistryFacts.Read("a.reg", ArtifactFormat.RegistryExport, Encoding.Unicode.GetBytes(export), TestContext.Current.CancellationToken);

        Assert.Equal(ArtifactStatus.Parsed, reading.Status);
        Assert.Equal(7, reading.Records);
        Assert.Equal(
            [("edition", "EnterpriseG"), ("installed", "2023-06-01T11:06:08Z"), ("kms-name", "kms.example.test"), ("backup-key", "‹key›"), ("computer-name", "PC-1")],
            reading.Facts.Select(fact => (fact.Text("name"), fact.Text("value"))));
        Assert.Equal(["PC-1"], reading.DeviceHints.Select(hint => hint.Value));
        Assert.Equal(RedactionKind.ProductKey, Assert.Single(reading.Redactions).Kind);
        Assert.DoesNotContain(reading.Facts, fact => fact.Evidence.Excerpt.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Hive_TellsTheSame()
    {
        var hive = new HiveBuilder();
        uint platform = hive.Key("SoftwareProtectionPlatform", null, hive.Text("KeyManagementServiceName", "kms.example.test"), hive.Text("BackupProductKeyDefault", Key));
        uint version = hive.Key("CurrentVersion", hive.List("lh", platform), hive.Text("EditionID", "EnterpriseG"));
        uint root = hive.Key("ROOT", hive.List("lf", hive.Key("Microsoft", hive.List("lh", hive.Key("Windows NT", hive.List("lh", version))))));

        ArtifactReading reading = RegistryFacts.Read("SOFTWARE", ArtifactFormat.RegistryHive, hive.Build(root), TestContext.Current.CancellationToken);

        Assert.Equal(ArtifactStatus.Parsed, reading.Status);
        Assert.Equal(["EnterpriseG", "kms.example.test", "‹key›"], reading.Facts.Select(fact => fact.Text("value")).Order(StringComparer.Ordinal));
        Assert.StartsWith("offset 0x", reading.Facts[0].Evidence.Locator, StringComparison.Ordinal);
    }
}

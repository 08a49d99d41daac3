using System.Text;
using CaseTriage.Analysis.Bundles;

namespace CaseTriage.Analysis.Tests.Bundles;

public sealed class ArtifactIdentifierTests
{
    [Theory]
    [InlineData("456C6646696C6500", ArtifactKind.Evtx)]
    [InlineData("4D544146696C6500", ArtifactKind.Evtx)]
    [InlineData("4D534346", ArtifactKind.Cab)]
    [InlineData("504B0304", ArtifactKind.Unknown)]
    [InlineData("504B050600000000000000000000000000000000000000000000", ArtifactKind.Zip)]
    [InlineData("377ABCAF271C", ArtifactKind.SevenZip)]
    [InlineData("1F8B0800", ArtifactKind.Gzip)]
    [InlineData("89504E470D0A1A0A", ArtifactKind.Image)]
    [InlineData("FFD8FFE0", ArtifactKind.Image)]
    [InlineData("474946383961", ArtifactKind.Image)]
    [InlineData("424D36000000000000003600000028000000", ArtifactKind.Image)]
    [InlineData("72656766", ArtifactKind.Registry)]
    [InlineData("255044462D312E37", ArtifactKind.Pdf)]
    [InlineData("0001020304050607", ArtifactKind.Unknown)]
    public void Identify_Magic_TellsTheKind(string hex, ArtifactKind kind)
    {
        byte[] head = [.. Convert.FromHexString(hex), .. hex.StartsWith("424D", StringComparison.Ordinal) ? new byte[40] : []];

        Assert.Equal(kind, ArtifactIdentifier.Identify(head));
    }

    [Fact]
    public void Identify_TarHeader_IsTar() => Assert.Equal(ArtifactKind.Tar, ArtifactIdentifier.Identify([.. new byte[257], .. "ustar"u8, .. new byte[250]]));

    [Fact]
    public void Identify_ZipBehindOtherBytes_IsZip()
    {
        byte[] content = [.. new byte[100], .. "PK\x05\x06"u8, .. new byte[18]];

        Assert.Equal(ArtifactKind.Zip, ArtifactIdentifier.Identify(new MemoryStream(content)));
    }

    [Theory]
    [InlineData("2023-06-01 10:00:00,120 INFO started\n2023-06-01 10:00:01 done\n", ArtifactKind.TextLog)]
    [InlineData("[06/01/2023 10:00:00] started\n   at Program.Main()\n", ArtifactKind.TextLog)]
    [InlineData("2023年6月1日 10:00 已开始\n", ArtifactKind.TextLog)]
    [InlineData("Error: 0xC004F074 The service could not be reached.\n", ArtifactKind.TextLog)]
    [InlineData("result code:106\n", ArtifactKind.TextLog)]
    [InlineData("A note without anything in it.\nThe port is 0x1234.\n", ArtifactKind.Unknown)]
    [InlineData("<DiagReport>\n<LicensingData/></DiagReport>", ArtifactKind.LicensingDiag)]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- c -->\n<HardwareID><SMBIOS/></HardwareID>", ArtifactKind.LicensingDiag)]
    [InlineData("Diagnostic Report (1.9.0027.0):\n-----\n", ArtifactKind.LicensingDiag)]
    [InlineData("<?xml version=\"1.0\"?><settings a=\"1\"/>", ArtifactKind.Xml)]
    [InlineData("<!DOCTYPE html><html><body>hello</body></html>", ArtifactKind.Unknown)]
    [InlineData("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n", ArtifactKind.Registry)]
    [InlineData("From: a@example.test\r\nTo: b@example.test\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\nhello\r\n", ArtifactKind.Mail)]
    [InlineData("====第1封邮件====\n\n发件人：Li\n发送时间：2023-06-01 10:00:00+08:00\n邮件内容:\n你好\n", ArtifactKind.MailThread)]
    public void Identify_Text_TellsTheKindInAnyEncoding(string text, ArtifactKind kind)
    {
        Assert.Equal(kind, ArtifactIdentifier.Identify(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(kind, ArtifactIdentifier.Identify([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]));
    }

    [Fact]
    public void Identify_LongUtf8Log_IsNotMisledByTheCut()
    {
        string line = "2023-06-01 10:00:00 设备标识绑定无效\n";
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 5000)));

        Assert.Equal(ArtifactKind.TextLog, ArtifactIdentifier.Identify(content));
    }
}

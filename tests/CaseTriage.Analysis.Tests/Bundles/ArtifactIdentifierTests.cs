using System.Buffers.Binary;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit.Archives;
using CaseTriage.TestKit.CompoundFile;

namespace CaseTriage.Analysis.Tests.Bundles;

public sealed class ArtifactIdentifierTests
{
    [Theory]
    [InlineData("456C6646696C6500", "evtx")]
    [InlineData("4D544146696C6500", "evtx-texts")]
    [InlineData("300000004C664C65", "evt")]
    [InlineData("4D534346", "cab")]
    [InlineData("504B050600000000000000000000000000000000000000000000", "zip")]
    [InlineData("377ABCAF271C", "7z")]
    [InlineData("1F8B0800", "gzip")]
    [InlineData("526172211A0700", "rar")]
    [InlineData("FD377A585A00", "xz")]
    [InlineData("425A6839314159265359", "bzip2")]
    [InlineData("28B52FFD", "zstd")]
    [InlineData("4D5357494D000000", "wim")]
    [InlineData("7668647866696C65", "virtual-disk")]
    [InlineData("89504E470D0A1A0A", "png")]
    [InlineData("FFD8FFE0", "jpeg")]
    [InlineData("474946383961", "gif")]
    [InlineData("424D36000000000000003600000028000000", "bmp")]
    [InlineData("49492A00", "tiff")]
    [InlineData("4D4D002A", "tiff")]
    [InlineData("524946460000000057454250", "webp")]
    [InlineData("524946460000000041564920", "video")]
    [InlineData("000000186674797068656963", "heic")]
    [InlineData("72656766", "registry-hive")]
    [InlineData("255044462D312E37", "pdf")]
    [InlineData("7B5C72746631", "rtf")]
    [InlineData("D0CF11E0A1B11AE1", "compound-file")]
    [InlineData("2142444E", "outlook-store")]
    [InlineData("4D444D5093A7", "minidump")]
    [InlineData("5041474544553634", "minidump")]
    [InlineData("53514C69746520666F726D6174203300", "sqlite")]
    [InlineData("00000000EFCDAB89", "ese")]
    [InlineData("4C0000000114020000", "shortcut")]
    [InlineData("0001020304050607", "unknown")]
    [InlineData("", "unknown")]
    public void Identify_Magic_TellsTheFormat(string hex, string format)
    {
        byte[] head = Convert.FromHexString(hex);

        Assert.Equal(format, Identify(head.Length == 0 ? head : [.. head, .. new byte[60]]));
    }

    [Theory]
    [InlineData(257, "ustar", "tar")]
    [InlineData(0x8001, "CD001", "iso")]
    [InlineData(0x48, "\u0002\0\u0002\u00C0", "etl")]
    public void Identify_MagicFurtherIn_TellsTheFormat(int offset, string magic, string format) =>
        Assert.Equal(format, Identify([.. new byte[offset], .. Encoding.Latin1.GetBytes(magic), .. new byte[250]]));

    [Fact]
    public void Identify_CutZipHead_IsNoZip() => Assert.Equal("unknown", Identify([0x50, 0x4B, 0x03, 0x04]));

    [Fact]
    public void Identify_ZipBehindOtherBytes_IsZip() => Assert.Equal("zip", Identify([.. new byte[100], .. "PK\x05\x06"u8, .. new byte[18]]));

    [Theory]
    [InlineData(0x80, "exe")]
    [InlineData(-1, "unknown")]
    [InlineData(int.MaxValue, "unknown")]
    public void Identify_OldProgramHeader_IsAProgramWhereItLeadsToTheNewOne(int place, string format)
    {
        byte[] program = new byte[0x100];
        "MZ"u8.CopyTo(program);
        "PE\0\0"u8.CopyTo(program.AsSpan(0x80));
        BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(0x3C), place);

        Assert.Equal(format, Identify(program));
    }

    [Theory]
    [InlineData("office-document", "[Content_Types].xml", "_rels/.rels", "word/document.xml")]
    [InlineData("office-document", "_rels/.rels", "xl/workbook.xml", "[Content_Types].xml")]
    [InlineData("zip", "[Content_Types].xml", "lib/net10.0/a.dll")]
    [InlineData("zip", "System.evtx", "word/document.xml")]
    public void Identify_Zip_IsADocumentWhereItHasTypesAndMainPart(string format, params string[] names) =>
        Assert.Equal(format, Identify(Zip(names)));

    [Fact]
    public void Identify_ZipWithMediaTypeInFront_IsADocument() => Assert.Equal(
        "office-document",
        Identify(new ZipBuilder().Add("mimetype", "application/vnd.oasis.opendocument.text").Build()));

    [Theory]
    [InlineData("WordDocument", "office-document")]
    [InlineData("Workbook", "office-document")]
    [InlineData("PowerPoint Document", "office-document")]
    [InlineData("__properties_version1.0", "outlook-message")]
    [InlineData("inner/__properties_version1.0", "compound-file")]
    [InlineData("\u4840\u3F3F\u4577", "installer")]
    [InlineData("Contents", "compound-file")]
    public void Identify_CompoundFile_IsToldByItsStreams(string stream, string format) => Assert.Equal(format, Identify(new CompoundFileBuilder().Stream(stream, [1]).Build()));

    [Fact]
    public void Identify_CompoundFileWhoseDirectoryLiesOutside_IsACompoundFile()
    {
        byte[] file = new CompoundFileBuilder().Stream("WordDocument", [1]).Build();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(48), uint.MaxValue);

        Assert.Equal("compound-file", Identify(file));
    }

    [Theory]
    [InlineData("2023-06-01 10:00:00,120 INFO started\n2023-06-01 10:00:01 done\n", "text-log")]
    [InlineData("[06/01/2023 10:00:00] started\n   at Program.Main()\n", "text-log")]
    [InlineData("2023年6月1日 10:00 已开始\n", "text-log")]
    [InlineData("Error: 0xC004F074 The service could not be reached.\n", "text-log")]
    [InlineData("result code:106\n", "text-log")]
    [InlineData("2023-06-01 10:00:00 SN=QX07310000101 (code:106) refused\n", "platform-log")]
    [InlineData("2023-06-01 10:00:00, Info                  CBS    Starting\n", "setup-log")]
    [InlineData("2023-06-01 10:00:00 CmitClientSVC started\n", "cmitclient-log")]
    [InlineData("Name: Windows(R), EnterpriseG edition\nLicense Status: Licensed\n", "slmgr-output")]
    [InlineData("Convert WEBP and AVI to PNG, please.\n", "text")]
    [InlineData("MDMP files are attached.\n", "text")]
    [InlineData("A note without anything in it.\nThe port is 0x1234.\n", "text")]
    [InlineData("<DiagReport>\n<LicensingData/></DiagReport>", "licensingdiag-report")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- c -->\n<HardwareID><SMBIOS/></HardwareID>", "hardware-data")]
    [InlineData("Diagnostic Report (1.9.0027.0):\n-----\n", "mgadiag")]
    [InlineData("<?xml version=\"1.0\"?><settings a=\"1\"/>", "xml")]
    [InlineData("<!DOCTYPE html><html><body>hello</body></html>", "html")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "svg")]
    [InlineData("{\n  \"a\": 1\n}", "json")]
    [InlineData("[{\"a\": 1}]", "json")]
    [InlineData("[Section]\nkey=value\n", "text")]
    [InlineData("serial,product,state\nA,B,C\nD,E,F\n", "csv")]
    [InlineData("Host Name:     PC-1\nOS Name:       Windows 10\nOS Version:    10.0.19044\n", "system-info")]
    [InlineData("主机名:     PC-1\nOS 名称:     Windows 10\n", "system-info")]
    [InlineData("\nWindows IP 配置\n\n   主机名 : PC-1\n", "ip-config")]
    [InlineData("Version=1\r\nEventType=APPCRASH\r\nEventTime=133\r\n", "wer-report")]
    [InlineData("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n", "registry-export")]
    [InlineData("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE]\r\n", "registry-export")]
    [InlineData("\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\A\r\n    EditionID    REG_SZ    EnterpriseG\r\n", "registry-query")]
    [InlineData("From: a@example.test\r\nTo: b@example.test\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\nhello\r\n", "eml")]
    [InlineData("From a@example.test Thu Jun 01 10:00:00 2023\nFrom: a@example.test\nMessage-ID: <1@example.test>\n\nhello\n", "mbox")]
    [InlineData("====第1封邮件====\n\n发件人：Li\n发送时间：2023-06-01 10:00:00+08:00\n邮件内容:\n你好\n", "mail-thread")]
    [InlineData("-----原始邮件-----\n发件人：Li\n发送时间：2023年6月1日 10:00\n收件人：Wang\n主题：激活\n\n你好\n", "pasted-mail")]
    [InlineData("From: Li\nSent: Thursday, June 1, 2023 10:00 AM\nTo: Wang\nSubject: activation\n\nhello\n", "pasted-mail")]
    public void Identify_Text_TellsTheFormatInAnyEncoding(string text, string format)
    {
        Assert.Equal(format, Identify(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(format, Identify([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]));
    }

    [Fact]
    public void Identify_Utf16WithoutMark_IsText()
    {
        const string Log = "2023-06-01 10:00:00 设备标识绑定无效 (code:106)\r\n";

        Assert.Equal("platform-log", Identify(Encoding.Unicode.GetBytes(Log)));
        Assert.Equal("platform-log", Identify(Encoding.BigEndianUnicode.GetBytes(Log)));
    }

    [Fact]
    public void Identify_LongUtf8Log_IsNotMisledByTheCut()
    {
        string line = "2023-06-01 10:00:00 设备标识绑定无效\n";
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 5000)));

        Assert.Equal("text-log", Identify(content));
    }

    [Fact]
    public void Identify_BrokenBytes_NeverThrows()
    {
        var random = new Random(20230601);
        byte[][] samples =
        [
            new CompoundFileBuilder().Stream("Contents", [1]).Build(), Zip("[Content_Types].xml", "word/document.xml"),
            "From: Li\nSent: 2023\nTo: Wang\n\nhello"u8.ToArray(), [.. "MZ"u8, .. new byte[100]], [.. "\0\0\0\x18ftypheic"u8, .. new byte[8]],
        ];
        for (int i = 0; i < 4000; i++)
        {
            byte[] bytes = [.. samples[i % samples.Length]];
            for (int change = 0; change < 1 + (i % 7); change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.True(Enum.IsDefined(ArtifactIdentifier.Identify(new MemoryStream(bytes, 0, random.Next(bytes.Length + 1)))));
        }
    }

    private static string Identify(byte[] content) => ArtifactIdentifier.Identify(new MemoryStream(content)).Word();

    private static byte[] Zip(params string[] names) => names.Aggregate(new ZipBuilder(), (zip, name) => zip.Add(name, "text")).Build();
}

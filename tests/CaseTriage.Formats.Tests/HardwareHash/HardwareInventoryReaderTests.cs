using System.Text;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.Text;
using CaseTriage.TestKit.HardwareHash;
using CsCheck;

namespace CaseTriage.Formats.Tests.HardwareHash;

public sealed class HardwareInventoryReaderTests
{
    private static readonly HardwareHashBuilder s_office = new HardwareHashBuilder()
        .WithDisk(TestDisk.Solid("S1"))
        .WithDisk(TestDisk.Mechanical("S2"))
        .WithAdapter(new TestAdapter("00:00:5E:00:53:01"))
        .WithAdapter(new TestAdapter("00:00:5E:00:53:02", "USB"));

    private static readonly string s_hash = s_office.BuildBase64();

    public static TheoryData<string, string, InventoryForm> Forms => new()
    {
        { "one line", s_hash, InventoryForm.RawOneLine },
        { "one line with break", s_hash + "\r\n", InventoryForm.RawOneLine },
        { "wrapped at 64", Wrap(s_hash, 64, "\n"), InventoryForm.RawWrapped },
        { "wrapped at 76, CR LF", Wrap(s_hash, 76, "\r\n"), InventoryForm.RawWrapped },
        { "wrapped, lines doubled", Wrap(s_hash, 76, "\n\n"), InventoryForm.RawWrapped },
        { "soft breaks of quoted-printable", Wrap(s_hash, 75, "=\r\n"), InventoryForm.RawWrapped },
        { "console", "Windows [版本 10.0]\r\n\r\nC:\\T>tool.exe GetHardwareInventory\r\n" + Wrap(s_hash, 120, "\r\n") + "\r\nC:\\T>", InventoryForm.ConsoleCopy },
        { "console padded with blanks", "C:\\T>tool.exe GetHardwareInventory\r\n" + Wrap(s_hash, 80, "   \r\n") + "\r\nC:\\T>", InventoryForm.ConsoleCopy },
        { "quoted", "您好：\n> " + Wrap(s_hash, 76, "\n> ") + "\n谢谢", InventoryForm.RawWrapped },
        { "prose", "硬件信息：" + s_hash + "。\n谢谢", InventoryForm.RawOneLine },
        { "page", "<html><body><div>" + Wrap(s_hash, 100, "<br>") + "</div></body></html>", InventoryForm.RawWrapped },
        { "page with entities", "<html><body><p>" + Wrap(s_hash, 50, "&#8203;") + "</p></body></html>", InventoryForm.RawOneLine },
        { "zero width", Wrap(s_hash, 500, "\u200B"), InventoryForm.RawOneLine },
        { "full width", s_hash.Replace('A', '\uFF21'), InventoryForm.RawOneLine },
        { "soft hyphens", Wrap(s_hash, 40, "\u00AD"), InventoryForm.RawOneLine },
        { "oa3.xml", "<?xml version=\"1.0\"?>\n<Key><HardwareHash>" + s_hash + "</HardwareHash></Key>", InventoryForm.Oa3Xml },
        { "csv", "Device Serial Number,Windows Product ID,Hardware Hash\r\nQX1,," + s_hash + "\r\n", InventoryForm.AutopilotCsv },
        { "json", "{ \"HardwareHash\": \"" + s_hash + "\" }", InventoryForm.Json },
        { "json with escapes", "{ \"HardwareHash\": \"" + s_hash.Replace("+", "\\u002B", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal) + "\" }", InventoryForm.Json },
        { "hex dump", HexDump(s_office.Build(), "  "), InventoryForm.Hex },
        { "hex dump with characters", HexDump(s_office.Build(), ": ").Replace("\n", "  |................|\n", StringComparison.Ordinal), InventoryForm.Hex },
        { "hex digits", Convert.ToHexString(s_office.Build()), InventoryForm.Hex },
        { "padding cut off", Convert.ToBase64String(s_office.BuildUnpadded()), InventoryForm.RawOneLine },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void ReadText_AnyForm_GivesTheIntactInventory(string description, string text, InventoryForm form)
    {
        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.ReadText(text));

        Assert.True(inventory.Integrity == InventoryIntegrity.Intact, description);
        Assert.Equal(form, inventory.Form);
        Assert.True(inventory.IsComplete);
        Assert.Equal("QX07310000101", inventory.Value("SmbiosSystemSerialNumber"));
        Assert.Equal(2, inventory.Disks.Length);
        Assert.Equal(["PCI", "USB"], inventory.Adapters.Select(adapter => adapter.Bus));
    }

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-16 with mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(s_hash)] },
        { "UTF-16 without mark", Encoding.Unicode.GetBytes(s_hash + "\r\n") },
        { "UTF-16 big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(s_hash)] },
        { "UTF-8 with mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(s_hash)] },
        { "GBK", TextDecoder.Gb18030.GetBytes("硬件信息：" + s_hash + "。") },
        { "bytes", s_office.Build() },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_AnyEncoding_GivesTheIntactInventory(string description, byte[] content)
    {
        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.Read(content));

        Assert.True(inventory.Integrity == InventoryIntegrity.Intact, description);
        Assert.True(HardwareInventoryReader.IsHardwareInventory(content), description);
    }

    [Theory]
    [InlineData(": ")]
    [InlineData("：")]
    [InlineData("=")]
    public void ReadText_Report_ReadsAsTheHashDoes(string separator)
    {
        HardwareInventory hash = Assert.Single(HardwareInventoryReader.Read(s_office.Build()));

        HardwareInventory report = Assert.Single(HardwareInventoryReader.ReadText(ReportWriter.Lines(hash, separator)));

        Assert.Equal(InventoryIntegrity.Intact, report.Integrity);
        Assert.True(report.IsComplete);
        Assert.Equal(hash.Disks.AsEnumerable(), report.Disks);
        Assert.Equal(hash.Adapters.Select(adapter => adapter.Mac), report.Adapters.Select(adapter => adapter.Mac));
        Assert.Equal(hash.OsSystemTime, report.OsSystemTime);
    }

    [Fact]
    public void ReadText_ReportXmlWithBannerAndSingleQuotes_IsRead()
    {
        HardwareInventory hash = Assert.Single(HardwareInventoryReader.Read(s_office.Build()));
        string xml = "OEM Activation Tool\r\n\r\n" + ReportWriter.Xml(hash).Replace('"', '\'') + "\r\ndone.";

        HardwareInventory report = Assert.Single(HardwareInventoryReader.ReadText(xml));

        Assert.Equal(InventoryForm.ReportXml, report.Form);
        Assert.True(report.IsComplete);
        Assert.Equal(2, report.Disks.Length);
    }

    [Fact]
    public void ReadText_ReportOfOldStyle_IsNotComplete()
    {
        const string Report = """
            ToolBuild: 10.0.17134.1
            OsBuild: 10.0.17134.1
            OsSystemTime: 2018-05-18T01:02:03Z
            OsLocalTime: 2018-05-19T07:02:03+30:00
            PrimaryDiskType: HDD
            PrimaryDiskTotalCapacity: 500
            DiskSerialNumber: S9|EXAMPLE HDD|
            PhysicalMedium: 802_3
            MacAddress: 00-00-5e-00-53-09
            TPMVersion: TPM-Version:2.0
            DiskSSNKernel: S9|EXAMPLE HDD|
            """;

        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.ReadText(Report));

        Assert.Equal(InventoryIntegrity.Intact, inventory.Integrity);
        Assert.False(inventory.IsComplete);
        Assert.Equal(new InventoryDisk("EXAMPLE HDD", "S9", 500, null, true, true), Assert.Single(inventory.Disks));
        Assert.Equal("00:00:5E:00:53:09", Assert.Single(inventory.Adapters).Mac);
    }

    [Fact]
    public void ReadText_ExcerptInAMail_IsTruncatedAndStillRead()
    {
        const string Mail = """
            检查附件信息
            > ToolVersion: 3
            > ToolBuild: 10.0.17763.1075
            > OSType: FullOS
            > OsSystemTime: 2024-03-05T06:07:08Z
            > OsLocalTime: 2024-03-06T12:07:08+30:00
            谢谢
            请尽快处理
            我们等待您的答复
            祝好
            张三
            技术支持部
            """;

        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.ReadText(Mail));

        Assert.Equal(InventoryIntegrity.Truncated, inventory.Integrity);
        Assert.False(inventory.IsComplete);
        Assert.Equal("+30:00", inventory.LocalOffset);
        Assert.Equal(2, inventory.Line);
        Assert.False(HardwareInventoryReader.IsHardwareInventory(Encoding.UTF8.GetBytes(Mail)));
    }

    [Fact]
    public void ReadText_TwoHashesOneAfterTheOther_GivesBoth()
    {
        string other = new HardwareHashBuilder { SerialNumber = "QX07310000102" }.BuildBase64();

        IEnumerable<string?> serials = HardwareInventoryReader.ReadText(Wrap(s_hash, 76, "\n") + "\n" + Wrap(other, 76, "\n")).Select(inventory => inventory.Value("SmbiosSystemSerialNumber"));

        Assert.Equal(["QX07310000101", "QX07310000102"], serials);
    }

    [Fact]
    public void ReadText_InvisibleCharacters_AreNoted() =>
        Assert.Equal(["Invisible characters were removed."], Assert.Single(HardwareInventoryReader.ReadText(s_hash.Insert(900, "\u200B"))).Notes);

    [Fact]
    public void ReadText_CharacterLost_IsDamagedNotTruncated() =>
        Assert.Equal(InventoryIntegrity.Damaged, Assert.Single(HardwareInventoryReader.ReadText(s_hash.Remove(700, 1))).Integrity);

    [Fact]
    public void ReadText_CharacterChangedInTheHead_IsShownAsDamaged() =>
        Assert.Equal(InventoryIntegrity.Damaged, Assert.Single(HardwareInventoryReader.ReadText(s_hash.Remove(8, 1).Insert(8, "Z"))).Integrity);

    [Fact]
    public void ReadText_Truncated_SaysSoAndKeepsWhatWasRead()
    {
        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.ReadText(s_hash[..360]));

        Assert.Equal(InventoryIntegrity.Truncated, inventory.Integrity);
        Assert.False(inventory.IsComplete);
        Assert.NotEmpty(inventory.Disks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("T0FzIHRoaXMgaXMgbm90IGEgaGFzaA==")]
    [InlineData("Serial: 1\nStatus: 3\nLocale: zh")]
    [InlineData("4f 41 20 20 20 20 20 20")]
    [InlineData("{ \"text\": \"T0E\" }")]
    public void ReadText_LookAlike_GivesNothing(string text) => Assert.Empty(HardwareInventoryReader.ReadText(text));

    [Fact]
    public void ReadText_ManyHashes_StopsAtTheLimit()
    {
        string text = string.Concat(Enumerable.Repeat(s_hash[..400] + "\n", 5000));

        Assert.Equal(HardwareInventoryReader.MaxInventories, HardwareInventoryReader.ReadText(text).Length);
    }

    [Fact]
    public void Read_AnyMutation_NeverThrowsAndNeverPassesOffWrongDataAsIntact()
    {
        byte[] wrapped = Encoding.ASCII.GetBytes(Wrap(Convert.ToBase64String(s_office.BuildUnpadded()), 76, "\r\n"));

        Gen.Select(Gen.Int[0, wrapped.Length - 1], Gen.Byte, Gen.Int[0, 3]).Sample((at, value, kind) =>
        {
            byte[] mutated = kind switch
            {
                0 => [.. wrapped[..at], value, .. wrapped[(at + 1)..]],
                1 => [.. wrapped[..at], value, .. wrapped[at..]],
                2 => [.. wrapped[..at], .. wrapped[(at + 1)..]],
                _ => wrapped[..at],
            };
            return HardwareInventoryReader.Read(mutated).All(inventory =>
                inventory.Integrity != InventoryIntegrity.Intact || inventory.Value("SmbiosSystemSerialNumber") == "QX07310000101");
        });
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 600].Sample(bytes => HardwareInventoryReader.Read([.. "OA"u8, 200, 0, 1, 0, 28, 0, .. bytes]).Length == 1);

    private static string Wrap(string text, int width, string separator) => string.Join(separator, text.Chunk(width).Select(piece => new string(piece)));

    private static string HexDump(byte[] bytes, string separator) => string.Concat(bytes.Chunk(16).Select((piece, i) =>
        $"{i * 16:x4}{separator}{string.Join(' ', piece.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))}\n"));
}

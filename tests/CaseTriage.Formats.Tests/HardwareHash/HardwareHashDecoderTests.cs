using CaseTriage.Formats.HardwareHash;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Formats.Tests.HardwareHash;

public sealed class HardwareHashDecoderTests
{
    [Fact]
    public void Decode_WholeHash_IsIntactAndReadsEveryField()
    {
        byte[] bytes = Office().Build();

        DecodedHardwareHash hash = HardwareHashDecoder.Decode(bytes);

        Assert.Equal(InventoryIntegrity.Intact, hash.Integrity);
        Assert.Empty(hash.Damage);
        Assert.Equal("10.0.19041.1320", Value(hash, "ToolBuild"));
        Assert.Equal("2024-03-05T06:07:08Z", Value(hash, "OsSystemTime"));
        Assert.Equal("2024-03-05T14:07:08+08:00", Value(hash, "OsLocalTime"));
        Assert.Equal("QX07310000101", Value(hash, "SmbiosSystemSerialNumber"));
        Assert.Equal("5d1b7c52-93a7-4d0e-8a4b-20f1c2a35e11", Value(hash, "SmbiosUuid"));
        Assert.Equal("S1|EXAMPLE SSD 256GB|", Value(hash, "Disk1.DiskSerialNumber"));
        Assert.Equal("HDD", Value(hash, "Disk2.DiskType"));
        Assert.Equal("1256", Value(hash, "TotalDiskCapacity"));
        Assert.Equal("00:00:5E:00:53:01", Value(hash, "MacAddress"));
        Assert.Equal("Model 1", Value(hash, "Gpu1.Model"));
    }

    [Theory]
    [InlineData(120, "+30:00", "2024-03-06T12:07:08+30:00")]
    [InlineData(60, "+15:00", "2024-03-05T21:07:08+15:00")]
    [InlineData(-28, "-07:00", "2024-03-04T23:07:08-07:00")]
    [InlineData(22, "+05:30", "2024-03-05T11:37:08+05:30")]
    [InlineData(-1, "-00:15", "2024-03-05T05:52:08-00:15")]
    public void Decode_AnyOffset_IsPrintedAsItStands(sbyte quarters, string offset, string local)
    {
        HardwareHashBuilder builder = Office();
        builder.OffsetQuarters = quarters;

        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.Read(builder.Build()));

        Assert.Equal(local, inventory.Value("OsLocalTime"));
        Assert.Equal(offset, inventory.LocalOffset);
    }

    [Fact]
    public void Decode_DisksBeforeTheirNames_PairsThemInOrder()
    {
        byte[] collector = Office().BuildUnpadded()[8..32];
        byte[] bytes = Sealed([.. Record(1, collector), .. Record(6, [1, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0, 1]), .. Record(6, [2, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0, 1]), .. Record(7, "A|One|"u8), .. Record(7, "B|Two|"u8)]);

        HardwareInventory inventory = Assert.Single(HardwareInventoryReader.Read(bytes));

        Assert.Equal([("A", "One", "SATA"), ("B", "Two", "NVMe")], inventory.Disks.Select(disk => (disk.Serial, disk.Model, disk.Bus)));
    }

    [Fact]
    public void Decode_NoMagic_IsRefused()
    {
        MalformedDataException refusal = Assert.Throws<MalformedDataException>(() => HardwareHashDecoder.Decode("XA\0\0"u8));

        Assert.Equal("not-hardware-hash", refusal.Code);
    }

    [Fact]
    public void Decode_CutAnywhere_IsNeverIntact()
    {
        byte[] bytes = Office().BuildUnpadded();

        for (int length = 4; length < bytes.Length; length++)
        {
            DecodedHardwareHash hash = HardwareHashDecoder.Decode(bytes.AsSpan(0, length));

            Assert.Equal(InventoryIntegrity.Truncated, hash.Integrity);
            Assert.Single(hash.Damage);
        }
    }

    [Fact]
    public void Read_AnyByteOfTheHashChangedToAnyOther_IsDamaged()
    {
        byte[] bytes = Office().Build();
        int length = Office().BuildUnpadded().Length;

        for (int i = 0; i < length; i++)
        {
            byte right = bytes[i];
            for (int value = 0; value <= byte.MaxValue; value++)
            {
                if (value != right)
                {
                    bytes[i] = (byte)value;
                    HardwareInventory inventory = Assert.Single(HardwareInventoryReader.Read(bytes));
                    Assert.Equal(InventoryIntegrity.Damaged, inventory.Integrity);
                    Assert.False(inventory.IsComplete);
                }
            }

            bytes[i] = right;
        }
    }

    [Theory]
    [InlineData('a')]
    [InlineData('/')]
    [InlineData('!')]
    [InlineData('。')]
    public void ReadText_AnyCharacterOfTheHashChanged_IsDamaged(char wrong)
    {
        string text = Convert.ToBase64String(Office().BuildUnpadded()).TrimEnd('=');

        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != wrong)
            {
                HardwareInventory inventory = Assert.Single(HardwareInventoryReader.ReadText($"{text[..i]}{wrong}{text[(i + 1)..]}"));
                Assert.Equal(InventoryIntegrity.Damaged, inventory.Integrity);
            }
        }
    }

    [Fact]
    public void ReadText_BlankComeInByCopying_IsIntact()
    {
        string text = Office().BuildBase64();

        Assert.Equal(InventoryIntegrity.Intact, Assert.Single(HardwareInventoryReader.ReadText($"{text[..200]} {text[200..]}")).Integrity);
    }

    [Fact]
    public void Decode_RecordOfUnknownTypeOrWrongSize_IsKeptInBase64()
    {
        HardwareHashBuilder builder = Office().WithRecord(77, [1, 2, 3]).WithRecord(27, [9]).WithRecord(35, [4, 5, 6]);

        DecodedHardwareHash hash = HardwareHashDecoder.Decode(builder.Build());

        Assert.Equal(("AQID", "CQ==", "BAUG"), (Value(hash, "Record77"), Value(hash, "Record27"), Value(hash, "Record35")));
        Assert.Equal([1, 2, 3], hash.Copy.Records.Single(record => (int)record.Type == 77).Value);
    }

    [Fact]
    public void Decode_RecordsOfNewTools_ReadsThem()
    {
        byte[] hardwareId = [36, 0, 0, 0, 34, 0, 0, 0, .. Counts(0, 0, 2, 0, 0, 0, 0, 1, 0, 0), 1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
        HardwareHashBuilder builder = Office()
            .WithRecord(34, [2, 0, 4, 0, 8, 0, 1, 2, 0, 2, 0])
            .WithRecord(27, [52, 0, 30, 0])
            .WithRecord(36, [.. "zh-CN|zh-CN|China Standard Time|zh-CN;en-US|0804:00000804"u8, 0])
            .WithRecord(37, hardwareId);

        DecodedHardwareHash hash = HardwareHashDecoder.Decode(builder.Build());

        Assert.Equal(("0", "4", "8", "1", "2"), (Value(hash, "CoreClass1.Class"), Value(hash, "CoreClass1.Cores"), Value(hash, "CoreClass1.Threads"), Value(hash, "CoreClass2.Class"), Value(hash, "CoreClass2.Threads")));
        Assert.Equal("52 x 30 cm", Value(hash, "DisplaySize"));
        Assert.Equal(("China Standard Time", "zh-CN;en-US"), (Value(hash, "Locale.TimeZone"), Value(hash, "Locale.LanguagePacks")));
        Assert.Equal(("2", "1"), (Value(hash, "SppHwid.Disk"), Value(hash, "SppHwid.Network")));
    }

    [Fact]
    public void Decode_HardwareIdWhoseSizesDoNotFit_GivesNoCounts()
    {
        byte[] hardwareId = [36, 0, 0, 0, 34, 0, 0, 0, .. Counts(9, 9, 9, 9, 9, 9, 9, 9, 9, 9), 1, 1, 2, 2];

        DecodedHardwareHash hash = HardwareHashDecoder.Decode(Office().WithRecord(37, hardwareId).Build());

        Assert.Contains(hash.Fields, field => field.Name == "SppHwid");
        Assert.DoesNotContain(hash.Fields, field => field.Name.StartsWith("SppHwid.", StringComparison.Ordinal));
    }

    [Fact]
    public void Copy_EndsOfTheHash_AreTheSameWithAndWithoutPadding()
    {
        string unpadded = Convert.ToBase64String(Office().BuildUnpadded()).TrimEnd('=');

        HardwareHashCopy copy = HardwareHashDecoder.Decode(Office().Build()).Copy;

        Assert.Equal((unpadded[..8], unpadded[^8..]), (copy.FirstCharacters, copy.LastCharacters));
        Assert.StartsWith(unpadded, Office().BuildBase64(), StringComparison.Ordinal);
    }

    private static HardwareHashBuilder Office() => new HardwareHashBuilder()
        .WithDisk(TestDisk.Solid("S1"))
        .WithDisk(TestDisk.Mechanical("S2"))
        .WithAdapter(new TestAdapter("00:00:5E:00:53:01"));

    private static string Value(DecodedHardwareHash hash, string name) => hash.Fields.First(field => field.Name == name).Value;

    private static byte[] Counts(params ReadOnlySpan<byte> counts) => [.. counts.ToArray().SelectMany(count => new byte[] { count, 0 })];

    private static byte[] Record(byte type, ReadOnlySpan<byte> value) => [type, 0, (byte)(value.Length + 4), 0, .. value];

    private static byte[] Sealed(byte[] records)
    {
        byte[] body = [(byte)'O', (byte)'A', (byte)(records.Length + 4), 0, .. records];
        return [.. body, (byte)'C', (byte)'S', 36, 0, .. System.Security.Cryptography.SHA256.HashData(body)];
    }
}

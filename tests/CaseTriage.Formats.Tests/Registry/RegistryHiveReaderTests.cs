using CaseTriage.Formats.Registry;
using CaseTriage.TestKit.Registry;

namespace CaseTriage.Formats.Tests.Registry;

public sealed class RegistryHiveReaderTests
{
    private static readonly string[] s_keys = [@"Microsoft\Windows"];

    [Fact]
    public void Read_KeyOfPath_GivesItsValues()
    {
        var hive = new HiveBuilder();
        uint[] values = [hive.Text("ProductName", "Windows 10"), hive.Value("UBR", 4, [0x87, 0x03, 0, 0]), hive.Value("Blob", 3, new byte[20]), hive.Value("Many", 7, "a\0\0\0b\0\0\0\0\0"u8), hive.Value("Big", 11, [1, 0, 0, 0, 0, 0, 0, 0])];

        RegistryContent content = Read(hive.Build(hive.Key("ROOT", hive.List("lf", hive.Path(@"microsoft\WINDOWS", values)))));

        Assert.Empty(content.Damage);
        Assert.Equal([("ProductName", "Windows 10"), ("UBR", "903"), ("Blob", null), ("Many", "a; b"), ("Big", "1")], content.Values.Select(value => (value.Name, value.Text)));
        Assert.All(content.Values, value => Assert.Equal(s_keys[0], value.Key));
        Assert.All(content.Values, value => Assert.True(value.Offset > 4096));
    }

    [Theory]
    [InlineData("lf")]
    [InlineData("lh")]
    [InlineData("li")]
    public void Read_ListOfLists_FindsTheKey(string signature)
    {
        var hive = new HiveBuilder();
        uint inner = hive.List(signature, hive.Key("Other"), hive.Path(@"Microsoft\Windows", hive.Text("A", "b")));

        RegistryContent content = Read(hive.Build(hive.Key("ROOT", hive.List("ri", hive.List(signature, hive.Key("名称")), inner))));

        Assert.Empty(content.Damage);
        Assert.Equal("b", Assert.Single(content.Values).Text);
    }

    [Fact]
    public void Read_BigData_ReadsTheFirstSegment()
    {
        var hive = new HiveBuilder();
        byte[] segment = [.. Enumerable.Repeat("x\0"u8.ToArray(), 8172).SelectMany(pair => pair)];
        uint list = hive.Cell(BitConverter.GetBytes(hive.Cell(segment)));
        uint big = hive.Cell([.. "db"u8, 2, 0, .. BitConverter.GetBytes(list)]);
        uint value = hive.Cell([.. "vk"u8, 1, 0, .. BitConverter.GetBytes(20000), .. BitConverter.GetBytes(big), 1, 0, 0, 0, 1, 0, 0, 0, (byte)'A']);

        RegistryContent content = Read(hive.Build(hive.Key("ROOT", hive.List("lh", hive.Path(@"Microsoft\Windows", value)))));

        Assert.Equal(new string('x', RegistryData.MaxTextLength), Assert.Single(content.Values).Text);
    }

    [Fact]
    public void Read_HiveInUse_ReportsIt()
    {
        var hive = new HiveBuilder { SecondSequence = 2 };

        Assert.Equal("hive-dirty", Assert.Single(Read(hive.Build(hive.Key("ROOT"))).Damage).Code);
    }

    [Fact]
    public void Read_ChangedBaseBlock_ReportsItsChecksum()
    {
        var hive = new HiveBuilder();
        byte[] bytes = hive.Build(hive.Key("ROOT"));
        bytes[100] ^= 1;

        Assert.Equal("hive-checksum", Assert.Single(Read(bytes).Damage).Code);
    }

    [Fact]
    public void Read_CutHive_ReportsWhatIsLost()
    {
        var hive = new HiveBuilder();
        uint root = hive.Key("ROOT");
        hive.Cell(new byte[12]);

        Assert.Contains(Read(hive.Build(root)[..^4]).Damage, damage => damage.Code == "hive-cut");
    }

    [Fact]
    public void Read_ListThatLeadsBackToItself_EndsWithDamage()
    {
        var hive = new HiveBuilder();
        uint next = hive.List("ri", 0);
        uint self = hive.List("ri", next);
        byte[] bytes = hive.Build(hive.Key("ROOT", self));

        Assert.Contains(Read(bytes).Damage, damage => damage.Code == "hive-list");
    }

    [Fact]
    public void Read_EndlesslyManyEntries_StopsAtTheLimit()
    {
        var hive = new HiveBuilder();
        uint key = hive.Key("Other");
        uint inner = hive.List("li", Enumerable.Repeat(key, 60_000).ToArray());

        RegistryContent content = Read(hive.Build(hive.Key("ROOT", hive.List("ri", Enumerable.Repeat(inner, 60_000).ToArray()))));

        Assert.Equal("limit-entries", Assert.Single(content.Damage).Code);
    }

    [Theory]
    [InlineData("not-hive", 0, (byte)'x')]
    [InlineData("hive-log", 28, 1)]
    [InlineData("hive-root", 39, 0xFF)]
    public void Read_NoHive_IsRefused(string code, int offset, byte value)
    {
        var hive = new HiveBuilder();
        byte[] bytes = hive.Build(hive.Key("ROOT"));
        bytes[offset] = value;

        Assert.Equal(code, Assert.Throws<MalformedDataException>(() => Read(bytes)).Code);
    }

    [Fact]
    public void Read_BaseBlockCut_IsRefused() => Assert.Equal("hive-header", Assert.Throws<MalformedDataException>(() => Read([.. "regf"u8, .. new byte[100]])).Code);

    [Fact]
    public void Read_BrokenBytes_ThrowsNothingElse()
    {
        var hive = new HiveBuilder();
        byte[] sample = hive.Build(hive.Key("ROOT", hive.List("ri", hive.List("lh", hive.Path(@"Microsoft\Windows", hive.Text("A", "b"), hive.Value("N", 4, [1, 0, 0, 0]))))));
        var random = new Random(20230601);
        int read = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. sample];
            for (int change = 0; change < 1 + (i % 5); change++)
            {
                bytes[4096 + random.Next(bytes.Length - 4096)] = (byte)random.Next(256);
            }

            try
            {
                read += Read(bytes[..(i % 3 == 0 ? random.Next(bytes.Length) : bytes.Length)]).Values.Length;
            }
            catch (MalformedDataException refused)
            {
                Assert.NotEmpty(refused.Code);
            }
        }

        Assert.True(read > 1000, $"Only {read} values were read: the mutations leave too little to try.");
    }

    private static RegistryContent Read(byte[] hive) => RegistryHiveReader.Read(hive, s_keys, TestContext.Current.CancellationToken);
}

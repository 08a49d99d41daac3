using System.Globalization;
using CaseTriage.Formats.EventMessages;
using CaseTriage.TestKit.EventMessages;

namespace CaseTriage.Formats.Tests.EventMessages;

public sealed class EventMessageReaderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_TwoTexts_FindsEachByItsRecord()
    {
        EventMessageFile file = Read(new MtaBuilder().Add(4711, "系统时间已更改。").Add(4712, "The service stopped.\r\n").AddEvent(9000, 0).Build());

        Assert.Equal(3, file.Count);
        Assert.Empty(file.Damage);
        Assert.Equal("系统时间已更改。", file.Find(4711));
        Assert.Equal("The service stopped.", file.Find(4712));
        Assert.Equal("系统时间已更改。", file.Find(9000));
        Assert.Null(file.Find(1));
    }

    [Fact]
    public void Read_ManyPages_FollowsTheChain()
    {
        var builder = new MtaBuilder();
        for (int i = 0; i < 350; i++)
        {
            builder.Add(1_489_636 + i, $"Text {i}");
        }

        EventMessageFile file = Read(builder.Build());

        Assert.Equal(350, file.Count);
        Assert.All(Enumerable.Range(0, 350), i => Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"Text {i}"), file.Find(1_489_636 + i)));
    }

    [Fact]
    public void Read_PercentSigns_LeavesThemAsTheyAre() => Assert.Equal("100 %1 %%1234 %n", Read(new MtaBuilder().Add(1, "100 %1 %%1234 %n").Build()).Find(1));

    [Fact]
    public void Read_NoEntries_IsEmpty() => Assert.Equal(0, Read(new MtaBuilder().Build()).Count);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("4D5A90", "not-event-messages")]
    [InlineData("4D544146696C6500010000000100", "header-cut")]
    [InlineData("4D544146696C650002000000010000000000000001000000", "version")]
    [InlineData("4D544146696C650001000000010000000000000000000000", "section-table")]
    [InlineData("4D544146696C65000100000001000000FFFFFFFF03000000", "section-table")]
    [InlineData("4D544146696C65000100000001000000000000000300000000", "section-table")]
    [InlineData("4D544146696C650001000000010000001A00000001000000000000000000000000000000000000000600000045005600540000", "section-missing")]
    public void Read_NoSuchFile_IsRefused(string hex, string code) =>
        Assert.Equal(code, Assert.Throws<MalformedDataException>(() => Read(Convert.FromHexString(hex))).Code);

    [Fact]
    public void Read_TextIndexOfNoText_ReportsAndKeepsTheRest()
    {
        EventMessageFile file = Read(new MtaBuilder().Add(1, "one").AddEvent(2, 7).AddEvent(3, long.MaxValue).Build());

        Assert.Equal(1, file.Count);
        Assert.Equal("entry-reference", Assert.Single(file.Damage).Code);
        Assert.StartsWith("2 event records", file.Damage[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PageWithoutItsMark_ReportsWhereTheSectionBreaksOff()
    {
        var builder = new MtaBuilder();
        for (int i = 0; i < 150; i++)
        {
            builder.Add(i, "x");
        }

        byte[] bytes = builder.Build();
        int secondPage = bytes.AsSpan().LastIndexOf((byte[])[0xFF, 0xFF, 0xFF, 0xFF, 50, 0, 0, 0]);
        bytes[secondPage] = 0;

        EventMessageFile file = Read(bytes);

        Assert.Equal(100, file.Count);
        Assert.Equal(["page", "entry-reference"], file.Damage.Select(damage => damage.Code));
        Assert.Equal(secondPage, file.Damage[0].Offset);
    }

    [Fact]
    public void Read_PageThatNamesAnEarlierOne_Ends()
    {
        byte[] bytes = new MtaBuilder().Add(1, "one").Build();
        int page = bytes.AsSpan().IndexOf((byte[])[0xFF, 0xFF, 0xFF, 0xFF]);
        bytes[page + 72] = 1;
        bytes[page + 80] = 2;

        Assert.Equal("one", Read(bytes).Find(1));
    }

    [Fact]
    public void Find_TextLongerThanTheLimit_IsCut()
    {
        string text = Assert.IsType<string>(Read(new MtaBuilder().Add(1, new string('x', EventMessageFile.MaxTextLength + 10)).Build()).Find(1));

        Assert.Equal(EventMessageFile.MaxTextLength + 1, text.Length);
        Assert.EndsWith("x…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAtEachBorder_RefusesOrReports()
    {
        var builder = new MtaBuilder().Add(1, "one").Add(2, "two");
        byte[] whole = builder.Build();
        foreach (int border in builder.Borders.SelectMany(border => (int[])[border - 1, border, border + 1]).Where(border => border >= 0 && border < whole.Length))
        {
            try
            {
                EventMessageFile file = Read(whole.AsMemory(0, border));
                Assert.NotEmpty(file.Damage);
                Assert.All([1L, 2L], id => Assert.True(file.Find(id) is null or "one" or "two"));
            }
            catch (MalformedDataException refused)
            {
                Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_MutatedBytes_ThrowsNothingElse()
    {
        byte[] whole = new MtaBuilder().Add(1, "one").Add(2, "two").Add(3, "三").Build();
        var random = new Random(20261125);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. whole];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                // Half of the hits fall where numbers are, behind the magic.
                int at = random.Next(8, random.Next(2) == 0 ? bytes.Length : 200);
                bytes[at] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            try
            {
                EventMessageFile file = Read(bytes);
                Assert.All([0L, 1, 2, 3], id => _ = file.Find(id));
            }
            catch (MalformedDataException)
            {
                // Refused, as it may be.
            }
        }
    }

    [Theory]
    [InlineData("logs/LocaleMetaData/System_1033.MTA", "logs/", "System", 1033)]
    [InlineData("a.zip!/localemetadata/user_device_2052.mta", "a.zip!/", "user_device", 2052)]
    [InlineData("LocaleMetaData/Export.evtx_1041.MTA", "", "Export", 1041)]
    public void Parse_PlaceOfTexts_NamesLogAndLanguage(string path, string folder, string log, int lcid) =>
        Assert.Equal(new EventMessageFileName(folder, log, lcid), EventMessageFileName.Parse(path));

    [Theory]
    [InlineData("System_1033.MTA")]
    [InlineData("Other/System_1033.MTA")]
    [InlineData("LocaleMetaData/System.MTA")]
    [InlineData("LocaleMetaData/System_en.MTA")]
    [InlineData("LocaleMetaData/System_99999999999.MTA")]
    [InlineData("LocaleMetaData/_1033.MTA")]
    [InlineData("LocaleMetaData/")]
    [InlineData("/")]
    [InlineData("")]
    public void Parse_OtherPlace_IsNull(string path) => Assert.Null(EventMessageFileName.Parse(path));

    [Theory]
    [InlineData("x/system.EVTX", true)]
    [InlineData("x/y/System.evtx", false)]
    [InlineData("x/System2.evtx", false)]
    [InlineData("System.evtx", false)]
    public void IsFor_Log_TellsWhetherItLiesBeside(string log, bool expected) =>
        Assert.Equal(expected, EventMessageFileName.Parse("x/LocaleMetaData/System_1033.MTA")?.IsFor(log));

    [Fact]
    public void Rank_SeveralLanguages_ChineseThenEnglishThenByNumber() =>
        Assert.Equal([2052, 1033, 1031, 1041], new[] { 1041, 1033, 1031, 2052 }.OrderBy(lcid => new EventMessageFileName("", "x", lcid).Rank));

    private static EventMessageFile Read(ReadOnlyMemory<byte> bytes) => EventMessageReader.Read(bytes, Cancelled);
}

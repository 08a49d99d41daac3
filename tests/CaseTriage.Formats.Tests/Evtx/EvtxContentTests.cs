using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit.Evtx;
using CsCheck;

namespace CaseTriage.Formats.Tests.Evtx;

public sealed class EvtxContentTests
{
    private static readonly XNamespace Schema = "http://schemas.microsoft.com/win/2004/08/events/event";

    public static TheoryData<EvtxValue, string> Values => new()
    {
        { EvtxValue.Text("plain"), "plain" },
        { EvtxValue.Text("with terminator\0"), "with terminator" },
        { EvtxValue.Text(""), "" },
        { EvtxValue.Text("激活失败：产品密钥无效 ライセンス 정품 🔑𠮷"), "激活失败：产品密钥无效 ライセンス 정품 🔑𠮷" },
        { EvtxValue.Text("<a href=\"x\">&amp; 'q'</a>\r\n\t"), "<a href=\"x\">&amp; 'q'</a>\r\n\t" },
        { EvtxValue.Ansi([0x63, 0x61, 0x66, 0xE9]), "café" },
        { EvtxValue.Int8(-5), "-5" },
        { EvtxValue.UInt8(250), "250" },
        { EvtxValue.Int16(-300), "-300" },
        { EvtxValue.UInt16(65535), "65535" },
        { EvtxValue.Int32(-70000), "-70000" },
        { EvtxValue.UInt32(4000000000), "4000000000" },
        { EvtxValue.Int64(-5000000000), "-5000000000" },
        { EvtxValue.UInt64(ulong.MaxValue), "18446744073709551615" },
        { EvtxValue.Float32(1.5f), "1.5" },
        { EvtxValue.Float64(-2.25), "-2.25" },
        { EvtxValue.Bool(0), "false" },
        { EvtxValue.Bool(0x40000), "true" },
        { EvtxValue.Binary(0xDE, 0xAD, 0xBE, 0xEF), "DEADBEEF" },
        { EvtxValue.Guid(new Guid("8d1c1a6e-4a35-5b0e-9f43-2c0c8d7a6b51")), "{8D1C1A6E-4A35-5B0E-9F43-2C0C8D7A6B51}" },
        { EvtxValue.Pointer(0x7FF612340000), "0x7ff612340000" },
        { EvtxValue.Pointer(0x1234, size: 4), "0x1234" },
        { EvtxValue.FileTime(EvtxSamples.At), "2025-03-04T05:06:07.1234567Z" },
        { EvtxValue.SystemTime(EvtxSamples.At), "2025-03-04T05:06:07.123Z" },
        { EvtxValue.Sid(5), "S-1-5" },
        { EvtxValue.Sid(5, 21, 1004336348, 1177238915, 682003330, 512), "S-1-5-21-1004336348-1177238915-682003330-512" },
        { EvtxValue.Hex32(0xC004F074), "0xc004f074" },
        { EvtxValue.Hex64(0x8000000000000001), "0x8000000000000001" },
        { new EvtxValue(7, [1, 2], ""), "0102" },
        { new EvtxValue(0x55, [1, 2, 3], ""), "010203" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void EventData_EveryValueType_HasItsText(EvtxValue value, string text)
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event(("item", value)));

        Assert.Equal(text, System.Text.Json.JsonDocument.Parse(record.Data).RootElement.GetProperty("item").GetString());
        Assert.Equal(text, record.Document.Element(Schema + "EventData")?.Element(Schema + "Data")?.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryRead_WithAndWithoutTemplate_GivesTheSameEvent(bool isPlain)
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event(("Serial", "QX07310000101"), "hr=0xC004F074", "") with
        {
            IsPlain = isPlain,
            Qualifiers = 49152,
            EventSourceName = "Example Service",
        });

        Assert.Equal(EvtxSamples.At, record.TimeCreated);
        Assert.Equal((1000, 49152), (record.EventId, record.Qualifiers));
        Assert.Equal(("Example-Provider", "Example Service"), (record.Provider, record.EventSourceName));
        Assert.Equal("""[{"Serial":"QX07310000101"},"hr=0xC004F074",""]""", record.Data);
    }

    [Fact]
    public void EventData_NamedItems_AreAnObject() =>
        Assert.Equal("""{"a":"1","b":""}""", EvtxReading.OfOne(EvtxSamples.Event(("a", "1"), ("b", ""))).Data);

    [Fact]
    public void EventData_UnnamedItems_KeepPositionAndEmptiness() =>
        Assert.Equal("""["hr=0x8007007B","","slui.exe"]""", EvtxReading.OfOne(EvtxSamples.Event("hr=0x8007007B", "", "slui.exe")).Data);

    [Fact]
    public void EventData_RepeatedNames_DoNotOverwriteEachOther() =>
        Assert.Equal("""{"a":["1","3"],"b":"2"}""", EvtxReading.OfOne(EvtxSamples.Event(("a", "1"), ("b", "2"), ("a", "3"))).Data);

    [Fact]
    public void EventData_ArrayOfTexts_IsOneDataForEachItem()
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event(("sa", EvtxValue.TextArray("一", "", "a,b"))));

        Assert.Equal("""{"sa":["一","","a,b"]}""", record.Data);
        Assert.Equal(["一", "", "a,b"], record.Document.Element(Schema + "EventData")?.Elements(Schema + "Data").Select(data => data.Value) ?? []);
    }

    [Fact]
    public void EventData_ArraysOfOtherTypes_AreSplitByTheirSize()
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event(
            ("numbers", EvtxValue.Array(EvtxValue.UInt32(1), EvtxValue.UInt32(2))),
            ("sids", EvtxValue.Array(EvtxValue.Sid(5, 18), EvtxValue.Sid(5, 32, 544))),
            ("guids", EvtxValue.Array(EvtxValue.Guid(Guid.Empty), EvtxValue.Guid(Guid.Empty)))));

        Assert.Equal(
            """{"numbers":["1","2"],"sids":["S-1-5-18","S-1-5-32-544"],"guids":["{00000000-0000-0000-0000-000000000000}","{00000000-0000-0000-0000-000000000000}"]}""",
            record.Data);
    }

    [Fact]
    public void EventData_ArrayOfThreeShortPointers_IsSplitByFour()
    {
        EvtxValue pointer = EvtxValue.Pointer(0x1234, size: 4);

        Assert.Equal("""{"p":["0x1234","0x1234","0x1234"]}""", EvtxReading.OfOne(EvtxSamples.Event(("p", EvtxValue.Array(pointer, pointer, pointer)))).Data);
    }

    [Fact]
    public void WriteXml_ArrayRepeatsAnElement_KeepsOtherArraysInItsAttributes()
    {
        EvtxElement item = new("Item", EvtxValue.TextArray("a", "b")) { Attributes = [("all", EvtxValue.TextArray("x", "y"))] };

        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { UserData = new EvtxElement("R", item) });

        Assert.Contains("""<Item all="x y">a</Item><Item all="x y">b</Item>""", record.Xml, StringComparison.Ordinal);
    }

    [Fact]
    public void EventData_UnsignedNumberOfMoreBytesThanItsType_HasNoSign() =>
        Assert.Equal("""["18446744073709551615"]""", EvtxReading.OfOne(EvtxSamples.Event(new EvtxValue(8, [255, 255, 255, 255, 255, 255, 255, 255], ""))).Data);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(16)]
    public void EventData_NullOfAnySize_IsEmptyAndShiftsNothing(int size) =>
        Assert.Equal("""{"n":"","after":"x"}""", EvtxReading.OfOne(EvtxSamples.Event(("n", EvtxValue.Null(size)), ("after", "x"))).Data);

    [Fact]
    public void WriteXml_NullAttribute_IsLeftOut()
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event());

        Assert.Null(record.Document.Element(Schema + "System")?.Element(Schema + "EventID")?.Attribute("Qualifiers"));
        Assert.Null(record.Document.Element(Schema + "System")?.Element(Schema + "Security")?.Attribute("UserID"));
    }

    [Fact]
    public void WriteXml_ElementThatDependsOnNull_IsLeftOut()
    {
        EvtxElement binary = new("Binary", EvtxValue.Null()) { IsOmittedWhenNull = true };
        EvtxElement other = new("Other", EvtxValue.Text("x")) { IsOmittedWhenNull = true };

        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { UserData = new EvtxElement("Root", binary, other) });

        Assert.Equal("""{"Root":{"Other":"x"}}""", record.UserData);
        Assert.DoesNotContain("<Binary", record.Xml, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_LoneSurrogates_BecomeReplacementCharactersAndAreCounted()
    {
        EvtxReading reading = EvtxReading.Of(new EvtxBuilder().Add(EvtxSamples.Event(("x", EvtxValue.Utf16('a', '\uD800', 'b', '\uDC00')))).Build());

        Assert.Equal("""{"x":"a�b�"}""", reading.Records[0].Data);
        Assert.Equal("a\uFFFDb\uFFFD", reading.Records[0].Document.Element(Schema + "EventData")?.Value);

        // Two in the data and two in the XML that were asked for.
        Assert.Equal(4, reading.ReplacedCharacters);
    }

    [Fact]
    public void WriteXml_ControlCharactersAndNonCharacters_AreReplaced()
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event(("x", "a\u0001b\0c\uFFFFd")));

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd", record.Document.Element(Schema + "EventData")?.Value);
    }

    [Fact]
    public void WriteXml_LineEndsInAttributes_ComeBack()
    {
        EvtxElement item = EvtxElement.WithAttributes("Item", ("Text", EvtxValue.Text("a\r\n\t\"<b")));

        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { UserData = item });

        Assert.Equal("a\r\n\t\"<b", record.Document.Descendants(Schema + "Item").Single().Attribute("Text")?.Value);
    }

    [Fact]
    public void UserData_Namespaces_AreKeptInXmlAndLeftOutOfJson()
    {
        EvtxElement root = new("EventXML", new EvtxElement("Result", EvtxValue.Text("无效")) { Attributes = [("code", EvtxValue.Hex32(0xC004F050))] })
        {
            Attributes = [("xmlns", "urn:example:activation")],
        };

        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { UserData = root });

        Assert.Equal("""{"EventXML":{"Result":{"@code":"0xc004f050","#text":"无效"}}}""", record.UserData);
        Assert.Equal("无效", record.Document.Descendants(XName.Get("Result", "urn:example:activation")).Single().Value);
    }

    [Fact]
    public void WriteXml_UndeclaredPrefixAndForbiddenCharactersInNames_AreStillXml()
    {
        EvtxElement root = new("p:Root", new EvtxElement("1 bad name", "text"));

        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { UserData = root });

        Assert.Equal("""{"p_Root":{"__bad_name":"text"}}""", record.UserData);
    }

    [Fact]
    public void TryRead_SameGuidWithAnotherBody_UsesEachItsOwn()
    {
        Guid guid = new("11111111-2222-3333-4444-555555555555");
        byte[] file = new EvtxBuilder { RecordsPerChunk = 1 }
            .Add(EvtxSamples.Event() with { TemplateGuid = guid })
            .Add(EvtxSamples.Event() with { TemplateGuid = guid, EventSourceName = "Other" })
            .Add(EvtxSamples.Event() with { TemplateGuid = guid })
            .Build();

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal([null, "Other", null], reading.Records.Select(record => record.EventSourceName));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void TimeCreated_NoTimeOfAnyCalendar_IsNullAndDoesNotThrow(long ticks)
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { TimeCreated = EvtxValue.FileTime(ticks) });

        Assert.Null(record.TimeCreated);
    }

    [Fact]
    public void TimeCreated_BeforeWindowsVista_IsKept()
    {
        DateTimeOffset at = new(1999, 12, 31, 23, 59, 59, TimeSpan.Zero);

        Assert.Equal(at, EvtxReading.OfOne(EvtxSamples.Event() with { TimeCreated = EvtxValue.FileTime(at) }).TimeCreated);
    }

    [Fact]
    public void TimeCreated_FileTime_KeepsItsHundredNanosecondsInUtc()
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event());

        Assert.Equal((EvtxSamples.At, TimeSpan.Zero), (record.TimeCreated, record.TimeCreated?.Offset));
        Assert.Contains("SystemTime=\"2025-03-04T05:06:07.1234567Z\"", record.Xml, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OnlyForwardedRecordsCarryIt_IsNullElse()
    {
        EvtxElement document = new("Event", new EvtxElement("System", new EvtxElement("EventID", EvtxValue.Text("7"))), new EvtxElement("RenderingInfo", new EvtxElement("Message", EvtxValue.Text("激活失败"))));
        EvtxReading reading = EvtxReading.Of(new EvtxBuilder().Add(EvtxSamples.Event() with { Document = document, IsPlain = true }).Add(EvtxSamples.Event()).Build());

        Assert.Equal(["激活失败", null], reading.Records.Select(record => record.Message));
    }

    [Fact]
    public void UserData_FragmentsNestedInIt_AreRead()
    {
        EvtxElement details = new("Details", new EvtxElement.Nested(new EvtxElement("Certificate", EvtxValue.Text("CN=Example"))));

        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { UserData = new EvtxElement("CryptRetrieveObject", new EvtxElement.Nested(details)) });

        Assert.Equal("""{"CryptRetrieveObject":{"Details":{"Certificate":"CN=Example"}}}""", record.UserData);
    }

    [Fact]
    public void EventData_ArrayItemThatClaimsMoreThanThereIs_IsShownAsFarAsItGoes() =>
        Assert.Equal("""{"sids":"S-1-5"}""", EvtxReading.OfOne(EvtxSamples.Event(("sids", new EvtxValue(0x93, [1, 255, 0, 0, 0, 0, 0, 5], "")))).Data);

    [Fact]
    public void EventData_AnyText_ComesBackThroughXmlAndJson() =>
        Gen.Char.Array[0, 60].Sample(
            units =>
            {
                string text = new(units);
                ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event(("item", EvtxValue.Utf16(units))));
                string expected = Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)).TrimEnd('\0');

                Assert.Equal(expected, System.Text.Json.JsonDocument.Parse(record.Data).RootElement.GetProperty("item").GetString());
                Assert.Equal(
                    string.Concat(expected.Select(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD')),
                    record.Document.Element(Schema + "EventData")?.Element(Schema + "Data")?.Value);
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void TimeCreated_SystemTime_IsReadToo()
    {
        ReadRecord record = EvtxReading.OfOne(EvtxSamples.Event() with { TimeCreated = EvtxValue.SystemTime(EvtxSamples.At) });

        Assert.Equal(EvtxSamples.At.AddTicks(-4567), record.TimeCreated);
    }

    [Theory]
    [InlineData(1252, "¼¤»î")]
    [InlineData(936, "激活")]
    public void EventData_AnsiText_IsReadByTheStatedCodePage(int codePage, string text)
    {
        byte[] file = new EvtxBuilder().Add(EvtxSamples.Event(EvtxValue.Ansi([0xBC, 0xA4, 0xBB, 0xEE]))).Build();

        EvtxReading reading = EvtxReading.Of(file, new EvtxReaderOptions { AnsiCodePage = codePage });

        Assert.Equal($"[\"{text}\"]", reading.Records[0].Data);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(300, true)]
    public void TryRead_NestedFragments_CostAtMostTheirOwnContent(int depth, bool isDamaged)
    {
        EvtxElement element = new("Deepest", "end");
        for (int i = 0; i < depth; i++)
        {
            element = new EvtxElement("Level", new EvtxElement.Nested(element));
        }

        byte[] file = new EvtxBuilder().Add(EvtxSamples.Event() with { UserData = element }).Add(EvtxSamples.Event("after")).Build();
        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal(2, reading.Records.Count);
        Assert.Equal(isDamaged, reading.Records[0].IsDamaged);
        Assert.Equal("Example-Provider", reading.Records[0].Provider);
        Assert.Equal(!isDamaged, reading.Records[0].Xml.Contains("Deepest", StringComparison.Ordinal));
        Assert.Equal("""["after"]""", reading.Records[1].Data);
    }

    [Fact]
    public void TryRead_FragmentsShownTwiceAtEveryLevel_StaysWithinItsBudget()
    {
        EvtxElement element = new("Bomb", "x");
        for (int i = 0; i < 40; i++)
        {
            element = new EvtxElement("Level", new EvtxElement.Nested(element), new EvtxElement.Again(0));
        }

        byte[] file = new EvtxBuilder().Add(EvtxSamples.Event() with { UserData = element }).Add(EvtxSamples.Event("after")).Build();

        EvtxReading reading = EvtxReading.Of(file);

        Assert.Equal("Example-Provider", reading.Records[0].Provider);
        Assert.Equal("""["after"]""", reading.Records[1].Data);
        Assert.Equal(["record-too-large"], reading.DamageCodes);
    }

    [Fact]
    public void TryRead_ChunkFullOfGrowingRecords_StaysWithinTheBudgetOfTheChunk()
    {
        EvtxBuilder builder = new();
        for (int i = 0; i < 40; i++)
        {
            object[] content = [EvtxValue.Text("x"), new EvtxElement.Nested(Repeated(4000)), .. Enumerable.Repeat<object>(new EvtxElement.Again(1), 40)];
            builder.Add(EvtxSamples.Event() with { UserData = new EvtxElement("Root", content) });
        }

        EvtxReading reading = EvtxReading.Of(builder.Build());

        Assert.Equal(40, reading.Records.Count);
        Assert.Contains("record-too-large", reading.DamageCodes);
        Assert.True(reading.Records.Sum(record => (long)record.Xml.Length) < 20_000_000);

        static EvtxElement Repeated(int times) => new("R", [.. Enumerable.Repeat<object>("abcd", times)]);
    }

    [Fact]
    public void EventData_Enumerated_GivesNamesAndValuesInOrder()
    {
        using MemoryStream stream = new(new EvtxBuilder().Add(EvtxSamples.Event(("a", "1"), "2", ("a", EvtxValue.UInt32(3)))).Build());
        using EvtxReader reader = EvtxReader.Open(stream);
        Assert.True(reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken));

        List<string> items = [];
        foreach ((string? name, ReadOnlySpan<char> value) in record.EventData)
        {
            items.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
        }

        Assert.Equal(["a=1", "=2", "a=3"], items);
        Assert.False(record.HasUserData);
        Assert.Null(record.Message);
    }

    [Fact]
    public void UserData_Enumerated_GivesItsLeaves()
    {
        EvtxElement root = new("Root", new EvtxElement("A", EvtxValue.Text("1")), new EvtxElement("B", EvtxValue.Text("2")) { Attributes = [("code", "3")] });
        using MemoryStream stream = new(new EvtxBuilder().Add(EvtxSamples.Event() with { UserData = root }).Build());
        using EvtxReader reader = EvtxReader.Open(stream);
        Assert.True(reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken));

        Assert.Equal(["A=1", "B=2", "code=3"], record.UserData.ToList().Select(item => $"{item.Key}={item.Value}"));
    }
}

using System.Text;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class CalendarFileTests
{
    private const string Plain = """{"name":"a","version":"1","utcOffset":"+08:00","workdays":["monday"],"hours":["09:00-12:00","13:00-18:00"]}""";

    [Fact]
    public void Read_WhatWasWritten_IsTheSameCalendar()
    {
        BusinessCalendar calendar = Read("""
            {"name":"plant-2","version":"7","utcOffset":"-03:30","workdays":["sunday"],"hours":["00:00-12:00","13:00-24:00"],"daysOff":["2026-10-01..2026-10-03","2026-12-31"],
             "makeUpWorkdays":["2026-10-10"],"hoursOn":{"2026-02-16":["09:00-12:00"],"2026-02-17":[]},"years":{"first":2026,"last":2027},"provisionalYears":[2027],"source":"the plant"}
            """);

        BusinessCalendar again = CalendarFile.Read(CalendarFile.Write(calendar));

        Assert.Equal(CalendarFile.Write(calendar), CalendarFile.Write(again));
        Assert.Equal(TimeSpan.FromMinutes(-210), again.Offset);
        Assert.Equal(4, again.Holidays.Count);
        Assert.Equal([new WorkSpan(0, 720), new WorkSpan(780, 1440)], again.Hours);
        Assert.Equal([new WorkSpan(540, 720)], again.HoursOf(new DateOnly(2026, 2, 16)));
        Assert.True(again.HoursOf(new DateOnly(2026, 2, 17)).IsEmpty);
        Assert.Equal((2026, 2027), again.Years);
        Assert.Equal([2027], again.ProvisionalYears);
    }

    [Fact]
    public void Read_ByteOrderMarkBefore_IsRead() => Assert.Equal("a", CalendarFile.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Plain)]).Name);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"name\":")]
    public void Read_NoCalendar_IsRefused(string json) => Assert.Equal("calendar", Assert.Throws<MalformedDataException>(() => Read(json)).Code);

    [Theory]
    [InlineData("\"a\"", "\"a b\"")]
    [InlineData("\"a\"", "null")]
    [InlineData("+08:00", "8")]
    [InlineData("+08:00", "+15:00")]
    [InlineData("\"monday\"", "\"1\"")]
    [InlineData("\"monday\"", "\"\"")]
    [InlineData("\"monday\"", "null")]
    [InlineData("13:00-18:00", "11:00-18:00")]
    [InlineData("13:00-18:00", "18:00-13:00")]
    [InlineData("13:00-18:00", "13:00-25:00")]
    [InlineData("\"13:00-18:00\"", "null")]
    [InlineData("\"09:00-12:00\",\"13:00-18:00\"", "")]
    [InlineData("}", ",\"daysOff\":[\"0001-01-01..9999-12-31\"]}")]
    [InlineData("}", ",\"daysOff\":[\"2026-02-30\"]}")]
    [InlineData("}", ",\"daysOff\":[null]}")]
    [InlineData("}", ",\"makeUpWorkdays\":[\"2026-10-07..2026-10-01\"]}")]
    [InlineData("}", ",\"hoursOn\":{\"2026\":[]}}")]
    [InlineData("}", ",\"hoursOn\":{\"2026-01-01\":[null]}}")]
    [InlineData("}", ",\"years\":{\"first\":2027,\"last\":2026}}")]
    [InlineData("}", ",\"unknown\":1}")]
    public void Read_OneThingWrong_IsRefused(string part, string wrong)
    {
        int at = part == "}" ? Plain.Length - 1 : Plain.IndexOf(part, StringComparison.Ordinal);
        string json = Plain[..at] + wrong + Plain[(at + part.Length)..];

        Assert.Equal("calendar", Assert.Throws<MalformedDataException>(() => Read(json)).Code);
    }

    [Theory]
    [InlineData(",\"hoursOn\":{\"2026-01-01\":null}}")]
    [InlineData(",\"hoursOn\":{\"2026-01-01\":[],\" 2026-01-01\":[]}}")]
    public void Read_OddButClear_IsRead(string end) => Assert.Single(Read(Plain[..^1] + end).SpecialHours);

    [Fact]
    public void Read_AnyByteChanged_IsReadOrRefused()
    {
        byte[] shipped = CalendarFile.Write(BusinessCalendar.China);
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            byte[] changed = [.. shipped];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotEmpty(CalendarFile.Read(changed).Name);
            }
            catch (MalformedDataException refused)
            {
                Assert.Equal("calendar", refused.Code);
            }
        }
    }

    [Fact]
    public void Read_LargerThanAllowed_IsRefused() => Assert.Throws<MalformedDataException>(() => CalendarFile.Read(new byte[CalendarFile.MaxSizeInBytes + 1]));

    private static BusinessCalendar Read(string json) => CalendarFile.Read(Encoding.UTF8.GetBytes(json));
}

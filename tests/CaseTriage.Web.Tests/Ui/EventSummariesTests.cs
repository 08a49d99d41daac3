using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Facts;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Events;

namespace CaseTriage.Web.Tests.Ui;

public sealed class EventSummariesTests
{
    [Fact]
    public void Of_KnownEvent_SaysItsTextInOneLine()
    {
        EventSummaries summaries = Summaries(new CatalogedMessage(["Known"], [7], MessageCertainty.Documented, LocalizedText.Same("Activation failed\r\n with {1}.")));

        Assert.Equal(new EventSummary("Activation failed with 0xC004F074.", IsMessage: true), summaries.Of(Event("Known", """{"hr":"0xC004F074"}"""), Language.English));
    }

    [Fact]
    public void Of_TextWithoutValues_AddsTheValues()
    {
        EventSummaries summaries = Summaries(new CatalogedMessage(["Known"], [7], MessageCertainty.Documented, LocalizedText.Same("A request was written.")));

        Assert.Equal(new EventSummary("A request was written. file=a.txt", IsMessage: true), summaries.Of(Event("Known", """{"file":"a.txt"}"""), Language.English));
    }

    [Fact]
    public void Of_EventWithTheTextOfItsLog_GivesThatText()
    {
        EventSummaries summaries = Summaries(new CatalogedMessage(["Known"], [7], MessageCertainty.Documented, LocalizedText.Same("Activation failed.")));

        Assert.Equal(new EventSummary("激活失败。", IsMessage: true), summaries.Of(Event("Known", """{"hr":"0xC004F074"}""") with { Message = "激活失败。" }, Language.English));
    }

    [Fact]
    public void Of_TextOfTheWholeProvider_GivesTheValuesTheirPlace()
    {
        EventSummaries summaries = Summaries(new CatalogedMessage(["Known"], [], MessageCertainty.Documented, LocalizedText.Same("An event of the client.")));

        Assert.Equal(new EventSummary("step=2", IsMessage: false), summaries.Of(Event("Known", """{"step":"2"}"""), Language.English));
        Assert.Equal(new EventSummary("An event of the client.", IsMessage: true), summaries.Of(Event("Known", "{}"), Language.English));
    }

    [Theory]
    [InlineData("""{"a":"1","b":{"c":"2","d":["3","4"]}}""", "a=1 · c=2 · d=3 · d=4")]
    [InlineData("""["one","two"]""", "one · two")]
    [InlineData("{}", "")]
    [InlineData("\"no object\"", "no object")]
    public void Of_UnknownEvent_SaysItsValues(string data, string line) => Assert.Equal(new EventSummary(line, IsMessage: false), Summarize(data));

    [Fact]
    public void Of_HugeValues_AreCut()
    {
        string text = Summarize(JsonSerializer.Serialize(Enumerable.Range(0, 1000).ToDictionary(i => $"name{i}", _ => new string('x', 5000)))).Text;

        Assert.InRange(text.Length, 100, 301);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u202Egpj.exe", "a[U+202E]gpj.exe")]
    [InlineData("one\r\n\t two ", "one two")]
    [InlineData("bell\u0007\u0000", "bell[U+0007][U+0000]")]
    [InlineData("激活失败", "激活失败")]
    public void OneLine_HiddenSigns_AreShownByTheirCode(string text, string line) => Assert.Equal(line, VisibleText.OneLine(text, 100));

    /// <summary>An attribute cannot hold half a pair.</summary>
    [Fact]
    public void OneLine_HalfOfAPair_IsReplaced() => Assert.Equal("\uFFFDx", VisibleText.OneLine("\uD800x", 100));

    private static EventSummaries Summaries(params CatalogedMessage[] messages)
    {
        var catalog = new MessageCatalog(messages);
        return new EventSummaries(new EventTexts(catalog), catalog);
    }

    private static EventSummary Summarize(string data) => Summaries().Of(Event("Unknown", data), Language.English);

    private static CaseEvent Event(string provider, string data) => new(
        DateTimeOffset.UnixEpoch, "a.evtx", "record 1", null, provider, 7, 2, "Application", "PC", JsonSerializer.Deserialize<JsonElement>(data), EventCondition.None, Message: null);
}

using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class MessageCatalogTests
{
    private static readonly MessageCatalog s_catalog = new(
    [
        new(["Alpha", "Old Alpha"], [7], MessageCertainty.Documented, new LocalizedText("甲 {1}，{data:Name}", "first {1}, {data:Name}")),
        new(["ALPHA"], [7], MessageCertainty.Inferred, LocalizedText.Same("never shown")),
        new(["Alpha"], [], MessageCertainty.GeneralKnowledge, LocalizedText.Same("any other")),
    ]);

    [Theory]
    [InlineData("alpha", null, 7, "first {1}, {data:Name}")]
    [InlineData("Alpha", null, 8, "any other")]
    [InlineData("Beta", "old alpha", 7, "first {1}, {data:Name}")]
    [InlineData("Beta", "old alpha", 8, null)]
    [InlineData("Beta", null, 7, null)]
    public void Find_ProviderOrSourceAndId_GivesTheFirstThatFits(string provider, string? source, int id, string? expected) =>
        Assert.Equal(expected, s_catalog.Find(provider, source, id)?.Text.English);

    [Theory]
    [InlineData("""["x","y"]""", "first x, ?")]
    [InlineData("""{"name":"n","other":"o"}""", "first n, n")]
    [InlineData("""{"Event":{"@xmlns":"u","Other":"o","Name":"n"}}""", "first o, n")]
    [InlineData("""[null,"y"]""", "first ?, ?")]
    [InlineData("""[["a","b"]]""", "first a, ?")]
    [InlineData("null", "first ?, ?")]
    [InlineData("no json", "first ?, ?")]
    [InlineData("\"{1} {data:Name}\"", "first {1} {data:Name}, ?")]
    public void Of_StoredValues_FillsThePlaceholdersOnce(string data, string expected)
    {
        EventText text = Assert.Single(new EventTexts(s_catalog).Of(Row("Alpha", 7, data), null, Language.English));

        Assert.Equal(new EventText(expected, EventTextOrigin.Catalog, MessageCertainty.Documented), text);
    }

    [Fact]
    public void Of_LongValue_IsCutInTheText()
    {
        string text = new EventTexts(s_catalog).Of(Row("Alpha", 7, $"[\"{new string('x', 5000)}\"]"), null, Language.Chinese)[0].Text;

        Assert.StartsWith("甲 xxx", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 200, 300);
    }

    [Fact]
    public void Of_EventWithATextOfItsLog_GivesThatFirst()
    {
        EventRow row = Row("Alpha", 8, "[]") with { Message = "Der Dienst wurde beendet." };

        Assert.Equal(
            [new EventText("Der Dienst wurde beendet.", EventTextOrigin.Log, null), new EventText("any other", EventTextOrigin.Catalog, MessageCertainty.GeneralKnowledge)],
            new EventTexts(s_catalog).Of(row, null, Language.English));
    }

    [Fact]
    public void Of_EventThatNobodyKnows_IsEmpty() => Assert.Empty(new EventTexts(s_catalog).Of(Row("Beta", 1, "[]"), null, Language.English));

    private static EventRow Row(string provider, int id, string data) => new("a.evtx", 0, 512, 1, null, provider, id, 4, "System", "PC", data);
}

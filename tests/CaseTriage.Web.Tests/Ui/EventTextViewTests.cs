using AngleSharp.Dom;
using Bunit;
using CaseTriage.Analysis.Facts;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.Tests.Ui;

public sealed class EventTextViewTests
{
    private static readonly EventText s_ofLog = new("Der Dienst\nwurde beendet.", EventTextOrigin.Log, null);
    private static readonly EventText s_documented = new("The service ended.", EventTextOrigin.Catalog, MessageCertainty.Documented);

    [Fact]
    public async Task Texts_OfTheLogAndOfThePacks_EachSaysWhereItComesFrom()
    {
        await using var context = new PageContext();
        IRenderedComponent<EventTextView> view = Show(context, s_ofLog, s_documented);

        Assert.Equal(["log", "catalog"], view.FindAll("[data-event-text]").Select(text => text.GetAttribute("data-event-text")));
        Assert.Contains("Der Dienst\nwurde beendet.", view.Find("[data-event-text=log]").TextContent, StringComparison.Ordinal);
        Assert.Contains("saved with the log", view.Find("[data-event-text=log]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("values only", view.Find("[data-event-text=catalog]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessageCertainty.Documented, "in our words. The log itself carries values only.")]
    [InlineData(MessageCertainty.GeneralKnowledge, "general knowledge, no document at hand. The log itself carries values only.")]
    [InlineData(MessageCertainty.Inferred, "concluded from cases. The log itself carries values only.")]
    public async Task Text_OfThePacks_SaysHowSureItIs(MessageCertainty certainty, string words)
    {
        await using var context = new PageContext();

        Assert.EndsWith(words, Show(context, s_documented with { Certainty = certainty }).Find("[data-event-text=catalog] .ct-event-origin").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "none is known to us")]
    [InlineData("zh-CN", "下面是原始值")]
    public async Task Texts_None_SaysThatTheRawValuesAreShown(string language, string words)
    {
        await using var context = new PageContext(language);

        Assert.Contains(words, Show(context).Find("[data-event-text=none]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_WithMarkup_IsEncoded()
    {
        await using var context = new PageContext();
        IElement text = Show(context, s_ofLog with { Text = "<img src=x onerror=alert(1)>" }).Find("[data-event-text=log]");

        Assert.Null(text.QuerySelector("img"));
        Assert.Contains("<img", text.TextContent, StringComparison.Ordinal);
    }

    private static IRenderedComponent<EventTextView> Show(PageContext context, params EventText[] texts) =>
        context.Render<EventTextView>(parameters => parameters.Add(view => view.EventTexts, [.. texts]));
}

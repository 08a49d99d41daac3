using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseTriage.Browser.Tests;

public sealed class FrameTests(RunningApp app)
{
    [Fact]
    public async Task List_InBothLanguages_IsAccessible()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases", "zh-CN");
        await Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await browser.AssertAccessibleAsync();

        await browser.Page.Locator("[data-language=en]").ClickAsync();

        await Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await browser.WaitUntilReadyAsync();
        await browser.AssertAccessibleAsync();
        await browser.GoAsync("/new-case");
        await Expect(browser.Page.Locator("h1")).ToHaveTextAsync("New case");
        await browser.AssertAccessibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Scheme_Dark_StaysAndIsAccessible()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.Page.GetByTestId("scheme").Locator("button").ClickAsync();
        await browser.Page.Locator("[data-scheme-choice=dark]").ClickAsync();
        await Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");

        await browser.GoAsync("/new-case");

        await Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");
        await Expect(browser.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(15, 22, 24)");
        await browser.AssertAccessibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task NewCase_WithoutNumber_SaysSoInTheLanguageOfThePage()
    {
        await using BrowserPage browser = await app.OpenAsync("/new-case", "zh-CN");

        await browser.Page.Locator("button[type=submit]").ClickAsync();

        await Expect(browser.Page.GetByText("请填写此项。").First).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Address_Mistyped_ShowsThePageForIt()
    {
        await using BrowserPage browser = await app.OpenAsync("/no-such-page");

        await Expect(browser.Page.Locator("h1")).ToHaveTextAsync("There is no such page");
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseTriage.Browser.Tests;

public sealed class CaseWalkTests(RunningApp app)
{
    [Fact]
    public async Task Case_FilesDropped_ShowsFindingsAndOpensTheEvidence()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        IPage page = browser.Page;
        await browser.OpenCaseAsync("WALK-1", "Two like machines, one will not activate");

        await browser.UploadAsync([FictionalBundle.Mails, FictionalBundle.Zip, .. FictionalBundle.Inventories]);

        ILocator finding = page.Locator("[data-finding=marker-binding-invalid]").First;
        await Expect(finding).ToBeVisibleAsync();
        await Expect(page.Locator($"[data-device={FictionalBundle.Failing}]").First).ToContainTextAsync("Fails");
        await finding.Locator("a[data-evidence]").First.ClickAsync();
        ILocator panel = page.GetByTestId("evidence");
        await Expect(panel).ToContainTextAsync("Device marker binding is invalid");
        await browser.AssertAccessibleAsync();

        string address = page.Url;
        await page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(finding.Locator("a[data-evidence]").First).ToBeFocusedAsync();
        await page.GoBackAsync();
        await Expect(panel).ToBeVisibleAsync();
        await browser.GoAsync(address);
        await Expect(panel).ToContainTextAsync("Device marker binding is invalid");
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Case_EachPart_IsAccessible()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.OpenCaseAsync("WALK-2", "Parts of a case");
        await browser.UploadAsync([FictionalBundle.Mails, .. FictionalBundle.Inventories]);
        await Expect(browser.Page.Locator("[data-finding]").First).ToBeVisibleAsync();

        foreach (string tab in (string[])["overview", "devices", "timeline", "events", "files"])
        {
            await browser.GoAsync($"/cases/WALK-2?tab={tab}");
            await Expect(browser.Page.Locator("main h2").First).ToBeVisibleAsync();
            await browser.AssertAccessibleAsync();
        }

        browser.AssertQuiet();
    }

    [Fact]
    public async Task Case_FilesArrive_WhatIsNeededFollows()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        IPage page = browser.Page;
        await browser.OpenCaseAsync("WALK-9", "What is needed");
        await browser.UploadAsync(FictionalBundle.Mails);
        await Expect(page.Locator("[data-needs]")).ToContainTextAsync("missing:");
        await page.Locator("[data-needs] a").ClickAsync();
        ILocator inventory = page.Locator($"[data-of={FictionalBundle.Failing}] [data-need=hardware-inventory]");
        await Expect(inventory).ToHaveAttributeAsync("data-state", "missing");
        Assert.Contains("OAGTool.exe GetHardwareInventory", await page.Locator("#needs [data-copy]").First.GetAttributeAsync("data-copy"), StringComparison.Ordinal);

        await browser.UploadAsync(FictionalBundle.Inventories);

        await Expect(inventory).ToHaveAttributeAsync("data-state", "present");
        await browser.AssertAccessibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Devices_ComparedFromACase_AreWalkedByKeyboardAndLeadToTheDevice()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        IPage page = browser.Page;
        await browser.OpenCaseAsync("WALK-10", "Side by side");
        await browser.UploadAsync([FictionalBundle.Mails, .. FictionalBundle.Inventories]);
        await Expect(page.Locator($"[data-device={FictionalBundle.Failing}]").First).ToBeVisibleAsync();
        await browser.GoAsync("/cases/WALK-10?tab=devices");
        await page.GetByTestId("open-compare").ClickAsync();
        ILocator comparison = page.GetByTestId("comparison");
        await Expect(comparison.Locator("[data-row=mechanical-disks][data-state=Separates]")).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();

        await comparison.Locator("[data-group=same] summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(comparison.Locator("[data-row=adapters]")).ToBeVisibleAsync();
        await comparison.Locator("thead .ct-compare-remove").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(comparison.Locator("> table thead .ct-serial-name")).ToHaveCountAsync(1);
        await page.Locator($"[data-add={FictionalBundle.Working}]").ClickAsync();
        await Expect(comparison.Locator("> table thead .ct-serial-name")).ToHaveCountAsync(2);

        await comparison.Locator($"> table thead a:has-text('{FictionalBundle.Failing}')").ClickAsync();
        await Expect(page.Locator($"[data-device={FictionalBundle.Failing}] [data-appearance='WALK-10']")).ToContainTextAsync("Fails");
        await Expect(page.Locator("#siblings")).ToContainTextAsync(FictionalBundle.Working);
        await browser.AssertAccessibleAsync();
        await browser.GoAsync("/devices");
        await Expect(page.Locator($"tr[data-device={FictionalBundle.Failing}]")).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Case_UnreadableFiles_EachGiveAClearLine()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.OpenCaseAsync("WALK-3", "Files that are no use");

        await browser.UploadAsync(FictionalBundle.DamagedLog, FictionalBundle.EncryptedZip, FictionalBundle.Nothing, FictionalBundle.Empty);

        IPage page = browser.Page;
        await Expect(page.Locator("#attention [data-artifact='empty.txt']")).ToBeVisibleAsync();
        await page.Locator(".ct-tabs a[href*='tab=files']").ClickAsync();
        await Expect(Problem(page, "damaged.evtx")).ToContainTextAsync("Damaged in places. Records read: 8");
        await Expect(Problem(page, "locked.zip!/secret.txt")).ToContainTextAsync("Locked with a password");
        await Expect(Problem(page, "nothing.txt")).ToContainTextAsync("Nothing here reads this kind of content");
        await Expect(Problem(page, "empty.txt")).ToContainTextAsync("empty (0 bytes)");
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Findings_ByKeyboard_AreWalkedAndOpened()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.OpenCaseAsync("WALK-4", "Without a mouse");
        await browser.UploadAsync(FictionalBundle.Mails);
        IPage page = browser.Page;
        await Expect(page.Locator("[data-finding]").First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("[data-finding]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(page.GetByTestId("evidence")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Next or previous finding");
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Events_SearchedAndNarrowed_StayInTheAddressAndOpenTheRecord()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        IPage page = browser.Page;
        await browser.OpenCaseAsync("WALK-7", "What the logs say");
        await browser.UploadAsync(FictionalBundle.Zip);
        await Expect(page.Locator("[data-finding], [data-step], [data-device]").First).ToBeVisibleAsync();
        await page.Locator(".ct-tabs a[href*='tab=events']").ClickAsync();
        ILocator rows = page.Locator("[data-event]");
        await Expect(rows).ToHaveCountAsync(12);
        await Expect(page.GetByTestId("events-total")).ToHaveTextAsync("12 events");
        await browser.AssertAccessibleAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("1007");
        await Expect(rows).ToHaveCountAsync(1);
        await page.WaitForURLAsync(url => url.EndsWith("?tab=events&q=1007", StringComparison.Ordinal));
        ILocator link = rows.Locator("a[data-evidence]");
        await link.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("evidence")).ToContainTextAsync("1007");
        await page.Keyboard.PressAsync("Escape");
        await Expect(link).ToBeFocusedAsync();

        await page.Locator(".ct-chips a").First.ClickAsync();
        await Expect(rows).ToHaveCountAsync(12);
        await page.Locator("[data-bar]").First.ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await browser.WaitUntilReadyAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(page.Locator(".ct-chips a")).ToHaveCountAsync(3);
        await page.GoBackAsync();
        await Expect(rows).ToHaveCountAsync(12);
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Upload_Folder_KeepsItsNameAndDevice()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("casetriage-upload-").FullName, FictionalBundle.Working);
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "System.evtx"), FictionalBundle.DamagedLog.Buffer, TestContext.Current.CancellationToken);
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.OpenCaseAsync("WALK-5", "A whole folder");

        await browser.Page.Locator("input[data-pick=folder]").SetInputFilesAsync(folder);

        await browser.Page.Locator(".ct-tabs a[href*='tab=files']").ClickAsync();
        ILocator row = browser.Page.Locator($"tr[data-artifact='{FictionalBundle.Working}/System.evtx']");
        await Expect(row).ToContainTextAsync(FictionalBundle.Working + "Change");
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Upload_ConnectionLost_CanBeTriedAgain()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.OpenCaseAsync("WALK-6", "A weak line");
        IPage page = browser.Page;
        await page.RouteAsync("**/api/v1/**", route => route.AbortAsync());

        await browser.UploadAsync(FictionalBundle.Mails);
        await Expect(page.Locator("[data-upload=failed]")).ToContainTextAsync("No connection to the server");
        await page.UnrouteAsync("**/api/v1/**");
        await page.Locator("[data-upload=failed] button").ClickAsync();

        await Expect(page.Locator(".ct-uploads")).ToContainTextAsync("Files stored: 1");
    }

    [Fact]
    public async Task Archive_NamesInAnotherEncoding_AreReadAgainAsChosenAndRemembered()
    {
        await using BrowserPage browser = await app.OpenAsync("/cases");
        await browser.OpenCaseAsync("WALK-NAMES", "Names of another code page");
        IPage page = browser.Page;
        await browser.UploadAsync(FictionalBundle.ZipWithNameInBig5);
        await Expect(page.Locator(".ct-uploads")).ToContainTextAsync("Files stored: 1");
        await browser.GoAsync("/cases/WALK-NAMES?tab=files");
        await Expect(page.Locator("tr[data-artifact='names.zip!/币.txt']")).ToBeVisibleAsync();

        await page.GetByTestId("names").ClickAsync();
        await Expect(page.Locator(".ct-choice", new() { HasText = "Big5" })).ToContainTextAsync("啟.txt");
        await browser.AssertAccessibleAsync();
        await page.Locator(".ct-choice", new() { HasText = "Big5" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read again" }).ClickAsync();

        await Expect(page.Locator("tr[data-artifact='names.zip!/啟.txt']")).ToBeVisibleAsync();
        await browser.GoAsync("/cases/WALK-NAMES?tab=files");
        await Expect(page.Locator("tr[data-artifact='names.zip']")).ToContainTextAsync("chosen by hand");
        browser.AssertQuiet();
    }

    [Fact]
    public async Task SampleCase_OneClick_OpensItsFindings()
    {
        await using BrowserPage browser = await app.OpenAsync("/", "zh-CN");

        await browser.Page.GetByTestId("open-sample").ClickAsync();

        await Expect(browser.Page.Locator("#group-notCause [data-finding]").First).ToBeVisibleAsync();
        await Expect(browser.Page.Locator("[data-step]").First).ToBeVisibleAsync();
        await browser.AssertAccessibleAsync();
        browser.AssertQuiet();
    }

    private static ILocator Problem(IPage page, string name) => page.Locator($"li[data-artifact='{name}']");
}

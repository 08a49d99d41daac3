using System.Collections.Concurrent;
using CaseTriage.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseTriage.Browser.Tests;

/// <summary>The hostile mails of the shared folder, shown: no script of theirs runs, and no request of theirs leaves the page.</summary>
public sealed class HostileMailTests(RunningApp app)
{
    [Fact]
    public async Task Mails_WithScriptsAndTrackers_AreInertOnEveryPage()
    {
        string[]? files = HostileFiles.Of("mail");
        Assert.SkipWhen(files is null, HostileFiles.AbsentReason);
        IEnumerable<string> chosen = files.Concat(HostileFiles.Of("msg") ?? []).Where(file => Path.GetFileName(file) is var name
            && (name.StartsWith("html_", StringComparison.Ordinal) || name.StartsWith("subject_", StringComparison.Ordinal) || name.StartsWith("attach_name_", StringComparison.Ordinal) || name is "utf7_xss.eml" or "good_small.msg"));
        await using BrowserPage browser = await app.OpenAsync("/cases");
        IPage page = browser.Page;
        var seen = new ConcurrentQueue<string>();
        page.Dialog += (_, dialog) => seen.Enqueue($"A script says '{dialog.Message}'.");
        page.Popup += (_, popup) => seen.Enqueue($"A window opens: {popup.Url}.");
        page.Download += (_, download) => seen.Enqueue($"A download begins: {download.Url}.");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } address && !request.Url.StartsWith(app.Address, StringComparison.Ordinal))
            {
                seen.Enqueue($"The page asks for {address}.");
            }
        };
        await browser.OpenCaseAsync("HOSTILE-1", "Mails that mean harm");

        await browser.UploadAsync(chosen.Select(file => new FilePayload { Name = Path.GetFileName(file), MimeType = "application/octet-stream", Buffer = Bytes(file) }));

        await Expect(page.Locator(".ct-uploads")).ToContainTextAsync("Files stored:");
        await browser.GoAsync("/cases/HOSTILE-1?tab=files");
        await Expect(page.Locator("[data-artifact='html_script.eml']").First).ToBeVisibleAsync();
        await browser.GoAsync("/cases/HOSTILE-1?tab=timeline");
        await Expect(page.Locator("[data-message]").First).ToBeVisibleAsync();
        foreach (string mail in (string[])["html_script.eml", "html_pixel.eml", "html_body.msg", "html_onerror.eml"])
        {
            await browser.GoAsync($"/cases/HOSTILE-1?tab=timeline&evidence={mail}&at=message+1");
            await Expect(page.GetByTestId("evidence")).ToBeVisibleAsync();
            bool hasElement = await page.EvaluateAsync<bool>("() => document.querySelector('main script, main iframe, main object, main embed, [data-testid=evidence] script, [data-testid=evidence] img') !== null");
            Assert.False(hasElement, $"{mail} brings an element of its own.");
        }

        string[] requests = await page.EvaluateAsync<string[]>("() => performance.getEntriesByType('resource').map(entry => entry.name)");
        Assert.All(requests, request => Assert.StartsWith(app.Address, request, StringComparison.Ordinal));
        Assert.Empty(seen);
        browser.AssertQuiet();
    }

    private static byte[] Bytes(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}

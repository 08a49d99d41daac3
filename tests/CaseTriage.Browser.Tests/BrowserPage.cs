using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseTriage.Browser.Tests;

/// <summary>An open page that remembers what it should not have done: errors, and calls to other hosts.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();

    public BrowserPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob"), IsLoopback: false } foreign)
            {
                _complaints.Enqueue($"The page calls {foreign.Host}.");
            }
        };
    }

    public IPage Page { get; }

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await WaitUntilReadyAsync();
    }

    public Task WaitUntilReadyAsync() => Page.Locator("body[data-ready=true]").WaitForAsync();

    /// <summary>Opens a case by the form and stands on its page afterwards.</summary>
    public async Task OpenCaseAsync(string number, string title)
    {
        await GoAsync("/new-case");
        await Page.Locator("input[name=number]").FillAsync(number);
        await Page.Locator("input[name=title]").FillAsync(title);
        await Page.Locator("button[type=submit]").ClickAsync();
        await Page.Locator($"[data-case='{number}'] [data-testid=drop-zone]").WaitForAsync();
    }

    public Task UploadAsync(params IEnumerable<FilePayload> files) => Page.Locator("input[data-pick=files]").SetInputFilesAsync(files);

    /// <summary>Nothing was logged as an error and no other host was called.</summary>
    public void AssertQuiet() => Assert.Empty(_complaints);

    /// <summary>No rule of axe is broken seriously.</summary>
    public async Task AssertAccessibleAsync()
    {
        AxeResult result = await Page.RunAxe();
        Assert.Equal(
            [],
            result.Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{violation.Id}: {violation.Nodes[0].Html} {violation.Nodes[0].Any.FirstOrDefault()?.Message}"));
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}

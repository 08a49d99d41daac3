using System.Globalization;
using CaseTriage.Web.Features.Cases;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseTriage.Web.Tests.Server;

public sealed class CaseFeedTests
{
    private static readonly CaseChange s_done = new("C-1", CaseChangeKind.Done, null, 1);

    [Fact]
    public async Task Publish_FromAnotherLanguage_TellsEachPageInItsOwn()
    {
        var feed = new CaseFeed(NullLogger<CaseFeed>.Instance);
        List<string> told = [];
        await Task.WhenAll(SubscribeIn("zh-CN"), SubscribeIn("en"));

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        await feed.PublishAsync(s_done);

        Assert.Equal(["en", "zh-CN"], told.Order(StringComparer.Ordinal));
        Assert.Equal("de", CultureInfo.CurrentUICulture.Name);

        Task SubscribeIn(string culture) => Task.Run(() =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            feed.Subscribe("C-1", async _ =>
            {
                await Task.Yield();
                told.Add(CultureInfo.CurrentUICulture.Name);
            });
        });
    }

    [Fact]
    public async Task Publish_APageAtFault_TellsTheOthers()
    {
        var feed = new CaseFeed(NullLogger<CaseFeed>.Instance);
        int told = 0;
        using IDisposable broken = feed.Subscribe("C-1", _ => throw new InvalidOperationException("gone"));
        IDisposable left = feed.Subscribe("C-1", _ => Task.FromResult(told += 100));
        left.Dispose();
        using IDisposable sound = feed.Subscribe("C-1", _ => Task.FromResult(told++));

        await feed.PublishAsync(s_done);

        Assert.Equal(1, told);
    }
}

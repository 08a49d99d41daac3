using Bunit;
using CaseTriage.Components;

namespace CaseTriage.Web.Tests.Ui;

public sealed class FailedStateTests
{
    [Fact]
    public async Task FailedState_Retry_CallsBack()
    {
        await using var context = new PageContext();
        int calls = 0;
        IRenderedComponent<FailedState> state = context.Render<FailedState>(parameters => parameters
            .Add(s => s.Title, "The case could not be read")
            .Add(s => s.Reason, "The database is locked.")
            .Add(s => s.RetryText, "Try again")
            .Add(s => s.OnRetry, () => calls++));

        await state.Find("button").ClickAsync(new());

        Assert.Equal(1, calls);
        Assert.Contains("The database is locked.", state.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using CaseTriage.Web.Resources;

namespace CaseTriage.Web.Components.Layout;

public sealed partial class MainLayout : IAsyncDisposable
{
    private IJSObjectReference? _page;
    private ErrorBoundary? _boundary;
    private Viewer _viewer = Viewer.Utc;
    private string _scheme = "auto";
    private bool _isDark;
    private bool _isReady;

    [Inject] public required IJSRuntime Script { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    private string SkipTarget => Navigation.Uri.Split('#')[0] + "#main";

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_page is not null)
            {
                await _page.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its module with it.
        }
    }

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _page = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/page.js"]);
        BrowserState state = await _page.InvokeAsync<BrowserState>("start");
        _viewer = Viewer.In(state.TimeZone);
        (_scheme, _isDark, _isReady) = (state.Scheme, state.IsDark, true);
        StateHasChanged();
        await _page.InvokeVoidAsync("ready");
    }

    private async Task ChangeSchemeAsync(string scheme)
    {
        if (_page is not null)
        {
            _isDark = await _page.InvokeAsync<bool>("setScheme", scheme);
            _scheme = scheme;
        }
    }

    private async Task ChangeLanguageAsync(string language)
    {
        if (_page is not null)
        {
            await _page.InvokeVoidAsync("setLanguage", language);
        }
    }

    private Task ShowHelpAsync() => Dialogs.ShowAsync<KeyboardHelp>(T["help.title"]);

    private void Recover() => _boundary?.Recover();

    private sealed record BrowserState(string TimeZone, string Scheme, bool IsDark);
}

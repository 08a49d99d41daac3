using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CaseTriage.Browser.Tests.RunningApp))]

namespace CaseTriage.Browser.Tests;

/// <summary>
/// The real server, published (from a plain build package assets answer 500 in production), on a free port over an empty data directory,
/// and one headless Chromium.
/// </summary>
public sealed class RunningApp : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-browser-").FullName;
    private readonly Queue<string> _output = new();
    private Process? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        string published = Path.Combine(_folder, "app");
        await PublishAsync(published);
        await StartAsync(published);
        Assertions.SetDefaultExpectTimeout(120_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A page in a browser profile of its own, so that tests do not see each other's cookies.</summary>
    internal async Task<BrowserPage> OpenAsync(string path, string language = "en")
    {
        Assert.SkipWhen(_browser is null && Environment.GetEnvironmentVariable("CI") is null, $"There is no Chromium at {Chromium}; install it to walk the pages.");
        IBrowserContext context = await (_browser ?? throw new FileNotFoundException($"There is no Chromium at {Chromium}, which CI needs."))
            .NewContextAsync(new() { BaseURL = Address, Locale = language, TimezoneId = "Asia/Shanghai", ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(60_000);
        var page = new BrowserPage(await context.NewPageAsync());
        await page.GoAsync(path);
        return page;
    }

    private static async Task PublishAsync(string published)
    {
        using Process publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(Repository(), "src", "CaseTriage.Web"), "-c", Configuration, "--no-build", "-v", "q", "-o", published])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("dotnet did not start.");
        string output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);
    }

    private async Task StartAsync(string published)
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        _server = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(published, "CaseTriage.Web.dll")])
        {
            WorkingDirectory = published,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = Address,
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["CaseTriage__DataDirectory"] = Path.Combine(_folder, "data"),
                ["CaseTriage__KeyFile"] = Path.Combine(_folder, "data.key"),
            },
        }) ?? throw new InvalidOperationException("The server did not start.");
        _server.OutputDataReceived += (_, line) => Keep(line.Data);
        _server.ErrorDataReceived += (_, line) => Keep(line.Data);
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();

        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        for (int attempt = 0; attempt < 240 && !_server.HasExited; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(250);
        }

        throw new InvalidOperationException("The server did not become ready. Its last words:\n" + string.Join('\n', _output));
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Enqueue(line ?? "");
            if (_output.Count > 60)
            {
                _output.Dequeue();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CaseTriage.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("CaseTriage.sln is in no folder above the tests.");
    }
}

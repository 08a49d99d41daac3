using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CaseTriage.Web.Tests.Server;

/// <summary>The built program as a process of its own, on a free port of this machine. Killed when disposed.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private RunningServer(Process process, HttpClient client)
    {
        _process = process;
        Client = client;
    }

    /// <summary>Key of every data directory of these tests, in place of a file in the user's folder.</summary>
    public static string Key { get; } = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)(i * 7)).ToArray());

    public HttpClient Client { get; }

    public int ProcessId => _process.Id;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static async Task<RunningServer> StartAsync(string dataDirectory, params (string Name, string Value)[] settings)
    {
        Process process = Start(dataDirectory, "http://127.0.0.1:0", settings);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(s_patience);
        const string mark = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0)
            {
                // Nobody reads on, and a full pipe would stop the server.
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new RunningServer(process, new HttpClient { BaseAddress = new Uri(line[(at + mark.Length)..]) });
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>Starts the program and leaves it to the caller.</summary>
    public static Process Start(string dataDirectory, string urls, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "CaseTriage.Web.exe" : "CaseTriage.Web"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["CaseTriage__DataDirectory"] = dataDirectory;
        start.Environment["CaseTriage__Key"] = Key;
        start.Environment["ASPNETCORE_URLS"] = urls;
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The server was not started.");
        return process;
    }

    public async Task OpenCaseAsync(string number)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/api/v1/cases", new { number, title = "A title" }, Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    public async Task<JsonElement> UploadAsync(string number, string fileName, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using HttpResponseMessage answer = await Client.PostAsync(
            $"/api/v1/cases/{number}/bundles?fileName={Uri.EscapeDataString(fileName)}", content, Token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>Waits until the newest run of a case is in a state, and gives the case.</summary>
    public async Task<JsonElement> WaitForRunAsync(string number, string state)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(s_patience);
        while (true)
        {
            JsonElement view = await Client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{number}", patience.Token);
            if (view.GetProperty("runState").GetString() == state)
            {
                return view;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Whether an orphan ends within half a minute; one that nobody has collected yet (state Z) has ended.</summary>
    public static async Task<bool> EndsAsync(int process)
    {
        for (int look = 0; look < 300; look++)
        {
            try
            {
                string stat = await File.ReadAllTextAsync($"/proc/{process}/stat", Token);
                if (stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z'))
                {
                    return true;
                }
            }
            catch (IOException)
            {
                return true;
            }

            await Task.Delay(100, Token);
        }

        return false;
    }

    /// <summary>Waits for the process that reads the files, and gives its id. Linux only: it is looked for in /proc.</summary>
    public async Task<int> WaitForChildAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(s_patience);
        while (true)
        {
            if (FindChild() is { } child)
            {
                return child;
            }

            await Task.Delay(2, patience.Token);
        }
    }

    /// <summary>Ends the server as a power cut would: at once, with nothing tidied up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Token);
    }

    /// <summary>Asks the server to end, as a service manager does, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        var kill = new ProcessStartInfo("kill") { UseShellExecute = false };
        kill.ArgumentList.Add("-TERM");
        kill.ArgumentList.Add(ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using Process sender = Process.Start(kill) ?? throw new InvalidOperationException("The program kill was not started.");
        await _process.WaitForExitAsync(Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private int? FindChild()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int id) && IsChild(folder))
            {
                return id;
            }
        }

        return null;
    }

    private bool IsChild(string folder)
    {
        try
        {
            // The fourth field is the parent; the second, in brackets, may hold anything.
            string state = File.ReadAllText(Path.Combine(folder, "stat"));
            return state[(state.LastIndexOf(')') + 2)..].Split(' ')[1] == ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)
                && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("analyze-worker", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It ended while it was looked at.
            return false;
        }
    }
}

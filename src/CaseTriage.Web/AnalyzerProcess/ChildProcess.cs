using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>A child process of this very program, with limits on memory, a folder for its temporary files, and none of our settings.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _temporary;

    private ChildProcess(Process process, string temporary)
    {
        _process = process;
        _temporary = temporary;
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public static ChildProcess Start(string command, string temporary, int maxMemoryInMiB)
    {
        Directory.CreateDirectory(temporary);
        ProcessStartInfo start = OwnProgram();
        start.ArgumentList.Add(command);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = temporary;
        foreach (string name in start.Environment.Keys.Where(IsOurSetting).ToArray())
        {
            start.Environment.Remove(name);
        }

        long heap = (long)maxMemoryInMiB << 20;
        start.Environment["DOTNET_GCHeapHardLimit"] = heap.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["TMPDIR"] = start.Environment["TMP"] = start.Environment["TEMP"] = temporary;
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The analyzer process was not started.");

        // What a crashing runtime prints may hold contents, so it is read and dropped.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return new ChildProcess(process, temporary);
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it with everything that it started, and clears its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It had ended already.
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_temporary, recursive: true);
    }

    private static ProcessStartInfo OwnProgram()
    {
        string assembly = typeof(ChildProcess).Assembly.Location;
        string program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        if (File.Exists(program))
        {
            return new ProcessStartInfo(program);
        }

        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(assembly);
        return start;
    }

    private static bool IsOurSetting(string name) =>
        name.StartsWith("CaseTriage__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);
}

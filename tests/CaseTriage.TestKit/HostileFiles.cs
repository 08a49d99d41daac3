using System.Diagnostics;

namespace CaseTriage.TestKit;

/// <summary>The hostile files that the generator of the shared folder writes. Null where it, or the interpreter that it needs, is not there.</summary>
public static class HostileFiles
{
    private static readonly Lazy<string?> s_folder = new(Write);

    /// <summary>What a test says when it is skipped for want of them.</summary>
    public const string AbsentReason = "The generator of hostile files, or python3, is not there.";

    /// <summary>The files of one kind, <c>mail</c> or <c>msg</c>, in the order of their names; null where they cannot be written.</summary>
    public static string[]? Of(string kind) => s_folder.Value is { } folder ? [.. Directory.GetFiles(Path.Combine(folder, kind)).Order(StringComparer.Ordinal)] : null;

    private static string? Write()
    {
        if (SharedFolder.Find("tools", "make_hostile.py") is not { } generator)
        {
            return null;
        }

        string folder = Directory.CreateTempSubdirectory("casetriage-hostile-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", [generator, folder]) { UseShellExecute = false, RedirectStandardOutput = true });
            process?.StandardOutput.ReadToEnd();
            process?.WaitForExit();
            return process?.ExitCode == 0 ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

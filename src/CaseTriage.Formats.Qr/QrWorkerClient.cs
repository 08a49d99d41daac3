using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace CaseTriage.Formats.Qr;

/// <summary>
/// Has pictures decoded by a process of its own, see <see cref="QrWorker"/>: it is started with the first picture, watched for time and memory, and replaced when it falls.
/// Whatever a picture does to it, the caller gets a scan. Not for several threads.
/// </summary>
/// <param name="program">How to start a program that becomes the worker.</param>
/// <param name="limits">Time and memory.</param>
public sealed class QrWorkerClient(ProcessStartInfo program, QrLimits limits) : IQrDecoder, IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _spent = new();
    private Process? _process;
    private int _failures;

    /// <summary>A client whose worker is the given program, started by the word <see cref="QrWorker.Command"/>.</summary>
    public static QrWorkerClient Of(Assembly program)
    {
        string file = Path.ChangeExtension(program.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        bool isNative = File.Exists(file);
        var start = new ProcessStartInfo(isNative ? file : "dotnet");
        if (!isNative)
        {
            start.ArgumentList.Add(program.Location);
        }

        start.ArgumentList.Add(QrWorker.Command);
        return new QrWorkerClient(start, QrLimits.Default);
    }

    /// <summary>Memory that the worker has in use, in bytes; 0 where none runs.</summary>
    public long MemoryInUse => _process is { HasExited: false } ? WorkingSet(_process) : 0;

    /// <inheritdoc/>
    public QrScan Scan(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (picture.Length > QrWorker.MaxFileSize)
        {
            return QrScan.Failed("limit-picture-size", $"The picture has more than {QrWorker.MaxFileSize >> 20} MiB. Ask for a smaller one.");
        }

        if (_failures >= limits.MaxFailures || _spent.Elapsed >= limits.MaxTotalDuration)
        {
            return QrScan.Failed("limit-pictures", "No more pictures of this case are searched for codes: those before took too long, or brought the decoder down. Analyze this picture alone.");
        }

        _spent.Start();
        try
        {
            return Converse(picture, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or JsonException or TimeoutException or WorkerTooLargeException or System.ComponentModel.Win32Exception)
        {
            _failures++;
            End();
            return QrScan.Failed("image-decoder-failed", $"The process that decodes pictures {Say(broken)}. The picture is kept; ask for it as PNG.");
        }
        catch (OperationCanceledException)
        {
            End();
            throw;
        }
        finally
        {
            _spent.Stop();
        }
    }

    /// <summary>Ends the worker.</summary>
    public void Dispose() => End();

    private static string Say(Exception broken) => broken switch
    {
        TimeoutException => "took too long and was ended",
        WorkerTooLargeException => "took too much memory and was ended",
        System.ComponentModel.Win32Exception => "could not be started",
        _ => "fell over it",
    };

    private QrScan Converse(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        Process process = _process ??= Start();
        Task<QrScan> answer = Task.Run(() => Ask(process, picture), CancellationToken.None);

        // Whoever ends the worker lets its answer fail, too, and nobody looks at that then.
        _ = answer.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var watch = Stopwatch.StartNew();
        while (!Wait(answer, cancellationToken))
        {
            if (watch.Elapsed > limits.MaxDuration)
            {
                throw new TimeoutException();
            }

            if (WorkingSet(process) > limits.MaxMemoryInMiB << 20)
            {
                throw new WorkerTooLargeException();
            }
        }

        QrScan scan = answer.GetAwaiter().GetResult();
        if (WorkingSet(process) > limits.MemoryToReplaceInMiB << 20)
        {
            End();
        }

        return scan;
    }

    private static bool Wait(Task<QrScan> answer, CancellationToken cancellationToken)
    {
        try
        {
            return answer.Wait((int)s_look.TotalMilliseconds, cancellationToken);
        }
        catch (AggregateException)
        {
            return true;
        }
    }

    private static QrScan Ask(Process process, ReadOnlyMemory<byte> picture)
    {
        Stream input = process.StandardInput.BaseStream;
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, picture.Length);
        input.Write(length);
        input.Write(picture.Span);
        input.Flush();

        Stream output = process.StandardOutput.BaseStream;
        output.ReadExactly(length);
        int size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is < 0 or > QrWorker.MaxScanSize)
        {
            throw new IOException("The worker says a length that no scan has.");
        }

        byte[] scan = new byte[size];
        output.ReadExactly(scan);
        return JsonSerializer.Deserialize<QrScan>(scan) ?? throw new IOException("The worker says nothing.");
    }

    private Process Start()
    {
        program.RedirectStandardInput = program.RedirectStandardOutput = program.RedirectStandardError = true;
        program.Environment["DOTNET_GCHeapHardLimit"] = (limits.MaxMemoryInMiB << 19).ToString("X", CultureInfo.InvariantCulture);
        program.Environment["DOTNET_gcServer"] = "0";
        program.Environment["DOTNET_gcConcurrent"] = "0";
        program.Environment["DOTNET_EnableDiagnostics"] = "0";
        Process process = Process.Start(program) ?? throw new IOException("The worker was not started.");

        // What a falling runtime prints may hold contents, so it is read and dropped.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static long WorkingSet(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private void End()
    {
        if (_process is null)
        {
            return;
        }

        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It had ended already.
        }

        _process.Dispose();
        _process = null;
    }

    private sealed class WorkerTooLargeException : Exception;
}

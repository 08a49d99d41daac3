using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;

namespace CaseTriage.Formats.Qr;

/// <summary>The process that decodes pictures: no files, no settings, only pictures on its standard input and scans on its standard output, each after its length (four bytes, little-endian).</summary>
public static class QrWorker
{
    /// <summary>The argument by which a program is to become this process.</summary>
    public const string Command = "qr-worker";

    /// <summary>Larger files are not sent: no picture within the limit of pixels is so large.</summary>
    internal const int MaxFileSize = 64 << 20;

    /// <summary>Longest scan: 32 codes of 2,953 bytes as JSON are far below it.</summary>
    internal const int MaxScanSize = 4 << 20;

    /// <summary>Serves until the other side closes its end.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        Console.SetOut(TextWriter.Null);
        using var process = Process.GetCurrentProcess();
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
        using var decoder = new QrDecoder(QrLimits.Default.Patience);
        byte[] length = new byte[sizeof(int)];
        while (input.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) == length.Length)
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (size is < 0 or > MaxFileSize)
            {
                return 1;
            }

            byte[] picture = new byte[size];
            input.ReadExactly(picture);
            byte[] scan = JsonSerializer.SerializeToUtf8Bytes(Scan(decoder, picture));
            BinaryPrimitives.WriteInt32LittleEndian(length, scan.Length);
            output.Write(length);
            output.Write(scan);
            output.Flush();
        }

        return 0;
    }

    /// <summary>The border at which a fault of a library becomes damage of one picture.</summary>
    private static QrScan Scan(QrDecoder decoder, byte[] picture)
    {
        try
        {
            return decoder.Scan(picture, CancellationToken.None);
        }
        catch (Exception missing) when (IsMissing(missing) || (missing is TypeInitializationException && IsMissing(missing.InnerException)))
        {
            return QrScan.Failed("qr-not-supported", "QR codes cannot be read on this platform: the decoder has no native part for it. Run the analysis on 64-bit Linux.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return QrScan.Failed("image-decoder-failed", $"The decoder of pictures failed with {fault.GetType().Name}. Ask for the picture as PNG.");
        }
    }

    private static bool IsMissing(Exception? exception) => exception is DllNotFoundException or TypeLoadException or BadImageFormatException or PlatformNotSupportedException;
}

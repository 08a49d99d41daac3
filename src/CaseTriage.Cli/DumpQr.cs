using System.CommandLine;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.Qr;

namespace CaseTriage.Cli;

/// <summary><c>dump qr FILE</c>: the QR codes in one picture.</summary>
internal static class DumpQr
{
    // No picture within the limit of pixels is larger.
    private const int MaxSizeInBytes = 64 << 20;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A picture: PNG, JPEG, BMP, GIF or WebP." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line; this is the only form there is." };
        var command = new Command("qr", "Dump the QR codes in one picture.") { file, json };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(file), result.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await ReadAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"'{file.Name}' could not be read: {exception.Message}");
            return ExitCode.NothingReadable;
        }

        using var decoder = QrWorkerClient.Of(typeof(DumpQr).Assembly);
        QrScan scan = decoder.Scan(content, cancellationToken);
        foreach (QrCode code in scan.Codes)
        {
            await console.Output.WriteLineAsync(ToJson(code));
        }

        await console.Output.WriteLineAsync(JsonSerializer.Serialize(
            new { summary = new { codes = scan.Codes.Length, scan.Passes, scan.Problems, scan.Measured, scan.Damage } }, AnalysisJson.Compact));
        return scan.Codes.IsEmpty && !scan.Damage.IsEmpty ? ExitCode.NothingReadable : ExitCode.Done;
    }

    /// <summary>Where the text holds a secret it is masked, and the bytes, which hold it too, are left out.</summary>
    private static string ToJson(QrCode code)
    {
        MaskedText text = SecretMask.Mask(code.Text);
        return JsonSerializer.Serialize(
            new
            {
                text.Text,
                Bytes = text.Secrets.IsEmpty ? Convert.ToBase64String(code.Bytes.AsSpan()) : null,
                Masked = text.Secrets.Length,
                code.Version,
                code.ErrorCorrection,
                Corners = code.Corners.Select(corner => new[] { Math.Round(corner.X, 1), Math.Round(corner.Y, 1) }),
                RecognizedAs = QrFacts.RecognizedAs(code.Bytes.AsSpan()),
            },
            AnalysisJson.Compact);
    }

    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.OpenRead();
        byte[] content = new byte[Math.Min(stream.Length, MaxSizeInBytes)];
        int length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return content[..length];
    }
}

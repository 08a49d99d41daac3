using System.Text;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.Text;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>The child process that shows a place in a foreign file: its text with secrets masked, or its bytes.</summary>
internal static class EvidenceWorker
{
    public const string Command = "read-evidence";

    /// <summary>Larger texts are shown as far as this from their start, in bytes.</summary>
    private const int MaxTextSize = 64 << 20;

    public static int Run()
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        Console.SetOut(TextWriter.Null);
        EvidenceRequest request = ChildInput.Read<EvidenceRequest>(input);
        ChildInput.EndWithTheServer(input);
        WorkerPipe.WriteLine(output, Show(request));
        output.Flush();
        return 0;
    }

    internal static EvidenceView Show(EvidenceRequest request)
    {
        foreach (UnpackedFile file in BundleUnpacker.Unpack([.. request.Inputs.Select(input => input.ToInput())], request.Limits, CancellationToken.None))
        {
            if (file.Path == request.Artifact)
            {
                return file.SizeInBytes == 0 ? EvidenceViews.Unavailable(request.Artifact, request.Locator, "unreadable") : Show(request, file);
            }
        }

        return EvidenceViews.Unavailable(request.Artifact, request.Locator, "not-found");
    }

    private static EvidenceView Show(EvidenceRequest request, UnpackedFile file)
    {
        if (request.Contact is { } contact)
        {
            return ContactReader.Read(file, contact.Index, contact.Redaction, CancellationToken.None) is { } value
                ? new EvidenceView { Artifact = request.Artifact, Locator = request.Locator, Kind = EvidenceViewKind.Field, Fields = [new EvidenceField("value", value, IsHit: true)] }
                : EvidenceViews.Unavailable(request.Artifact, request.Locator, "not-found");
        }

        if (request.Record is { } place)
        {
            return RecordView.Of(request, file.Content, place);
        }

        if (file.Kind == ArtifactKind.Registry)
        {
            return RegistryView.Of(request, file);
        }

        EvidenceLocator locator = EvidenceLocator.Parse(request.Locator);
        if (locator.Kind == EvidenceLocatorKind.Inventory)
        {
            return HashView.Of(request, file, locator.Number);
        }

        if (file.Format == ArtifactFormat.OutlookMessage)
        {
            return MailView.Of(request, file, locator);
        }

        bool isText = file.Kind is ArtifactKind.MailThread or ArtifactKind.Mail or ArtifactKind.TextLog or ArtifactKind.LicensingDiag
            or ArtifactKind.HardwareInventory or ArtifactKind.Xml;
        if (!isText && locator.Kind != EvidenceLocatorKind.Line)
        {
            return HexView.Around(request, file.Content, file.SizeInBytes, locator.Number);
        }

        ReadOnlyMemory<byte> bytes = file.ReadContent(MaxTextSize);
        DecodedText decoded = TextDecoder.Decode(bytes.Span);
        string[] lines = SecretMask.Mask(decoded.Text).Text.Split('\n');
        return TextView.Around(request, lines, LineOf(locator, lines, bytes.Span, decoded));
    }

    /// <summary>Number of the line that is meant, from 1; 0 where none is.</summary>
    private static int LineOf(EvidenceLocator locator, string[] lines, ReadOnlySpan<byte> bytes, DecodedText decoded) => locator.Kind switch
    {
        EvidenceLocatorKind.Line => (int)Math.Min(locator.Number, int.MaxValue),
        EvidenceLocatorKind.Offset => LineAt(bytes, locator.Number, decoded.EncodingName),
        EvidenceLocatorKind.Name => Array.FindIndex(lines, line => line.Contains(locator.Name, StringComparison.OrdinalIgnoreCase)) + 1,
        _ => 0,
    };

    private static int LineAt(ReadOnlySpan<byte> bytes, long offset, string encodingName)
    {
        ReadOnlySpan<byte> before = bytes[..(int)Math.Clamp(offset, 0, bytes.Length)];
        return encodingName.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase)
            ? Encoding.GetEncoding(encodingName).GetString(before).Count(c => c == '\n') + 1
            : before.Count((byte)'\n') + 1;
    }
}

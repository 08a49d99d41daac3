using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;
using CaseTriage.Formats.Images;
using CaseTriage.Formats.Qr;

namespace CaseTriage.Analysis.Facts;

/// <summary>A picture: whether it is whole, and the QR codes in it.</summary>
public static class ImageFacts
{
    private const string Place = "offset 0x0";

    /// <summary>Reads the structure of a PNG or JPEG, and has codes looked for in what can be decoded; other pictures are kept and listed.</summary>
    /// <param name="path">Path of the artifact.</param>
    /// <param name="format">What kind of picture it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="decoder">Finds codes; null where none are looked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static ArtifactReading Read(string path, ArtifactFormat format, ReadOnlyMemory<byte> content, IQrDecoder? decoder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArtifactReading picture;
        try
        {
            picture = Describe(ImageReader.Read(content.Span));
        }
        catch (MalformedDataException malformed) when (malformed.Code == "not-image")
        {
            picture = new ArtifactReading { Status = ArtifactStatus.Stored };
        }
        catch (MalformedDataException malformed)
        {
            return new ArtifactReading { Status = ArtifactStatus.Refused, Damage = [new Damage(malformed.Code, malformed.Message, 0)] };
        }

        return decoder is null || picture.Status == ArtifactStatus.Refused || !IsDecoded(format) ? picture : WithCodes(path, picture, decoder.Scan(content, cancellationToken));
    }

    private static bool IsDecoded(ArtifactFormat format) => format is ArtifactFormat.Png or ArtifactFormat.Jpeg or ArtifactFormat.Bmp or ArtifactFormat.Gif or ArtifactFormat.Webp;

    private static ArtifactReading Describe(ImageStructure image) => image.IsTooLarge
        ? new ArtifactReading { Status = ArtifactStatus.Refused, Damage = [.. image.Damage, TooLarge(image)] }
        : new ArtifactReading { Status = image.Damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial, Damage = image.Damage };

    private static Damage TooLarge(ImageStructure image) => new("limit-pixels", string.Create(CultureInfo.InvariantCulture,
        $"The picture has {image.Width} by {image.Height} pixels; the limit is {ImageStructure.MaxPixels}. Ask for a smaller one."), null);

    /// <summary>What the codes say, and what became of the picture.</summary>
    private static ArtifactReading WithCodes(string path, ArtifactReading picture, QrScan scan)
    {
        bool isSeen = !scan.Codes.IsEmpty || !scan.Problems.IsEmpty;
        ArtifactReading said = QrFacts.Of(path, scan.Codes);
        return said with
        {
            Kind = isSeen ? ArtifactKind.Qr : ArtifactKind.Image,
            Status = StatusOf(picture, scan),
            Records = scan.Codes.Length,
            Damage = [.. picture.Damage, .. scan.Damage],
            Facts = [.. said.Facts, .. scan.Codes.Select(code => Read(path, scan, code)), .. scan.Problems.Select(problem => Unreadable(path, scan, problem))],
        };
    }

    /// <summary>A whole picture whose code cannot be read is no damaged file; it is kept.</summary>
    private static ArtifactStatus StatusOf(ArtifactReading picture, QrScan scan) =>
        scan.Damage.Any(damage => damage.Code is "limit-pixels") ? ArtifactStatus.Refused
        : picture.Status == ArtifactStatus.Partial || scan.Damage.Any(damage => damage.Code is "picture-incomplete") ? ArtifactStatus.Partial
        : !scan.Damage.IsEmpty || (scan.Codes.IsEmpty && !scan.Problems.IsEmpty) ? ArtifactStatus.Stored
        : scan.Problems.IsEmpty ? ArtifactStatus.Parsed
        : ArtifactStatus.Partial;

    private static Fact Read(string path, QrScan scan, QrCode code) => Fact.Create(
        "qr",
        null,
        Evidence.Of(path, Place, FormattableString.Invariant($"QR {code.Version}-{code.ErrorCorrection}, {code.Bytes.Length} bytes")),
        null,
        ("status", "read"),
        ("count", scan.Codes.Length),
        ("version", code.Version),
        ("level", code.ErrorCorrection),
        ("bytes", code.Bytes.Length),
        ("pass", scan.Passes.LastOrDefault()));

    private static Fact Unreadable(string path, QrScan scan, QrProblem problem) => Fact.Create(
        "qr",
        null,
        Evidence.Of(path, Place, Say(scan.Measured)),
        null,
        ("status", "unreadable"),
        ("problem", JsonNamingPolicy.KebabCaseLower.ConvertName(problem.ToString())),
        ("count", scan.Codes.Length),
        ("pass", scan.Passes.LastOrDefault()),
        ("modulePixels", scan.Measured?.ModulePixels));

    private static string Say(QrMeasurement? measured) => measured is null
        ? ""
        : FormattableString.Invariant($"finder patterns {measured.FinderPatterns} of 3; {measured.ModulePixels} px a module; contrast {measured.Contrast}; edge {measured.EdgeModules} modules; glare {measured.GlareShare}");
}

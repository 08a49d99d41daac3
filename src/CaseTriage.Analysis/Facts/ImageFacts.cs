using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.Images;

namespace CaseTriage.Analysis.Facts;

/// <summary>A picture: whole or not. QR codes in it are not read yet.</summary>
public static class ImageFacts
{
    /// <summary>Reads the structure of a PNG or JPEG; other pictures are kept and listed.</summary>
    /// <param name="path">Path of the artifact.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Checked once.</param>
    public static ArtifactReading Read(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Describe(ImageReader.Read(content.Span));
        }
        catch (MalformedDataException malformed) when (malformed.Code == "not-image")
        {
            return new ArtifactReading { Status = ArtifactStatus.Stored };
        }
        catch (MalformedDataException malformed)
        {
            return new ArtifactReading { Status = ArtifactStatus.Refused, Damage = [new Damage(malformed.Code, malformed.Message, 0)] };
        }
    }

    private static ArtifactReading Describe(ImageStructure image)
    {
        if (image.IsTooLarge)
        {
            return new ArtifactReading { Status = ArtifactStatus.Refused, Damage = [.. image.Damage, TooLarge(image)] };
        }

        return new ArtifactReading { Status = image.Damage.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial, Damage = image.Damage, Records = 1 };
    }

    private static Damage TooLarge(ImageStructure image) => new("limit-pixels", string.Create(CultureInfo.InvariantCulture,
        $"The picture has {image.Width} by {image.Height} pixels; the limit is {ImageStructure.MaxPixels}. Ask for a smaller one."), null);
}

namespace CaseTriage.Formats.Images;

/// <summary>Reads the structure of a picture: its size, and whether it is whole. Pixels are not decoded.</summary>
public static class ImageReader
{
    /// <summary>Reads a PNG or JPEG.</summary>
    /// <exception cref="MalformedDataException">It is neither (<c>not-image</c>), or it does not even tell its size (<c>png-header</c>, <c>jpeg-header</c>).</exception>
    public static ImageStructure Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(PngStructure.Signature))
        {
            return PngStructure.Read(content);
        }

        return content.StartsWith(JpegStructure.Start)
            ? JpegStructure.Read(content)
            : throw new MalformedDataException("not-image", "The file begins neither as a PNG nor as a JPEG does.");
    }
}

namespace CaseTriage.Formats.Qr;

/// <summary>Finds QR codes in a picture.</summary>
public interface IQrDecoder
{
    /// <summary>Looks for codes. Whatever the bytes are, it ends within its time and memory, and says in the scan what went wrong.</summary>
    /// <param name="picture">The bytes of the file: PNG, JPEG, BMP, GIF (its first picture) or WebP.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    QrScan Scan(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken);
}

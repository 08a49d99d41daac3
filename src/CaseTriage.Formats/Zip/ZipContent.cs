using System.Globalization;
using System.IO.Compression;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Zip;

/// <summary>Decodes the data of one entry and holds the result against its size and CRC-32; the base library checks neither.</summary>
internal sealed class ZipContent(IZipDecoders? decoders, string? password)
{
    private const int Stored = 0;
    private const int Deflate = 8;
    private const int Deflate64 = 9;
    private const int BufferSize = 1 << 16;

    // One for all entries: they are copied one after the other.
    private readonly byte[] _buffer = new byte[BufferSize];

    public Damage? Copy(Stream archive, ZipEntry entry, Stream destination, CancellationToken cancellationToken)
    {
        using var checking = new CheckingStream(destination, entry.SizeInBytes ?? long.MaxValue);
        try
        {
            using Stream data = Decrypt(entry, new RangeStream(archive, entry.DataOffset, entry.CompressedSizeInBytes));
            Decode(entry, data, checking, cancellationToken);
            if (entry.Encryption is not null)
            {
                CopyAll(data, Stream.Null, cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            return At(entry, "entry-data", "The compressed data of the entry are damaged");
        }
        catch (MalformedDataException malformed)
        {
            return At(entry, malformed.Code is "deflate" ? "entry-data" : malformed.Code, malformed.Message.TrimEnd('.'));
        }

        return Compare(entry, checking);
    }

    private void Decode(ZipEntry entry, Stream data, Stream destination, CancellationToken cancellationToken)
    {
        switch (entry.ContentMethod)
        {
            case Stored:
                CopyAll(data, destination, cancellationToken);
                break;
            case Deflate:
                using (var inflate = new DeflateStream(data, CompressionMode.Decompress, leaveOpen: true))
                {
                    CopyAll(inflate, destination, cancellationToken);
                }

                break;
            case Deflate64:
                Inflater.InflateDeflate64(data, destination, cancellationToken);
                break;
            default:
                using (Stream decoded = decoders?.Open(entry, data, cancellationToken) ?? throw Unsupported(entry))
                {
                    CopyAll(decoded, destination, cancellationToken);
                }

                break;
        }
    }

    /// <summary>The data as they were before they were encrypted. Read to their end they say whether they were changed, where their encryption can tell.</summary>
    private Stream Decrypt(ZipEntry entry, Stream data) =>
        entry.Encryption is { } encryption && password is not null ? encryption.Open(data, entry.CompressedSizeInBytes, password) : data;

    private static MalformedDataException Unsupported(ZipEntry entry) => new MalformedDataException("entry-method", string.Create(CultureInfo.InvariantCulture,
        $"The entry is compressed with method {entry.ContentMethod} ({NameOf(entry.ContentMethod)}), which is not supported. Ask for a plain zip."));

    private void CopyAll(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        for (int read = source.Read(_buffer); read > 0; read = source.Read(_buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            destination.Write(_buffer.AsSpan(0, read));
        }
    }

    private static Damage? Compare(ZipEntry entry, CheckingStream checking)
    {
        if (entry.SizeInBytes is { } size && size != checking.Written)
        {
            return At(entry, "entry-size", string.Create(CultureInfo.InvariantCulture, $"The entry gives {checking.Written} bytes; {size} were stated"));
        }

        return entry.Crc32 is { } crc && entry.Encryption is not { HasCrc: false } && crc != checking.Crc32
            ? At(entry, "entry-crc", $"The content of the entry has the CRC-32 0x{checking.Crc32:x8}; 0x{crc:x8} was stated")
            : null;
    }

    private static Damage At(ZipEntry entry, string code, string message) =>
        new(code, $"{message} (data at offset 0x{entry.DataOffset:x}).", entry.DataOffset);

    private static string NameOf(int method) => method switch
    {
        1 => "Shrink",
        >= 2 and <= 5 => "Reduce",
        6 => "Implode",
        12 => "BZip2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "XZ",
        98 => "PPMd",
        _ => "unknown",
    };
}

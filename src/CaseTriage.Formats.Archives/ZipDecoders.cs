using System.Buffers.Binary;
using CaseTriage.Formats.Zip;
using SharpCompress.Common;
using SharpCompress.Providers;

namespace CaseTriage.Formats.Archives;

/// <summary>Shrink, Reduce, BZip2, LZMA, Zstandard, XZ and PPMd in zip (PKWARE APPNOTE 4.4.5), by SharpCompress.</summary>
public sealed class ZipDecoders : IZipDecoders
{
    /// <summary>The one that is needed: it holds nothing.</summary>
    public static ZipDecoders All { get; } = new();

    /// <inheritdoc/>
    public Stream? Open(ZipEntry entry, Stream data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var watched = new WatchedStream(data, cancellationToken);
        Func<Stream>? open = entry.ContentMethod switch
        {
            1 => () => OpenOld(CompressionType.Shrink, entry, watched),
            2 => () => OpenOld(CompressionType.Reduce1, entry, watched),
            3 => () => OpenOld(CompressionType.Reduce2, entry, watched),
            4 => () => OpenOld(CompressionType.Reduce3, entry, watched),
            5 => () => OpenOld(CompressionType.Reduce4, entry, watched),
            12 => () => Coders.BZip2(watched),
            14 => () => OpenLzma(entry, watched),
            93 => () => Coders.Zstandard(watched),
            95 => () => new XzStream(watched),
            98 => () => OpenPpmd(entry, watched),
            _ => null,
        };
        return open is null ? null : new LibraryStream(watched, open);
    }

    /// <summary>The properties stand before the data (APPNOTE 5.8.8).</summary>
    private static Stream OpenLzma(ZipEntry entry, WatchedStream data)
    {
        Span<byte> head = stackalloc byte[4];
        data.ReadExactly(head);
        byte[] properties = new byte[Math.Min((int)BinaryPrimitives.ReadUInt16LittleEndian(head[2..]), 16)];
        data.ReadExactly(properties);
        return Coders.Lzma(data, properties, entry.SizeInBytes ?? -1);
    }

    /// <summary>The data have no end mark: the size tells where they end.</summary>
    private static Stream OpenPpmd(ZipEntry entry, WatchedStream data)
    {
        byte[] properties = new byte[2];
        data.ReadExactly(properties);
        Stream decoded = Coders.Ppmd8(data, properties);
        return entry.SizeInBytes is { } size ? new BoundedStream(decoded, size) : decoded;
    }

    /// <summary>The library reads these whole into memory by the sizes that it is told: they are held to the limit, and to what is there.</summary>
    private static Stream OpenOld(CompressionType type, ZipEntry entry, WatchedStream data)
    {
        long size = entry.SizeInBytes ?? throw new MalformedDataException("entry-size", "The size of the entry is not known, and its method needs it.");
        MemoryLimit.Check(size);
        MemoryLimit.Check(entry.CompressedSizeInBytes);
        var context = new CompressionContext { InputSize = entry.CompressedSizeInBytes, OutputSize = size };
        return CompressionProviderRegistry.Default.CreateDecompressStream(type, data, context);
    }
}

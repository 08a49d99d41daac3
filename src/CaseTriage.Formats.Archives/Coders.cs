using System.Buffers.Binary;
using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Deflate64;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.PPMd;
using SharpCompress.Compressors.Xz.Filters;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;
using CompressionMode = SharpCompress.Compressors.CompressionMode;

namespace CaseTriage.Formats.Archives;

/// <summary>The decoders of the library by their properties, each held to <see cref="MemoryLimit"/> before it is opened. They throw what they like: to be read through <see cref="LibraryStream"/>.</summary>
internal static class Coders
{
    private const int LzmaPropertiesSize = 5;

    // 64 MiB: the decoder itself refuses more.
    private const int ZstandardMaxWindowLog = 26;

    /// <summary>LZMA.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="properties">Five bytes: literal and position bits, then the size of the dictionary (7-Zip: lzma-specification, "LZMA file format").</param>
    /// <param name="size">Bytes that come out; -1 where the data say themselves where they end.</param>
    public static Stream Lzma(Stream data, byte[] properties, long size)
    {
        if (properties.Length != LzmaPropertiesSize)
        {
            throw Malformed("LZMA");
        }

        MemoryLimit.Check(BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(1)));
        return LzmaStream.Create(properties, data, inputSize: -1, size, leaveOpen: true);
    }

    /// <summary>LZMA2.</summary>
    /// <param name="data">Read up to the end mark of the stream and not further.</param>
    /// <param name="properties">One byte: the size of the dictionary (xz-file-format 5.3.1).</param>
    public static Stream Lzma2(Stream data, byte[] properties)
    {
        if (properties is not [<= 40 and var bits])
        {
            throw Malformed("LZMA2");
        }

        MemoryLimit.Check(bits == 40 ? uint.MaxValue : (2L | (bits & 1)) << ((bits / 2) + 11));
        return LzmaStream.Create(properties, data, inputSize: -1, outputSize: -1, presetDictionary: null, isLzma2: true, leaveOpen: true);
    }

    /// <summary>PPMd of variant H, as 7z has it.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="properties">Five bytes: the order, then the size of the model.</param>
    public static Stream Ppmd7(Stream data, byte[] properties)
    {
        if (properties.Length != 5)
        {
            throw Malformed("PPMd");
        }

        MemoryLimit.Check(BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(1)));
        return PpmdStream.Create(new PpmdProperties(properties), data, compress: false);
    }

    /// <summary>PPMd of variant I, as zip has it.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="properties">Two bytes: order, size of the model in MiB and method of restoration (APPNOTE 5.11).</param>
    public static Stream Ppmd8(Stream data, byte[] properties)
    {
        MemoryLimit.Check((((BinaryPrimitives.ReadUInt16LittleEndian(properties) >> 4) & 0xFF) + 1L) << 20);
        return PpmdStream.Create(new PpmdProperties(properties), data, compress: false);
    }

    /// <summary>BZip2, one stream behind the other. The library verifies the CRC of every block.</summary>
    public static Stream BZip2(Stream data) =>
        BZip2Stream.Create(data, CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true, tolerateTruncatedStream: false);

    /// <summary>Zstandard, one frame behind the other. The library verifies the checksum of a frame that has one.</summary>
    public static Stream Zstandard(Stream data)
    {
        var stream = new DecompressionStream(data, bufferSize: 0, checkEndOfStream: true, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstandardMaxWindowLog);
        return stream;
    }

    /// <summary>Deflate, by the base library.</summary>
    public static Stream Deflate(Stream data) => new DeflateStream(data, System.IO.Compression.CompressionMode.Decompress, leaveOpen: true);

    /// <summary>Deflate64.</summary>
    public static Stream Deflate64(Stream data) => new Deflate64Stream(data, CompressionMode.Decompress);

    /// <summary>A filter of branch addresses by its number (xz-file-format 5.3.2, which 7z shares); null where it is none that the library has.</summary>
    public static Stream? Branch(Stream data, ulong id, byte[] properties)
    {
        BlockFilter? filter = id switch
        {
            4 => new X86Filter(),
            5 => new PowerPCFilter(),
            6 => new IA64Filter(),
            7 => new ArmFilter(),
            8 => new ArmThumbFilter(),
            9 => new SparcFilter(),
            _ => null,
        };
        filter?.Init(properties);
        filter?.SetBaseStream(data);
        return filter;
    }

    private static MalformedDataException Malformed(string name) => new("entry-data", $"The properties of {name} have another size than they should have.");
}

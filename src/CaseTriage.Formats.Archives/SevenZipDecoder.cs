using System.Globalization;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Archives;

/// <summary>Opens what comes out of a folder of a 7z: its coders one over the other (7-Zip: "Methods.txt").</summary>
internal static class SevenZipDecoder
{
    /// <summary>AES-256 with SHA-256.</summary>
    public const ulong AesId = 0x06F10701;

    /// <summary>Says why a folder cannot be unpacked; null where it may.</summary>
    public static Damage? Refuse(SevenZipFolder folder, SevenZipKeys keys)
    {
        if (folder.IsEncrypted && !keys.HasPassword)
        {
            return EntryRefusal.Encrypted();
        }

        return folder.Coders.IsEmpty
            ? new Damage("entry-method", "The entry is compressed with a branch of several streams (BCJ2), which is not supported. Ask for a plain zip.", folder.Offset)
            : null;
    }

    /// <summary>The content of the folder, forward. What its decoders throw leaves as <see cref="MalformedDataException"/>.</summary>
    public static Stream Open(Stream archive, SevenZipFolder folder, SevenZipKeys keys, CancellationToken cancellationToken)
    {
        var source = new WatchedStream(new RangeStream(archive, folder.Offset, folder.PackedSizeInBytes), cancellationToken);
        return new LibraryStream(source, () =>
        {
            Stream decoded = source;
            for (int i = 0; i < folder.Coders.Length; i++)
            {
                decoded = new BoundedStream(Open(folder.Coders[i], decoded, folder.SizesInBytes[i], keys, cancellationToken), folder.SizesInBytes[i]);
            }

            return decoded;
        });
    }

    private static Stream Open(SevenZipCoder coder, Stream data, long size, SevenZipKeys keys, CancellationToken cancellationToken) => coder.Id switch
    {
        0x00 => data,
        0x21 => Coders.Lzma2(data, coder.Properties),
        0x030101 => Coders.Lzma(data, coder.Properties, size),
        0x030401 => Coders.Ppmd7(data, coder.Properties),
        0x040108 => Coders.Deflate(data),
        0x040109 => Coders.Deflate64(data),
        0x040202 => Coders.BZip2(data),
        0x04F71101 => Coders.Zstandard(data),
        AesId => keys.Open(data, coder.Properties, cancellationToken),
        _ => Coders.Branch(data, BranchOf(coder.Id), coder.Properties) ?? throw new MalformedDataException("entry-method", string.Create(CultureInfo.InvariantCulture,
            $"The entry is compressed with the method 0x{coder.Id:x} of 7z, which is not supported. Ask for a plain zip.")),
    };

    /// <summary>The filters of branch addresses have numbers of their own in older archives.</summary>
    private static ulong BranchOf(ulong id) => id switch
    {
        0x03030103 => 4,
        0x03030205 => 5,
        0x03030401 => 6,
        0x03030501 => 7,
        0x03030701 => 8,
        0x03030805 => 9,
        _ => id,
    };
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CaseTriage.TestKit.Archives;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;

namespace CaseTriage.Formats.Archives.Tests;

/// <summary>Archives of <see cref="Log"/> as a.log and <see cref="Second"/> as b.log. What nothing here can write was packed once, by the program that stands beside it, from the same texts.</summary>
internal static class Samples
{
    public static byte[] Log { get; } = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 40).Select(i => $"{i} device marker {i * 7919}\n")));

    public static byte[] Second { get; } = "second file\n"u8.ToArray();

    /// <summary>Calls with changed addresses, for the filter of branches.</summary>
    public static byte[] Calls { get; } = [.. Enumerable.Repeat("x\u00E8\u0001\0\0\0yy", 30).SelectMany(Encoding.Latin1.GetBytes)];

    /// <summary>7-Zip, LZMA, solid.</summary>
    public static byte[] SevenZipLzma2 { get; } = Convert.FromBase64String(
        "N3q8ryccAAQKd80vcAEAAAAAAAAhAAAAAAAAAO980AbgA7UBCF0AGIgJBzJWSFeEG2deV4jE76wkqehOCdOPdvzRnEO95AbkPSBE4DDO/ewKs14ycA87o3rGPic2mnXr8hMeVej5x7uwhODdfzDS0vurbiqySYsjRr3brX2LWaZQhZpsD0mTL+zhLBh2dWJQapz5QEB5iI8ZJAKNVmBSXufGEGLC2FoUysCCpYDryU+uQa1UMZOrQLbczvRD39Av/7TayScn1gDZrn65b6nMgfuVBLhy6KwHpizMv/pKWQ8BugNF9ZhbT06eoY+B1pDqoI33bMiIfCZDw7/VzrFsI8s2VMJ/cHYtxtdkmwRcc+vAQpBwtz3uUmaDLeOVaWV9RSTIvhXGGHFqFT6xVgAAAAAAgTMHrg/VOCyVOcZm2o3z8wOj0L9vGsjm2qUf0/6YWDXlhqtlBd5A7gHGdyKrjlid8ZuxBNuKqhF6cIuDDRPbN1aoHDHoWjbSRBLDWEKEmImFnjCiOhFH8F25aQAAABcGgRABCWAABwsBAAEjAwEBBV0AEAAADG4KAdJII7UAAA==");

    /// <summary>7-Zip, -m0=PPMd.</summary>
    public static byte[] SevenZipPpmd { get; } = Convert.FromBase64String(
        "N3q8ryccAATReq/6WgEAAAAAAAAhAAAAAAAAAGn+bY4AMO7a8Rk2wuuZoNoinMFpKZlPCcDUxl4aqSnj+4txcnbIG7TAlc3tO8uzjFu2d5MQYgCriFMnBsyzc6ggxqi/8PfL8+HaRO1YToVZUkChPOYBLJA3Jy+T+RDQxinohFPxIpEq7p/ca23q2q6JPs+ArdUmyIOU/I9lW4hrdmHjPGV9lDB69SWYj+Ywy3OwoWRvh8Ts912OEC0nxdu+rpvv4qZcb2DNfAa+YDyFUwB0JKwti90H66n79M62xv0S27mo+toFiH+J7JwBkR3St+agmcE0IxdPgjtIYN0vW3yz2XuTemhxZfjRkCtR2sen6QvNq9gHhgAAgTMHrg/VMj8rpyVHVwXhM/hjCIxCiq6lDpVpP15V92Tkyyo3OCQ6B19G/NJwFlEBiJnPW4IuDdYdKDYn79RSyMhFUhpN6KupLFoNLP7xwLtZgzIIhYq1iQ/KaKu1vYga4AAAFwaA9QEJZQAHCwEAASMDAQEFXQAQAAAMfgoBvajXIgAA");

    /// <summary>7-Zip, -m0=BCJ -m1=LZMA: c.bin and b.log.</summary>
    public static byte[] SevenZipBranch { get; } = Convert.FromBase64String(
        "N3q8ryccAATkUHKMvAAAAAAAAAAgAAAAAAAAAA5DVMgAOZlIkbFplgfDGFmmxsZtBl0UpkvkFJJnaayJVT5WZYw0S6cDyCsq/X+CZihF6l0lj4L8kwdr0K2O5rDmveUNiYqeX/vhXDmlAAAAgTMHrg/SdAR9QLuUZC1pJjIeTsFbsSUW0LSgIQRPMG8C7qYdyoZcp3bT8VQu5VsiUgFP+KftdNDh9Yk6aMZa6RPR5SfSL1CjaUkAJb2cfVWnpbk8yNdSOpLVmB8E08wmrqCkYzlsj47QnXIZkAAAABcGSgEJcgAHCwEAASMDAQEFXQAQAAAMfgoBJLywIgAA");

    /// <summary>7-Zip, -psecret.</summary>
    public static byte[] SevenZipEncrypted { get; } = Convert.FromBase64String(
        "N3q8ryccAAQ/Iny1jQEAAAAAAAAiAAAAAAAAAN/5pfI0/oa5bZ4Lvt6TlUK07adLdiIlKIPHIZiZgyNEcb4yrIklWIK6Nsu9gDpJMU+LGMqVq59Rmr7L+9ozNky0UqcDdZJNsav72xK3UdQuihcU0JxOZC/vAZgnuZW4Z3hSIPK9/FMk6IOh2y+0ix4lBbNRTBgVOMhYoiCDCnQyC5nTUybZwsE4WwVTBhS/stvqTGWDQZl3LngqBnIVFix8rZEeIiaEsRTeCwO0Aart/GeD39zPaZp6RC1bkU7WfuvvKs9KHJg8brD62nIHTICMtmAPIcb/lRGxTcvVchsyL6fZbfCs6iMCsyYyA1bPjeYRaOD8dzk1S3bEbhenj1luTCbMyaOaC9ddv5OGnKIFdPZQEQAAgTMHrg/VOCyVOcZglwXu98lLLyTJn5VutGS9XvkoDeWaUQlhPTkrGDmFLz763p5kclhkli8ZginU4MsIKkR9gZ9J0YmqRVMpCNqUB9N2nEpGxvGviSTqxmcMmsTV+i+AocvQ67/jhO48JgUuov276vT0YofBoBAc4AAAFwaBEAEJfQAHCwEAASMDAQEFXQAQAAAMgI4KAW2FdhYAAA==");

    /// <summary>7-Zip, -ms=off -m0=Deflate.</summary>
    public static byte[] SevenZipNotSolid { get; } = Convert.FromBase64String(
        "N3q8ryccAATheJfFXwEAAAAAAAAhAAAAAAAAAErL1w9t07ttxFAMRNF8qtgSyOG/HMNWYBhONnD9Vsyn9ASCLoZPX1/X3/fn9fr9eP9c71eNDrhQo61hS2kVBV9qmpWIrRMTyKVeoY5aGuFm6KVpFsTs31WWQuWhQqA7rktloDtvQthQ29XC8YL6dpXOhMbhXR3Q3M4scWhtN08atLc7wwmdYwXxVFCe1hFQt2dy7jGPNcupDR69TbUCj94RiQTj8JoKcPdSosfB3Xt/vdXA3k4tIziHT4bC5OnuBKbbPbwHxu1hLvf5HvebaiyYHz70hMX2Ks2AHb0d0g47esdEDLZ7bx0SNod3u8Ll6UUJ/gEBDADz/3NlY29uZCBmaWxlCgAAgTMHrjGe3Z2nTUpwD9cliFVwb6XZFi+0AjzqfvZhjqzhboccq9oFA+QG3jo0RFNzcNnslFoNLwHvz9A1nKRUgfj5iaUZi9JvwThmQTF/te62DcpXf2iWxpwAAAAXBoEBAQleAAcLAQABIwMBAQVdABAAAAx+CgHNmnKxAAA=");

    /// <summary>xz, --check=sha256: a.log.</summary>
    public static byte[] Xz { get; } = Convert.FromBase64String(
        "/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4AOpAPxdABiICQcyVkhXhBtnXleIxO+sJKnoTgnTj3b80ZxDveQG5D0gROAwzv3sCrNeMnAPO6N6xj4nNpp16/ITHlXo+ce7sITg3X8w0tL7q24qskmLI0a92619i1mmUIWabA9Jky/s4SwYdnViUGqc+UBAeYiPGSQCjVZgUl7nxhBiwthaFMrAgqWA68lPrkGtVDGTq0C23M70Q9/QL/+02sknJ9YA2a5+uW+pzIH7lQS4cuisB6YszL/6SlkPAboDRfWYW09OnqGPgdaQ6qCN92zIiHwmQ8O/1c6xbCPLNlTCf3B2LcbXZJsEXHPrwEKQcLc97lJmgy3jlWllTIfSAADyzp9htgwff1OsLLmHGgvm3cAL1bk1q8j89EaW7tmFigABsAKqBwAALHvGhLbp3xwCAAAAAApZWg==");

    /// <summary>xz, --check=crc64 --block-size=500: a.log.</summary>
    public static byte[] XzBlocks { get; } = Convert.FromBase64String(
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AHzAKFdABiICQcyVkhXhBtnXleIxO+sJKnoTgnTj3b80ZxDveQG5D0gROAwzv3sCrNeMnAPO6N6xj4nNpp16/ITHlXo+ce7sITg3X8w0tL7q24qskmLI0a92619i1mmUIWabA9Jky/s4SwYdnViUGqc+UBAeYiPGSQCjVZgUl7nxhBiwthaFMrAgqWA68lPrkGtVDGTq0C23M70Q9/QL/+02skjHho6AAAAACJaURA7zRc2AgAhARYAAAB0L+Wj4AG1AJBdABuNAosB6AmrZOOaqivcy/pjM7C72zcrZcnLA7iUd1RUXbOMgAWkkrPxjuMUFT9YscCKjTna/nMc1N/dWo7pD8M0c29CoBMvimtTLHIXP9jCfQNmBAL4kEH6miX+THOWOkt7eLIi3dHO3OvsIihWFAbuAlTq2IxQ2tvK4ILpAPAy8xiQd98VtM/UBF+rjeThIABC1+VTPvt1XgACvQH0A6wBtgMAAHM84mwUFzswAwAAAAAEWVo=");

    public static byte[] Gzip { get; } = Pack(stream => new GZipStream(stream, CompressionLevel.Optimal));

    public static byte[] BZip2 { get; } = Pack(stream => BZip2Stream.Create(stream, SharpCompress.Compressors.CompressionMode.Compress, decompressConcatenated: false, leaveOpen: true, tolerateTruncatedStream: false));

    public static byte[] Zstandard { get; } = Pack(stream => new CompressionStream(stream));

    public static byte[] Rar4 { get; } = new RarBuilder(isVersion5: false).Add("a.log", Log).Add("b.log", Second).Build();

    public static byte[] Rar5 { get; } = new RarBuilder(isVersion5: true).Add("a.log", Log).Add("b.log", Second).Build();

    /// <summary>Every sample that is sound.</summary>
    public static (ArchiveFormat Format, byte[] Bytes)[] All { get; } =
    [
        (ArchiveFormat.SevenZip, SevenZipLzma2), (ArchiveFormat.SevenZip, SevenZipPpmd), (ArchiveFormat.SevenZip, SevenZipBranch),
        (ArchiveFormat.SevenZip, SevenZipNotSolid), (ArchiveFormat.Xz, Xz), (ArchiveFormat.Xz, XzBlocks), (ArchiveFormat.Gzip, Gzip),
        (ArchiveFormat.BZip2, BZip2), (ArchiveFormat.Zstandard, Zstandard), (ArchiveFormat.Rar, Rar4), (ArchiveFormat.Rar, Rar5),
        (ArchiveFormat.Tar, Tar(TarEntryFormat.Gnu)), (ArchiveFormat.Tar, Tar(TarEntryFormat.Pax)),
    ];

    /// <summary>A tar with both, written by the base library; a.log has a long name.</summary>
    public static byte[] Tar(TarEntryFormat format, params TarEntryType[] more)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            Write(writer, format, LongName, Log);
            foreach (TarEntryType type in more)
            {
                TarEntry entry = New(format, type, "special");
                if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                {
                    entry.LinkName = "/etc/passwd";
                }

                writer.WriteEntry(entry);
            }

            Write(writer, format, "b.log", Second);
        }

        return stream.ToArray();
    }

    /// <summary>Longer than the field of a header.</summary>
    public static string LongName => $"{string.Concat(Enumerable.Repeat("long/", 60))}a.log";

    private static void Write(TarWriter writer, TarEntryFormat format, string name, byte[] content)
    {
        TarEntry entry = New(format, TarEntryType.RegularFile, name);
        entry.DataStream = new MemoryStream(content);
        writer.WriteEntry(entry);
    }

    private static TarEntry New(TarEntryFormat format, TarEntryType type, string name) =>
        format == TarEntryFormat.Pax ? new PaxTarEntry(type, name) : new GnuTarEntry(type, name);

    private static byte[] Pack(Func<Stream, Stream> open)
    {
        using var stream = new MemoryStream();
        using (Stream packed = open(stream))
        {
            packed.Write(Log);
        }

        return stream.ToArray();
    }
}

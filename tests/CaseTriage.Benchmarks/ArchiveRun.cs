using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.Cab;
using CaseTriage.Formats.Zip;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Benchmarks;

/// <summary>
/// A whole process that unpacks one archive, to be timed beside other tools: <c>archive FILE</c> as they do, the bytes thrown away;
/// <c>archive FILE --hash</c> as the product does, each entry hashed and identified.
/// </summary>
internal static class ArchiveRun
{
    private const int FolderSize = 64 << 20;

    public static void Run(string[] arguments)
    {
        long bytes = arguments is [_, "--hash"] ? Unpack(arguments[0]) : Extract(arguments[0]);
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bytes} bytes, {process.TotalProcessorTime.TotalSeconds:F3} s of CPU, peak {process.PeakWorkingSet64 / 1024.0 / 1024:F1} MiB"));
    }

    /// <summary><c>pack WINDOW-BITS CABINET FILE...</c>: a cabinet of LZX in folders of 64 MiB at most, since no free tool packs them.</summary>
    public static void Pack(string[] arguments)
    {
        int windowBits = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var cab = new CabBuilder();
        List<CabFileSpec> files = [];
        foreach (string path in arguments.Skip(2).Order(StringComparer.Ordinal))
        {
            files.Add(CabBuilder.File(Path.GetFileName(path), Read(path)));
            if (files.Sum(file => (long)file.Content.Length) > FolderSize)
            {
                cab.Add(LzxEncoder.Folder(windowBits, [.. files]));
                files.Clear();
            }
        }

        File.WriteAllBytes(arguments[1], (files.Count == 0 ? cab : cab.Add(LzxEncoder.Folder(windowBits, [.. files]))).Build());
    }

    private static byte[] Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static long Unpack(string path) =>
        BundleUnpacker.Unpack([new CaseInput("in", null, () => File.OpenRead(path))], UnpackLimits.Default, CancellationToken.None).Sum(file => file.SizeInBytes);

    private static long Extract(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var options = new ArchiveOptions { MaxEntries = ushort.MaxValue };
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            ZipArchiveReader zip = ZipArchiveReader.Open(stream, options, decoders: null);
            return zip.Entries.Sum(entry => Check(zip.Extract(entry, Stream.Null, CancellationToken.None), entry.SizeInBytes ?? 0));
        }

        CabinetReader cab = CabinetReader.Open(stream, options);
        return cab.Entries.Sum(entry => Check(cab.Extract(entry, Stream.Null, Stream.Null, CancellationToken.None), entry.SizeInBytes));
    }

    private static long Check(Damage? damage, long size) => damage is null ? size : throw new InvalidDataException(damage.Message);
}

using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.Cab;
using CaseTriage.Formats.Zip;

namespace CaseTriage.Benchmarks;

/// <summary>
/// A whole process that unpacks one archive, to be timed beside other tools: <c>archive FILE</c> as they do, the bytes thrown away;
/// <c>archive FILE --hash</c> as the product does, each entry hashed and identified.
/// </summary>
internal static class ArchiveRun
{
    public static void Run(string[] arguments)
    {
        long bytes = arguments is [_, "--hash"] ? Unpack(arguments[0]) : Extract(arguments[0]);
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bytes} bytes, {process.TotalProcessorTime.TotalSeconds:F3} s of CPU, peak {process.PeakWorkingSet64 / 1024.0 / 1024:F1} MiB"));
    }

    private static long Unpack(string path) =>
        BundleUnpacker.Unpack([new CaseInput("in", null, () => File.OpenRead(path))], UnpackLimits.Default, CancellationToken.None).Sum(file => file.SizeInBytes);

    private static long Extract(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var options = new ArchiveOptions { MaxEntries = ushort.MaxValue };
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            ZipArchiveReader zip = ZipArchiveReader.Open(stream, options);
            return zip.Entries.Sum(entry => Check(zip.Extract(entry, Stream.Null, CancellationToken.None), entry.SizeInBytes ?? 0));
        }

        CabinetReader cab = CabinetReader.Open(stream, options);
        return cab.Entries.Sum(entry => Check(cab.Extract(entry, Stream.Null, Stream.Null, CancellationToken.None), entry.SizeInBytes));
    }

    private static long Check(Damage? damage, long size) => damage is null ? size : throw new InvalidDataException(damage.Message);
}

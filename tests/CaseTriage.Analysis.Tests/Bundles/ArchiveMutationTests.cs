using System.Diagnostics;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Analysis.Tests.Bundles;

/// <summary>Archives changed in one to eight places, cut, or with a piece repeated, always by the same seeds: whatever comes out, nothing is thrown and nothing hangs.</summary>
public sealed class ArchiveMutationTests
{
    /// <summary>Small, so that a mutation that asks for much is stopped soon.</summary>
    private static readonly UnpackLimits s_limits = UnpackLimits.Default with
    {
        MaxTotalSizeInBytes = 32 << 20,
        MaxEntrySizeInBytes = 16 << 20,
        MaxEntriesPerArchive = 500,
        MaxEntries = 1000,
    };

    [Fact]
    public async Task Unpack_ArchivesMutatedByFixedSeeds_EndsAndThrowsNothing()
    {
        (string Name, byte[] Bytes)[] archives = [.. Built()];
        for (int seed = 1; seed <= 3000; seed++)
        {
            await ReadAsync(archives, seed);
        }
    }

    /// <summary>By hand, over the corpus too: CASETRIAGE_FUZZ_COUNT, from CASETRIAGE_FUZZ_SEED on (docs/formats/cab.md).</summary>
    [Fact]
    public async Task Unpack_ArchivesMutatedForAsLongAsAsked_EndsAndThrowsNothing()
    {
        Assert.SkipUnless(Setting("CASETRIAGE_FUZZ_COUNT") is not null, "Runs where CASETRIAGE_FUZZ_COUNT is set.");
        int count = Setting("CASETRIAGE_FUZZ_COUNT") ?? 0;
        int first = Setting("CASETRIAGE_FUZZ_SEED") ?? 1_000_000;
        (string Name, byte[] Bytes)[] archives = [.. Built(), .. Corpus()];
        TimeSpan slowest = TimeSpan.Zero;
        int slowestSeed = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            long start = Stopwatch.GetTimestamp();
            await ReadAsync(archives, seed);
            (slowest, slowestSeed) = Stopwatch.GetElapsedTime(start) is var took && took > slowest ? (took, seed) : (slowest, slowestSeed);
        }

        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture,
            $"{count} mutations of {archives.Length} archives; slowest {slowest.TotalMilliseconds:F0} ms (seed {slowestSeed}); heap {GC.GetTotalMemory(forceFullCollection: true)} bytes, process at most {Process.GetCurrentProcess().PeakWorkingSet64} bytes"));
    }

    // A reader that hangs is told apart from a busy machine by a generous minute; no other time is judged.
    private static async Task ReadAsync((string Name, byte[] Bytes)[] archives, int seed)
    {
        (string name, byte[] bytes) = archives[seed % archives.Length];
        byte[] mutated = Mutate(bytes, new Random(seed));
        Task reading = Task.Run(() => ReadAll(mutated), TestContext.Current.CancellationToken);
        Task ended = await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.True(ended == reading, $"Seed {seed} of {name} takes longer than a minute.");
        Exception? fault = reading.Exception?.GetBaseException();
        Assert.True(fault is null, $"Seed {seed} of {name}: {fault}");
    }

    private static void ReadAll(byte[] bytes)
    {
        foreach (UnpackedFile file in BundleUnpacker.Unpack([new CaseInput("in", null, () => new MemoryStream(bytes, writable: false))], s_limits, TestContext.Current.CancellationToken))
        {
            Assert.All(file.Damage, damage => Assert.NotEmpty(damage.Message));
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> changed = [.. bytes];
        for (int i = random.Next(1, 9); i > 0 && changed.Count > 0; i--)
        {
            int at = Place(changed.Count, random);
            switch (random.Next(8))
            {
                case 0:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
                case 1:
                    int length = random.Next(Math.Min(200, changed.Count - at));
                    changed.InsertRange(random.Next(changed.Count), changed.GetRange(at, length));
                    break;
                case 2:
                    changed[at] = (byte)(random.Next(2) * 255);
                    break;
                default:
                    changed[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. changed];
    }

    /// <summary>Headers and directories stand at the ends, so most changes fall there.</summary>
    private static int Place(int count, Random random) => random.Next(3) switch
    {
        0 => random.Next(Math.Min(count, 200)),
        1 => count - 1 - random.Next(Math.Min(count, 300)),
        _ => random.Next(count),
    };

    private static IEnumerable<(string Name, byte[] Bytes)> Built()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 4000).Select(i => $"{i} licence state 激活\n")));
        byte[] mszip = new CabBuilder().Add(CabBuilder.MsZip(CabBuilder.File("a.log", text), CabBuilder.File("b.log", "two"))).Build();
        byte[] lzx = new CabBuilder().Add(LzxEncoder.Folder(15, CabBuilder.File("a.log", text), CabBuilder.File("b.log", text))).Add(CabBuilder.Stored(CabBuilder.File("c", "three"))).Build();
        byte[] zip = new ZipBuilder().Add("a.log", text).Add("日志.cab", mszip).Add("x.cab", lzx).Build();
        yield return ("mszip", mszip);
        yield return ("lzx", lzx);
        yield return ("zip", zip);
        yield return ("nested", new ZipBuilder().Add("inner.zip", zip).Build());
        foreach ((int number, byte[] part) in CabSets.Of(text, 2).Index())
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"part {number}"), part);
        }

        yield return ("set", CabSets.Of(text, 2).Index().Aggregate(new ZipBuilder(), (builder, part) => builder.Add(string.Create(CultureInfo.InvariantCulture, $"{part.Index}.cab"), part.Item)).Build());
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Corpus()
    {
        const int largest = 100_000;
        if (SharedFolder.Find("corpus", "cab") is not { } folder)
        {
            yield break;
        }

        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length < largest)
            {
                byte[] bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                yield return (Path.GetFileName(path), bytes);
            }
        }
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;
}

using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Benchmarks;

/// <summary>Big event logs: the chunks of a folder of logs, or of built ones, again and again up to a size.</summary>
internal static class LogFile
{
    private const int HeaderSize = 4096;
    private const int ChunkSize = 65536;

    /// <summary>Writes a log, whose header is out of date, as the reader does not care.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="sizeInMiB">How big at least.</param>
    /// <param name="folder">Logs to take the chunks from; null for built ones.</param>
    public static void Write(string path, int sizeInMiB, string? folder)
    {
        byte[][] sources = folder is null ? [Built()] : [.. Directory.EnumerateFiles(folder, "*.evtx").Order(StringComparer.Ordinal).Select(ReadAll)];
        List<ArraySegment<byte>> chunks = [.. sources.SelectMany(Chunks)];
        using FileStream file = new(path, FileMode.Create);
        file.Write(Built().AsSpan(0, HeaderSize));
        for (int i = 0; file.Length < (long)sizeInMiB << 20; i++)
        {
            file.Write(chunks[i % chunks.Count]);
        }
    }

    private static byte[] ReadAll(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static IEnumerable<ArraySegment<byte>> Chunks(byte[] log)
    {
        for (int start = HeaderSize; start + ChunkSize <= log.Length; start += ChunkSize)
        {
            if (log.AsSpan(start).StartsWith("ElfChnk\0"u8))
            {
                yield return new ArraySegment<byte>(log, start, ChunkSize);
            }
        }
    }

    /// <summary>Twenty thousand events of six kinds, Chinese among them.</summary>
    private static byte[] Built()
    {
        DateTimeOffset at = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        using MemoryStream log = new();
        new EvtxBuilder().Write(log, Enumerable.Range(0, 20_000).Select(i => SampleEvents.At(i, at.AddSeconds(i))));
        return log.ToArray();
    }
}

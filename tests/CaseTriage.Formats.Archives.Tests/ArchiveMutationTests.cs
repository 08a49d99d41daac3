using System.Globalization;
using System.IO.Hashing;

namespace CaseTriage.Formats.Archives.Tests;

/// <summary>Archives changed by fixed seeds: whatever is in them, an archive is refused, or read with what is wrong told.</summary>
public sealed class ArchiveMutationTests
{
    private const int MaxOutput = 64 << 20;

    [Fact]
    public async Task Extract_ArchivesMutatedByFixedSeeds_OnlyRefuseOrTell() => await Mutate(4000);

    [Fact]
    public void Open_TarWithBinaryChecksum_OnlyRefusesOrTells() => Read(46824);

    /// <summary>For longer by hand: CASETRIAGE_FUZZ_COUNT says how many.</summary>
    [Fact]
    public async Task Extract_ArchivesMutatedForAsLongAsAsked_OnlyRefuseOrTell()
    {
        bool isAsked = int.TryParse(Environment.GetEnvironmentVariable("CASETRIAGE_FUZZ_COUNT"), CultureInfo.InvariantCulture, out int count);
        Assert.SkipUnless(isAsked, "Runs where CASETRIAGE_FUZZ_COUNT is set.");

        await Mutate(count);
    }

    // A reader that hangs is told apart from a busy machine by a generous minute.
    private static async Task Mutate(int count)
    {
        for (int seed = 1; seed <= count; seed++)
        {
            int current = seed;
            Task reading = Task.Run(() => Read(current), TestContext.Current.CancellationToken);
            Task ended = await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Assert.True(ended == reading, $"Seed {seed} takes longer than a minute.");
            await reading;
        }
    }

    private static void Read(int seed)
    {
        (ArchiveFormat format, byte[] sound) = Samples.All[seed % Samples.All.Length];
        byte[] bytes = Change([.. sound], new Random(seed));
        if (seed % 3 == 0)
        {
            Mend(format, bytes);
        }

        try
        {
            ArchiveReader archive = ArchiveReader.Open(new MemoryStream(bytes), format, "a", new ArchiveOptions { MaxEntries = 100 }, CancellationToken.None);
            foreach (ArchiveEntry entry in archive.Entries)
            {
                archive.Extract(entry, new Sink(), new Sink(), CancellationToken.None);
            }
        }
        catch (MalformedDataException)
        {
            // A refusal is an answer.
        }
        catch (SinkIsFullException)
        {
            // So is a limit of the caller.
        }
        catch (Exception e)
        {
            Assert.Fail($"Seed {seed} of {format}: {e}");
        }
    }

    private static byte[] Change(byte[] bytes, Random random)
    {
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(bytes.Length);
            bytes[at] = random.Next(4) switch { 0 => 0xFF, 1 => 0, 2 => (byte)(bytes[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
        }

        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>Sets the checksums of a 7z right again, so that what was changed is believed.</summary>
    private static void Mend(ArchiveFormat format, byte[] bytes)
    {
        if (format != ArchiveFormat.SevenZip || bytes.Length < 32)
        {
            return;
        }

        long offset = BitConverter.ToInt64(bytes, 12);
        long size = BitConverter.ToInt64(bytes, 20);
        if (offset >= 0 && size >= 0 && offset <= bytes.Length - 32 && size <= bytes.Length - 32 - offset)
        {
            BitConverter.GetBytes(Crc32.HashToUInt32(bytes.AsSpan(32 + (int)offset, (int)size))).CopyTo(bytes, 28);
        }

        BitConverter.GetBytes(Crc32.HashToUInt32(bytes.AsSpan(12, 20))).CopyTo(bytes, 8);
    }

    private sealed class SinkIsFullException : IOException;

    private sealed class Sink : MemoryStream
    {
        private long _written;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _written += buffer.Length;
            if (_written > MaxOutput)
            {
                throw new SinkIsFullException();
            }
        }
    }
}

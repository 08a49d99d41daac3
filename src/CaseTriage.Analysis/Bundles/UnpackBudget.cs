using System.Diagnostics;
using System.Globalization;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Bundles;

/// <summary>Counts what comes out of the archives of one call, and stops what goes over <see cref="UnpackLimits"/>.</summary>
internal sealed class UnpackBudget(UnpackLimits limits)
{
    private readonly Stack<Account> _archives = new();
    private TimeSpan _spent;
    private TimeSpan _begun;
    private Damage? _reached;
    private long _total;
    private int _entries;

    /// <summary>The limits.</summary>
    public UnpackLimits Limits => limits;

    /// <summary>Number of archives that are open, one in the other.</summary>
    public int Depth => _archives.Count;

    /// <summary>The limit that forbids any further entry of the open archives, or null.</summary>
    public Damage? Reached => _reached ?? _archives.FirstOrDefault(archive => archive.Reached is not null)?.Reached;

    /// <summary>Begins an archive; what comes out until <see cref="CloseArchive"/> counts as its.</summary>
    public void OpenArchive(long sizeInBytes) => _archives.Push(new Account(Math.Max(1, sizeInBytes)));

    /// <summary>Ends the innermost archive.</summary>
    public void CloseArchive() => _archives.Pop();

    /// <summary>Counts an entry; null where it may be unpacked, else the limit.</summary>
    public Damage? TakeEntry()
    {
        if (Reached is null && ++_entries > limits.MaxEntries)
        {
            _reached = Say("limit-entries-total", $"The archives of the upload hold more than {limits.MaxEntries} entries; the rest was not looked at");
        }

        return Reached;
    }

    /// <summary>Counts the CPU time of <paramref name="unpack"/> to the unpacking.</summary>
    public T Measure<T>(Func<T> unpack)
    {
        _begun = Environment.CpuUsage.TotalTime;
        try
        {
            return unpack();
        }
        finally
        {
            _spent += Environment.CpuUsage.TotalTime - _begun;
        }
    }

    /// <summary>Counts bytes that come out.</summary>
    /// <param name="count">How many.</param>
    /// <param name="entrySize">Bytes of their entry with them.</param>
    /// <exception cref="LimitReachedException">They are too many.</exception>
    public void Charge(int count, long entrySize)
    {
        _total += count;
        foreach (Account archive in _archives)
        {
            archive.Charge(count, limits);
        }

        if (_total > limits.MaxTotalSizeInBytes)
        {
            _reached ??= Say("limit-total-size", $"More than {limits.MaxTotalSizeInBytes} bytes came out of the archives of the upload; the rest was not unpacked");
        }
        else if (_spent + Environment.CpuUsage.TotalTime - _begun > limits.MaxTime)
        {
            _reached ??= Say("limit-time", $"Unpacking took more than {limits.MaxTime.TotalSeconds} seconds of the processor; the rest was not unpacked");
        }

        if (Reached is not null || CheckEntry(entrySize) is not null)
        {
            throw new LimitReachedException(Reached ?? CheckEntry(entrySize) ?? throw new UnreachableException());
        }
    }

    private Damage? CheckEntry(long size)
    {
        if (size > limits.MaxEntrySizeInBytes)
        {
            return Say("limit-entry-size", $"The entry has more than {limits.MaxEntrySizeInBytes} bytes and was not unpacked");
        }

        return size >= limits.EntryRatioFromSizeInBytes && _archives.TryPeek(out Account? archive) && size / archive.Size >= limits.MaxEntryRatio
            ? Say("limit-entry-ratio", $"The entry is more than {limits.MaxEntryRatio} times as large as its archive and was not unpacked")
            : null;
    }

    private static Damage Say(string code, FormattableString what) =>
        new(code, $"{what.ToString(CultureInfo.InvariantCulture)}. Ask for the logs that are needed, each for itself.", null);

    private sealed class Account(long size)
    {
        private long _out;

        public long Size => size;

        public Damage? Reached { get; private set; }

        public void Charge(int count, UnpackLimits limits)
        {
            _out += count;
            if (Reached is null && _out >= limits.RatioFromSizeInBytes && _out / size >= limits.MaxRatio)
            {
                Reached = Say("limit-ratio", $"More than {limits.MaxRatio} times the size of the archive came out of it; the rest was not unpacked");
            }
        }
    }
}

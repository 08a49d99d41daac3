using System.Globalization;

namespace CaseTriage.Formats.Zip;

/// <summary>
/// Holds the directory against the local headers. Entries whose data lie over one another are never a real zip but a way to let
/// gigabytes come out of kilobytes: only the first of them is read.
/// </summary>
internal static class ZipLayout
{
    /// <summary>Returns the entries, in their order, each with its data offset or the reason why it cannot be had.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="entries">As the directory names them.</param>
    /// <param name="end">Offset at which data end: that of the directory.</param>
    /// <param name="hasPassword">Whether there is a password for what is encrypted.</param>
    public static IEnumerable<ZipEntry> Check(Stream stream, IReadOnlyList<ZipEntry> entries, long end, bool hasPassword)
    {
        var located = new ZipEntry[entries.Count];
        int[] byOffset = [.. Enumerable.Range(0, entries.Count).OrderBy(i => entries[i].HeaderOffset)];
        long taken = 0;
        for (int i = 0; i < byOffset.Length; i++)
        {
            long next = i + 1 < byOffset.Length ? Math.Max(entries[byOffset[i + 1]].HeaderOffset, 0) : end;
            ZipEntry entry = Clip(Locate(stream, entries[byOffset[i]], hasPassword), taken, next, end);
            located[byOffset[i]] = entry;
            taken = Math.Max(taken, entry.Refusal is null || entry.IsEncrypted ? entry.DataOffset + entry.CompressedSizeInBytes : 0);
        }

        return located;
    }

    private static ZipEntry Locate(Stream stream, ZipEntry entry, bool hasPassword)
    {
        if (ZipLocalHeader.Read(stream, entry.HeaderOffset) is not { } header)
        {
            return entry with { Refusal = Header(entry, "no local header of an entry is there") };
        }

        bool isEncrypted = entry.IsEncrypted || ZipFlags.IsEncrypted(header.Flags);
        ZipEntry located = entry with { DataOffset = header.DataOffset, IsEncrypted = isEncrypted };
        if (ZipEncryption.Refuse(located, hasPassword) is { } refusal)
        {
            return located with { Refusal = refusal };
        }

        return header.Method == entry.Method
            ? located
            : located with { Refusal = Header(entry, string.Create(CultureInfo.InvariantCulture, $"the local header names the method {header.Method}, the directory {entry.Method}")) };
    }

    private static ZipEntry Clip(ZipEntry entry, long taken, long next, long end)
    {
        if (entry.DataOffset == 0)
        {
            return entry;
        }

        if (entry.HeaderOffset < taken)
        {
            return entry with { Refusal = new Damage("entry-overlap", $"The data of the entry at offset 0x{entry.HeaderOffset:x} lie over those of another entry; only the first is read.", entry.HeaderOffset) };
        }

        if (entry.CompressedSizeInBytes <= end - entry.DataOffset && entry.CompressedSizeInBytes >= 0)
        {
            return entry;
        }

        return entry with
        {
            CompressedSizeInBytes = Math.Max(0, next - entry.DataOffset),
            Reservation = new Damage("entry-size", $"The entry at offset 0x{entry.HeaderOffset:x} is said to reach behind the end of the data at 0x{end:x}; it was read up to the next entry.", entry.HeaderOffset),
        };
    }

    private static Damage Header(ZipEntry entry, string what) =>
        new("entry-header", $"At offset 0x{entry.HeaderOffset:x} {what}; the entry was not read.", entry.HeaderOffset);
}

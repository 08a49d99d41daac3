using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.EventMessages;

/// <summary>
/// The entries of one section: pages of a hundred, chained by their offsets. A page is u32 0xFFFFFFFF, 14 times u32, u32 0xFFFFFFFF, then u64 number of
/// the page, u64 offset of the next page, u64 own offset, 100 times u64 offset of an entry (0 where none). An entry is u32 index, u32 size, payload.
/// Offsets count from the start of the section. The last page names as next one its own offset.
/// </summary>
internal static class EventMessagePages
{
    private const int EntriesPerPage = 100;
    private const int MarkBytes = 64;
    private const int SecondMarkOffset = 60;
    private const int PageHeaderSize = MarkBytes + (3 * sizeof(ulong)) + (EntriesPerPage * sizeof(ulong));
    private const int EntryHeaderSize = 8;
    private const uint Mark = 0xFFFFFFFF;

    /// <summary>Reads the entries in their order. A page that does not read as one ends the section, since its place tells where the next one is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">The section, within the file.</param>
    /// <param name="damage">Gets what could not be read.</param>
    /// <param name="cancellationToken">Looked at once a page.</param>
    public static List<Entry> Read(ReadOnlySpan<byte> file, EventMessagePlace section, EventMessageDamage damage, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> bytes = file.Slice(section.Offset, section.LengthInBytes);
        var entries = new List<Entry>();

        // A section without entries is empty, or zeros.
        for (int page = bytes.ContainsAnyExcept((byte)0) ? 0 : -1; page >= 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryReadHeader(bytes, page, out ulong next, out SpanReader offsets))
            {
                damage.Add("page", section.Offset + page, "{0} sections break off at a page that does not read as one; the texts behind it are lost.");
                break;
            }

            ReadEntries(bytes, section.Offset, offsets, entries, damage);
            if (entries.Count >= EventMessageReader.MaxEntries)
            {
                damage.Add("limit-entries", section.Offset + page, $"{{0}} sections have more than {EventMessageReader.MaxEntries} entries; the rest was left out.");
                break;
            }

            page = Follow(bytes.Length, section.Offset, page, next, damage);
        }

        return entries;
    }

    /// <summary>Offset of the next page, or -1. Pages only follow forwards, so that a chain ends.</summary>
    private static int Follow(int sectionLength, int sectionOffset, int page, ulong next, EventMessageDamage damage)
    {
        if (next == (ulong)page)
        {
            return -1;
        }

        if (next > (ulong)page && next < (ulong)sectionLength)
        {
            return (int)next;
        }

        damage.Add("page", sectionOffset + page, "{0} sections break off at a page that does not read as one; the texts behind it are lost.");
        return -1;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> section, int page, out ulong next, out SpanReader offsets)
    {
        next = 0;
        offsets = new SpanReader(section, page);
        SpanReader marks = offsets;
        if (offsets.Remaining < PageHeaderSize || !marks.TryReadUInt32(out uint first) || !marks.TrySeek(page + SecondMarkOffset) || !marks.TryReadUInt32(out uint second))
        {
            return false;
        }

        // Observed: the last page names its own offset twice; what it states of itself is what ends the chain.
        bool isRead = marks.TryReadUInt64(out _) & marks.TryReadUInt64(out next) & marks.TryReadUInt64(out ulong own);
        next = next == own ? (ulong)page : next;
        return first == Mark && second == Mark && isRead && offsets.TrySeek(marks.Position);
    }

    private static void ReadEntries(ReadOnlySpan<byte> section, int sectionOffset, SpanReader offsets, List<Entry> entries, EventMessageDamage damage)
    {
        for (int i = 0; i < EntriesPerPage && offsets.TryReadUInt64(out ulong offset); i++)
        {
            if (offset == 0)
            {
                continue;
            }

            if (offset > (ulong)(section.Length - EntryHeaderSize))
            {
                damage.AddEntry(sectionOffset + offsets.Position - sizeof(ulong));
                continue;
            }

            var reader = new SpanReader(section, (int)offset);
            if (reader.TryReadUInt32(out uint index) && reader.TryReadUInt32(out uint size) && size <= (uint)reader.Remaining)
            {
                entries.Add(new Entry(index, new EventMessagePlace(sectionOffset + reader.Position, (int)size)));
            }
            else
            {
                damage.AddEntry(sectionOffset + (long)offset);
            }
        }
    }

    /// <summary>One entry.</summary>
    /// <param name="Index">Its number in the section, from 0.</param>
    /// <param name="Payload">Its bytes, in the file.</param>
    internal readonly record struct Entry(uint Index, EventMessagePlace Payload);
}

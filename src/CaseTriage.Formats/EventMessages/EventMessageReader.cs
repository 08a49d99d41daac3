using System.Collections.Frozen;
using System.Text;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.EventMessages;

/// <summary>
/// Reads the texts that Windows writes beside an exported log (<c>LocaleMetaData/NAME_LCID.MTA</c>), since the log itself holds none. That there
/// is such a file, and that it holds a rendered text for each event record, is documented (MS-EVEN6 3.1.1.7); its bytes are not. They are read as
/// two readers of real files describe them, see <c>docs/formats/event-messages.md</c>.
/// <para>
/// Refused by <see cref="MalformedDataException"/>: <c>empty</c>, <c>not-event-messages</c>, <c>header-cut</c>, <c>version</c>,
/// <c>section-table</c> and <c>section-missing</c>. Lost parts are <see cref="Damage"/>: <c>section-cut</c>, <c>page</c>, <c>entry</c>,
/// <c>entry-reference</c> and <c>limit-entries</c>.
/// </para>
/// <para>The section <c>PUB</c> (names of levels, tasks, operations and keywords) is not read: nothing public describes its entries.</para>
/// </summary>
public static class EventMessageReader
{
    /// <summary>Most entries of a section. A log of 64 MiB has about 100,000 records.</summary>
    internal const int MaxEntries = 1 << 20;

    // Observed: three sections in every file described, with names of three letters.
    private const int MaxSections = 16;
    private const int MaxSectionNameInBytes = 64;
    private const uint KnownMajor = 1;
    private const uint KnownMinor = 1;
    private const int HeaderSize = 24;
    private const int VersionOffset = 8;

    private static ReadOnlySpan<byte> Signature => "MTAFile\0"u8;

    /// <summary>Whether bytes begin as such a file does.</summary>
    public static bool IsEventMessages(ReadOnlySpan<byte> head) => head.StartsWith(Signature);

    /// <summary>Reads a file. It stays in use: texts are decoded from its bytes when asked for.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="cancellationToken">Looked at once for each page of a hundred entries.</param>
    /// <exception cref="MalformedDataException">It is no such file, or nothing in it can be found.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EventMessageFile Read(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        var damage = new EventMessageDamage();
        Dictionary<string, EventMessagePlace> sections = ReadSections(bytes, ReadHeader(bytes), damage);
        var texts = new Dictionary<uint, EventMessagePlace>();
        foreach (EventMessagePages.Entry entry in EventMessagePages.Read(bytes, Section(sections, "MSG"), damage, cancellationToken))
        {
            ReadText(bytes, entry, texts, damage);
        }

        var places = new Dictionary<long, EventMessagePlace>();
        foreach (EventMessagePages.Entry entry in EventMessagePages.Read(bytes, Section(sections, "EVT"), damage, cancellationToken))
        {
            ReadEvent(bytes, entry, texts, places, damage);
        }

        return new EventMessageFile(file, places.ToFrozenDictionary(), damage.ToList());
    }

    /// <returns>Number of sections.</returns>
    private static int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new MalformedDataException("empty", "The file is empty; expected the texts of an event log.");
        }

        if (!IsEventMessages(bytes))
        {
            throw new MalformedDataException("not-event-messages", $"The file begins with the bytes '{Convert.ToHexString(bytes[..Math.Min(bytes.Length, Signature.Length)])}'; expected 'MTAFile'.");
        }

        var reader = new SpanReader(bytes, VersionOffset);
        if (!reader.TryReadUInt32(out uint major) || !reader.TryReadUInt32(out uint minor) || !reader.TryReadUInt32(out uint tableSize) || !reader.TryReadUInt32(out uint count))
        {
            throw new MalformedDataException("header-cut", $"The file ends at 0x{bytes.Length:X}, inside its header of 0x{HeaderSize:X} bytes; no text is left.");
        }

        if ((major, minor) != (KnownMajor, KnownMinor))
        {
            throw new MalformedDataException("version", $"The texts have the format {major}.{minor}; only {KnownMajor}.{KnownMinor} is known. The event log itself can be read without them.");
        }

        if (count is 0 or > MaxSections || tableSize > (uint)(bytes.Length - HeaderSize))
        {
            throw new MalformedDataException("section-table", $"The header names {count} sections in 0x{tableSize:X} bytes; expected 1 to {MaxSections} in at most 0x{bytes.Length - HeaderSize:X} bytes.");
        }

        return (int)count;
    }

    private static Dictionary<string, EventMessagePlace> ReadSections(ReadOnlySpan<byte> bytes, int count, EventMessageDamage damage)
    {
        var sections = new Dictionary<string, EventMessagePlace>(StringComparer.Ordinal);
        var reader = new SpanReader(bytes, HeaderSize);
        for (int i = 0; i < count; i++)
        {
            int at = reader.Position;
            if (!reader.TryReadUInt64(out ulong offset) || !reader.TryReadUInt64(out ulong size) || !reader.TryReadUInt32(out uint nameSize)
                || nameSize > MaxSectionNameInBytes || !reader.TryReadBytes((int)nameSize, out ReadOnlySpan<byte> name))
            {
                throw new MalformedDataException("section-table", $"The entry {i} of the section table at 0x{at:X} cannot be read; expected an offset, a size and a name of at most {MaxSectionNameInBytes} bytes.");
            }

            int begin = (int)Math.Min(offset, (ulong)bytes.Length);
            int length = (int)Math.Min(size, (ulong)(bytes.Length - begin));
            if ((ulong)length < size)
            {
                damage.Add("section-cut", at, "Of {0} sections the end is missing: they reach behind the end of the file. What is there was read.");
            }

            sections[Encoding.Unicode.GetString(name).TrimEnd('\0')] = new EventMessagePlace(begin, length);
        }

        return sections;
    }

    private static EventMessagePlace Section(Dictionary<string, EventMessagePlace> sections, string name) => sections.TryGetValue(name, out EventMessagePlace place)
        ? place
        : throw new MalformedDataException("section-missing", $"The file has no section '{name}'; without it no text can be told from another.");

    /// <summary>An entry of MSG: u32 length in bytes with the closing NUL, then UTF-16LE.</summary>
    private static void ReadText(ReadOnlySpan<byte> bytes, EventMessagePages.Entry entry, Dictionary<uint, EventMessagePlace> texts, EventMessageDamage damage)
    {
        var reader = new SpanReader(bytes.Slice(entry.Payload.Offset, entry.Payload.LengthInBytes));
        if (reader.TryReadUInt32(out uint length) && length <= (uint)reader.Remaining)
        {
            texts[entry.Index] = new EventMessagePlace(entry.Payload.Offset + reader.Position, (int)length & ~1);
        }
        else
        {
            damage.AddEntry(entry.Payload.Offset);
        }
    }

    /// <summary>An entry of EVT: u64 record id, u64 index of a text. Observed: the upper halves are 0 in the files described.</summary>
    private static void ReadEvent(
        ReadOnlySpan<byte> bytes, EventMessagePages.Entry entry, Dictionary<uint, EventMessagePlace> texts, Dictionary<long, EventMessagePlace> places, EventMessageDamage damage)
    {
        var reader = new SpanReader(bytes.Slice(entry.Payload.Offset, entry.Payload.LengthInBytes));
        if (!reader.TryReadUInt64(out ulong recordId) || !reader.TryReadUInt64(out ulong index))
        {
            damage.AddEntry(entry.Payload.Offset);
        }
        else if (index > uint.MaxValue || !texts.TryGetValue((uint)index, out EventMessagePlace text))
        {
            damage.Add("entry-reference", entry.Payload.Offset, "{0} event records name a text that the file does not have; they are shown without it.");
        }
        else
        {
            places[unchecked((long)recordId)] = text;
        }
    }
}

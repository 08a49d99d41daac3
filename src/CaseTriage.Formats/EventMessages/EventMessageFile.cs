using System.Collections.Frozen;
using System.Text;

namespace CaseTriage.Formats.EventMessages;

/// <summary>The texts of one event log in one language, by the record's id. Texts are decoded when asked for; any thread may ask.</summary>
public sealed class EventMessageFile
{
    /// <summary>Longest text that is given, in UTF-16 units; what is longer is cut and ends with '…'. Windows itself renders no more than about 32,000.</summary>
    public const int MaxTextLength = 32 * 1024;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly FrozenDictionary<long, EventMessagePlace> _places;

    internal EventMessageFile(ReadOnlyMemory<byte> file, FrozenDictionary<long, EventMessagePlace> places, IReadOnlyList<Damage> damage) =>
        (_file, _places, Damage) = (file, places, damage);

    /// <summary>Number of event records that have a text here.</summary>
    public int Count => _places.Count;

    /// <summary>What could not be read, in the order found; one entry for each sort.</summary>
    public IReadOnlyList<Damage> Damage { get; }

    /// <summary>The text of an event record as Windows rendered it, values filled in; null where there is none, or an empty one.</summary>
    /// <param name="recordId">EventRecordID as the event states it; the id in the record's header counts anew in exports.</param>
    public string? Find(long recordId)
    {
        if (!_places.TryGetValue(recordId, out EventMessagePlace place))
        {
            return null;
        }

        int length = Math.Min(place.LengthInBytes, (MaxTextLength + 1) * sizeof(char));
        string text = Encoding.Unicode.GetString(_file.Span.Slice(place.Offset, length));
        int end = text.IndexOf('\0', StringComparison.Ordinal);
        text = (end < 0 ? text : text[..end]).Trim();
        return text.Length == 0 ? null : text.Length <= MaxTextLength ? text : Cut(text);
    }

    private static string Cut(string text) => string.Concat(text.AsSpan(0, MaxTextLength - (char.IsHighSurrogate(text[MaxTextLength - 1]) ? 1 : 0)), "…");
}

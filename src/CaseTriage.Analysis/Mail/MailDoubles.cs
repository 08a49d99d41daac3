using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// The same mail that arrives twice, or as a quote of another, is one: the same Message-ID and words that agree; the same sender, minute and words; or, where one of the two is
/// a quote, the same sender and words at times that differ by a time zone. The one with a head of its own stays, and keeps all places.
/// </summary>
internal sealed class MailDoubles
{
    /// <summary>Shorter texts ("OK") are written again and again.</summary>
    private const int FewestLetters = 12;

    private static readonly TimeSpan s_widestZones = TimeSpan.FromHours(26);

    private readonly List<Entry> _kept = [];
    private readonly Dictionary<string, List<Entry>> _near = new(StringComparer.Ordinal);

    /// <summary>Joins mails; those that stay keep their order.</summary>
    public static IEnumerable<MessageSummary> Join(IEnumerable<MessageSummary> messages)
    {
        var doubles = new MailDoubles();

        // Mails with heads of their own first, so that quotes find them.
        foreach ((int place, MessageSummary message) in messages.Index().OrderBy(entry => entry.Item.IsQuoted))
        {
            doubles.Add(message, place);
        }

        return doubles._kept.OrderBy(entry => entry.Place).Select(entry => entry.Message with { AlsoIn = [.. entry.Places.Order(StringComparer.Ordinal)] });
    }

    private void Add(MessageSummary message, int place)
    {
        var entry = new Entry(message, Letters(message.Text), place);
        string[] keys = [.. KeysOf(entry).Distinct(StringComparer.Ordinal)];
        Entry? same = keys.SelectMany(key => _near.GetValueOrDefault(key) ?? []).FirstOrDefault(other => IsSame(other, entry));
        if (same is not null)
        {
            _ = message.Artifact != same.Message.Artifact && same.Places.Add(message.Artifact);
            return;
        }

        _kept.Add(entry);
        foreach (string key in keys)
        {
            if (!_near.TryGetValue(key, out List<Entry>? others))
            {
                _near.Add(key, others = []);
            }

            others.Add(entry);
        }
    }

    private static IEnumerable<string> KeysOf(Entry entry)
    {
        string sender = Sender.Of(entry.Message);
        if (entry.Message.MailId is { } id)
        {
            yield return "id\n" + id;
        }

        yield return $"minute\n{sender}\n{MinuteOf(entry.Message)}";
        if (entry.Letters.Length >= FewestLetters)
        {
            yield return $"words\n{sender}\n{entry.Letters}";
        }
    }

    private static bool IsSame(Entry one, Entry other)
    {
        // An id alone proves nothing: a forged one must not hide the words of another.
        if (one.Message.MailId is { } id && id == other.Message.MailId && (one.Letters == other.Letters || (Sender.Of(one.Message) == Sender.Of(other.Message) && IsWithin(one.Letters, other.Letters))))
        {
            return true;
        }

        bool isQuote = one.Message.IsQuoted || other.Message.IsQuoted;
        if (MinuteOf(one.Message) == MinuteOf(other.Message))
        {
            return one.Letters == other.Letters || (isQuote && IsWithin(one.Letters, other.Letters));
        }

        return isQuote && one.Letters == other.Letters && one.Message.SentAt is { } first && other.Message.SentAt is { } second
            && (first - second).Duration() <= s_widestZones && (MinuteOf(one.Message) - MinuteOf(other.Message)) % 15 == 0;
    }

    /// <summary>Whether the shorter text begins the other, or nearly: programs change what they quote.</summary>
    private static bool IsWithin(string one, string other)
    {
        int shorter = Math.Min(one.Length, other.Length);
        return one.AsSpan().CommonPrefixLength(other) * 2 >= shorter;
    }

    private static long MinuteOf(MessageSummary message) => (message.SentAt?.UtcTicks ?? 0) / TimeSpan.TicksPerMinute;

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private sealed record Entry(MessageSummary Message, string Letters, int Place)
    {
        public HashSet<string> Places { get; } = new(Message.AlsoIn, StringComparer.Ordinal);
    }
}

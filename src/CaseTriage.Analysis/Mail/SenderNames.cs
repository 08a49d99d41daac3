using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Which senders are one person: those with the same full name in two forms, where their domains do not contradict it, and those of which a person said so.
/// </summary>
internal sealed class SenderNames
{
    private readonly Dictionary<string, string> _personOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);

    private SenderNames()
    {
    }

    /// <summary>Compares the senders of all mails.</summary>
    public static SenderNames Read(IEnumerable<Letter> letters, IEnumerable<Correction> corrections)
    {
        var names = new SenderNames();
        Dictionary<string, string> latin = LatinNames(letters);
        foreach (IGrouping<string, MessageSummary> same in letters.Select(letter => letter.Message).DistinctBy(Sender.IdOf, StringComparer.OrdinalIgnoreCase)
            .GroupBy(message => FullName(message.From, latin) ?? Sender.Of(message), StringComparer.OrdinalIgnoreCase))
        {
            string[] domains = [.. same.Select(message => PersonName.DomainOf(message.From)).OfType<string>().Distinct(StringComparer.Ordinal)];
            foreach (MessageSummary message in same)
            {
                names._personOf[Sender.IdOf(message)] = domains.Length < 2 ? same.Key : $"{same.Key} @{PersonName.DomainOf(message.From)}";
            }
        }

        foreach (Correction same in corrections.Where(correction => correction.Kind == CorrectionKind.SamePerson).OrderBy(correction => correction.Subject, StringComparer.Ordinal))
        {
            names.Join(same.Subject, same.Value);
        }

        return names;
    }

    /// <summary>What stands for the person behind a sender.</summary>
    public string PersonOf(MessageSummary message) => _personOf[Sender.IdOf(message)];

    /// <summary>Whether a person said that senders are this one.</summary>
    public bool IsJoinedByHand(string person) => _joined.Contains(person);

    private void Join(string subject, string value)
    {
        if (!_personOf.TryGetValue(subject, out string? person) || !_personOf.TryGetValue(value, out string? other) || person == other)
        {
            return;
        }

        foreach (string from in _personOf.Where(entry => entry.Value == person).Select(entry => entry.Key).ToArray())
        {
            _personOf[from] = other;
        }

        _joined.Add(other);
    }

    private static string? FullName(string from, Dictionary<string, string> latin) =>
        PersonName.FullNameOf(from) is { } name ? latin.GetValueOrDefault(name, name) : null;

    /// <summary>Latin names by Chinese ones, where signatures give both; a Chinese name with two Latin ones tells nothing.</summary>
    private static Dictionary<string, string> LatinNames(IEnumerable<Letter> letters) => letters
        .SelectMany(letter => letter.Signature.Split('\n')).Distinct(StringComparer.Ordinal)
        .Select(PersonName.BothIn).OfType<(string Chinese, string Latin)>().Distinct()
        .GroupBy(both => both.Chinese, StringComparer.Ordinal).Where(both => both.Count() == 1)
        .ToDictionary(both => both.Key, both => both.Single().Latin, StringComparer.Ordinal);
}

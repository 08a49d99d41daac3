using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Who is who. Each sender's signature and words speak for a party; how senders greet each other, and which mail domain they share,
/// decides about those who give nothing away. A sender about whom nothing speaks stays unknown.
/// </summary>
internal sealed partial class Roster
{
    private readonly ImmutableArray<Person> _people;
    private readonly Dictionary<string, Person> _bySender = new(StringComparer.OrdinalIgnoreCase);

    private Roster(ImmutableArray<Person> people)
    {
        _people = people;
        foreach (Person person in people)
        {
            foreach (Letter letter in person.Letters)
            {
                _bySender[Sender.IdOf(letter.Message)] = person;
            }
        }
    }

    /// <summary>Reads the people out of all mails, in the order of their times. What a person said wins, here or in an earlier case.</summary>
    public static Roster Read(IReadOnlyList<Letter> letters, ConversationInput input)
    {
        var names = SenderNames.Read(letters, input.Corrections);
        var roster = new Roster([.. letters.GroupBy(letter => names.PersonOf(letter.Message), StringComparer.Ordinal).Select(person => Describe([.. person], names.IsJoinedByHand(person.Key)))]);
        var words = input.Corrections.Where(correction => correction.Kind == CorrectionKind.Role).OrderBy(word => word.Subject, StringComparer.Ordinal).DistinctBy(word => word.Subject, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(word => word.Subject, word => PartyNames.Parse(word.Value), StringComparer.OrdinalIgnoreCase);
        var known = input.KnownPeople.DistinctBy(person => person.Key, StringComparer.Ordinal).ToDictionary(person => person.Key, StringComparer.Ordinal);
        foreach (Person person in roster._people)
        {
            Tell(person, words, known);
            if (person.IsOpen)
            {
                person.Settle(PartyCues.Judge(person, letters[0]), PartyReason.Words);
                if (!person.IsOpen)
                {
                    (PartyReason why, Evidence because) = PartyCues.ReasonOf(person);
                    person.Settle(person.Party, why, because);
                }
            }
        }

        roster.JudgeByGreetings();
        roster.JudgeByDomain();
        roster.JudgeByExclusion();
        return roster;
    }

    /// <summary>The people as documents have them; who came first in the case first.</summary>
    public ImmutableArray<PersonSummary> Summarize() => [.. _people.Select(person => person.Summarize())];

    /// <summary>Party of a sender.</summary>
    public Party PartyOf(MessageSummary message) => Find(message)?.Party ?? Party.Unknown;

    /// <summary>Whom a mail is written to: by greeting, else by the words; unknown where neither tells.</summary>
    public Party AddresseeOf(Letter letter)
    {
        Party named = NamedAddressee(letter);
        return named != Party.Unknown ? named : PartyCues.AddresseeByWords(letter);
    }

    /// <summary>Party of the sender whom a mail greets by name, or of development where the department is greeted; else unknown.</summary>
    public Party NamedAddressee(Letter letter)
    {
        if (PartyCues.IsDevelopment(letter.Addressee))
        {
            return Party.Rnd;
        }

        return letter.Addressee.Length == 0 ? Party.Unknown : Greeted(letter)?.Party ?? Party.Unknown;
    }

    private Person? Find(MessageSummary message) => _bySender.GetValueOrDefault(Sender.IdOf(message));

    /// <summary>What people said of a person: in this case by the first of his names that was spoken of, else in an earlier one.</summary>
    private static void Tell(Person person, Dictionary<string, Party?> words, Dictionary<string, KnownPerson> known)
    {
        foreach (string name in person.Names)
        {
            if (words.GetValueOrDefault(name) is { } party)
            {
                person.Settle(party, PartyReason.Hand);
                return;
            }
        }

        if (person.Names.Select(name => known.GetValueOrDefault(PersonName.KeyOf(name))).FirstOrDefault(found => found is not null) is { } remembered)
        {
            person.Settle(remembered.Party, PartyReason.Remembered, rememberedFrom: remembered.CaseNumber);
        }
    }

    private Person? Greeted(Letter letter)
    {
        string name = Title().Replace(letter.Addressee, "");
        if (name.Length == 0)
        {
            return null;
        }

        IEnumerable<Person> others = _people.Where(person => person != Find(letter.Message));
        List<Person> greeted = char.IsAscii(name[0])
            ? [.. others.Where(person => person.LatinNames.Contains(name.Split(' ')[^1].ToLowerInvariant()) || person.LatinNames.Contains(name.Split(' ')[0].ToLowerInvariant()))]
            : [.. others.Where(person => person.ChineseName is { } full && (full.StartsWith(name, StringComparison.Ordinal) || full.EndsWith(name, StringComparison.Ordinal)))];
        return greeted.Count == 1 ? greeted[0] : null;
    }

    /// <summary>Who greets development, or a customer as "your company", is support; whom support greets politely is the customer.</summary>
    private void JudgeByGreetings()
    {
        foreach (Person person in _people.Where(person => person.IsOpen))
        {
            if (person.Letters.FirstOrDefault(letter => NamedAddressee(letter) is Party.Rnd or Party.Customer) is { } telling)
            {
                person.Settle(Party.Support, PartyReason.Greeting, telling.Cite(telling.Body));
            }
        }

        foreach (Letter letter in _people.Where(person => person.Party == Party.Support).SelectMany(person => person.Letters))
        {
            if (Greeted(letter) is { IsOpen: true } greeted)
            {
                greeted.Settle(PartyCues.AddresseeByWords(letter), PartyReason.Greeting, letter.Cite(letter.Body));
            }
        }
    }

    private void JudgeByDomain()
    {
        foreach (Person person in _people.Where(person => person.IsOpen && person.Domain is not null))
        {
            List<Party> parties = [.. _people.Where(other => other.Party != Party.Unknown && other.Domain == person.Domain).Select(other => other.Party).Distinct()];
            person.Settle(parties.Count == 1 ? parties[0] : Party.Unknown, PartyReason.Domain);
        }
    }

    /// <summary>Where support writes to one unknown sender and no customer is known, he is the customer.</summary>
    private void JudgeByExclusion()
    {
        List<Person> unknown = [.. _people.Where(person => person.IsOpen)];
        if (unknown.Count == 1 && _people.Any(person => person.Party == Party.Support) && !_people.Any(person => person.Party == Party.Customer))
        {
            unknown[0].Settle(Party.Customer, PartyReason.Exclusion);
        }
    }

    private static Person Describe(List<Letter> letters, bool isJoinedByHand)
    {
        ImmutableArray<string> shown = [.. letters.Select(letter => letter.Message.From).Distinct(StringComparer.OrdinalIgnoreCase)];
        string signatures = string.Join('\n', letters.Select(letter => letter.Signature).Distinct(StringComparer.Ordinal));
        string header = AngleAddress().Replace(string.Join('\n', shown), "");
        IEnumerable<string> names = NameLines(header + "\n" + signatures);
        return new Person
        {
            Names = shown,
            Letters = letters,
            ChineseName = ChineseNameIn(header) ?? ChineseNameIn(signatures),
            LatinNames = names.SelectMany(line => LatinWord().Matches(line)).Select(match => match.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal),
            Domain = PersonName.DomainOf(string.Join('\n', shown) + "\n" + signatures),
            IsJoinedByHand = isJoinedByHand,
        };
    }

    /// <summary>Lines that can hold a name: without contact data and without the words of a department.</summary>
    private static IEnumerable<string> NameLines(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length is > 0 and <= 40 && !line.Contains('‹', StringComparison.Ordinal) && !SignOffWord().IsMatch(line));

    private static string? ChineseNameIn(string text)
    {
        foreach (string line in NameLines(text.Replace("‹phone›", "", StringComparison.Ordinal)))
        {
            Match name = ChineseName().Match(line);
            if (name.Success && !Organization().IsMatch(name.Groups["name"].Value))
            {
                return name.Groups["name"].Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?:老师|先生|女士|小姐|经理|警官|主任|主管|总监|科长|处长|所长|院长|工程师|博士|同学|师傅|工|总)$|^(?:mr|mrs|ms|dr|prof)\.?\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Title();

    [GeneratedRegex(@"<[^>]{0,200}>", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex AngleAddress();

    [GeneratedRegex(@"[A-Za-z]{2,20}", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"^(?<name>[\u4E00-\u9FFF]{2,4})(?:\s|[(（]|$)", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ChineseName();

    [GeneratedRegex(@"^(?:祝|此致|敬礼|谢谢|sincerely|best|regards|thanks|kind|r&d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex SignOffWord();

    [GeneratedRegex(@"[部科处室院所局厅校行厂站队组]$|公司|集团|中心|电话|手机|邮箱|热线|附件", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Organization();
}

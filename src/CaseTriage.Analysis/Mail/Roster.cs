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

    private Roster(ImmutableArray<Person> people) => _people = people;

    /// <summary>Reads the people out of all mails, in the order of their times.</summary>
    public static Roster Read(IReadOnlyList<Letter> letters)
    {
        var roster = new Roster([.. letters.GroupBy(letter => Sender.Of(letter.Message), StringComparer.Ordinal).Select(group => Describe(group.Key, [.. group]))]);
        foreach (Person person in roster._people)
        {
            person.Party = PartyCues.Judge(person, letters[0]);
        }

        roster.JudgeByGreetings();
        roster.JudgeByDomain();
        roster.JudgeByExclusion();
        return roster;
    }

    /// <summary>Party of a sender.</summary>
    public Party PartyOf(MessageSummary message) => _people.FirstOrDefault(person => person.Key == Sender.Of(message))?.Party ?? Party.Unknown;

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

    private Person? Greeted(Letter letter)
    {
        string name = Title().Replace(letter.Addressee, "");
        if (name.Length == 0)
        {
            return null;
        }

        string sender = Sender.Of(letter.Message);
        IEnumerable<Person> others = _people.Where(person => person.Key != sender);
        List<Person> greeted = char.IsAscii(name[0])
            ? [.. others.Where(person => person.LatinNames.Contains(name.Split(' ')[^1].ToLowerInvariant()) || person.LatinNames.Contains(name.Split(' ')[0].ToLowerInvariant()))]
            : [.. others.Where(person => person.ChineseName is { } full && (full.StartsWith(name, StringComparison.Ordinal) || full.EndsWith(name, StringComparison.Ordinal)))];
        return greeted.Count == 1 ? greeted[0] : null;
    }

    /// <summary>Who greets development, or a customer as "your company", is support; whom support greets politely is the customer.</summary>
    private void JudgeByGreetings()
    {
        foreach (Person person in _people.Where(person => person.Party == Party.Unknown))
        {
            if (person.Letters.Any(letter => NamedAddressee(letter) is Party.Rnd or Party.Customer))
            {
                person.Party = Party.Support;
            }
        }

        foreach (Letter letter in _people.Where(person => person.Party == Party.Support).SelectMany(person => person.Letters))
        {
            if (Greeted(letter) is { Party: Party.Unknown } greeted)
            {
                greeted.Party = PartyCues.AddresseeByWords(letter);
            }
        }
    }

    private void JudgeByDomain()
    {
        foreach (Person person in _people.Where(person => person.Party == Party.Unknown && person.Domain is not null))
        {
            List<Party> parties = [.. _people.Where(other => other.Party != Party.Unknown && other.Domain == person.Domain).Select(other => other.Party).Distinct()];
            person.Party = parties.Count == 1 ? parties[0] : Party.Unknown;
        }
    }

    /// <summary>Where support writes to one unknown sender and no customer is known, he is the customer.</summary>
    private void JudgeByExclusion()
    {
        List<Person> unknown = [.. _people.Where(person => person.Party == Party.Unknown)];
        if (unknown.Count == 1 && _people.Any(person => person.Party == Party.Support) && !_people.Any(person => person.Party == Party.Customer))
        {
            unknown[0].Party = Party.Customer;
        }
    }

    private static Person Describe(string key, List<Letter> letters)
    {
        string from = letters[0].Message.From;
        string signatures = string.Join('\n', letters.Select(letter => letter.Signature).Distinct(StringComparer.Ordinal));
        string header = AngleAddress().Replace(from, "");
        IEnumerable<string> names = NameLines(header + "\n" + signatures);
        Match domain = Domain().Match(string.Join('\n', letters.Select(letter => letter.Message.From).Distinct(StringComparer.Ordinal)) + "\n" + signatures);
        return new Person
        {
            Key = key,
            From = from,
            Letters = letters,
            ChineseName = ChineseNameIn(header) ?? ChineseNameIn(signatures),
            LatinNames = names.SelectMany(line => LatinWord().Matches(line)).Select(match => match.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal),
            Domain = domain.Success ? domain.Groups["domain"].Value.ToLowerInvariant() : null,
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

    [GeneratedRegex(@"‹mail›@(?<domain>[A-Za-z0-9.-]{3,100})", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Domain();

    [GeneratedRegex(@"[A-Za-z]{2,20}", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"^(?<name>[\u4E00-\u9FFF]{2,4})(?:\s|[(（]|$)", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ChineseName();

    [GeneratedRegex(@"^(?:祝|此致|敬礼|谢谢|sincerely|best|regards|thanks|kind|r&d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex SignOffWord();

    [GeneratedRegex(@"[部科处室院所局厅校行厂站队组]$|公司|集团|中心|电话|手机|邮箱|热线|附件", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Organization();
}

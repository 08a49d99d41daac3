using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Who held the ball. It is with the party that was asked last; an answer that asks nothing gives it back to support; a supplement, a
/// reminder, a progress note or a mail that only informs moves nothing; the first mail gives it to whom it asks, else to support.
/// </summary>
internal static partial class WaitingReader
{
    /// <summary>The ledger, or null where no mail has a known time.</summary>
    /// <param name="letters">Mails in the order of time, with roles.</param>
    /// <param name="roster">Tells whom a mail addresses.</param>
    /// <param name="until">End of an open case; not before the last mail.</param>
    /// <param name="isSolved">Whether the case ended with its last mail, so that nobody holds the ball after it.</param>
    /// <param name="calendar">Working hours.</param>
    /// <param name="corrections">Where people moved the ball.</param>
    public static WaitingLedger? Read(IReadOnlyList<Letter> letters, Roster roster, DateTimeOffset? until, bool isSolved, BusinessCalendar calendar, ImmutableArray<Correction> corrections)
    {
        List<Letter> timed = [.. letters.Where(letter => letter.Message.SentAt is not null)];
        if (timed.Count == 0)
        {
            return null;
        }

        var byHand = corrections.Where(correction => correction.Kind == CorrectionKind.Ball).ToImmutableDictionary(correction => correction.Subject, correction => correction.Value, StringComparer.Ordinal);
        List<Handover> handovers = Handovers(timed, roster, byHand);
        DateTimeOffset last = timed[^1].Message.SentAt.GetValueOrDefault();
        DateTimeOffset end = !isSolved && until > last ? until.Value : last;
        return Sum(isSolved && handovers.Count > 1 ? handovers.FindAll(handover => handover.At < end) : handovers, end, calendar) with { ByHand = [.. timed.Select(letter => letter.Message.Key).Where(byHand.ContainsKey).Select(key => new BallByHand(key, byHand[key]))] };
    }

    /// <summary>The ledger with the mails that ask the customer for data, what waiting they caused, and how long the case was closed.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="facts">What the mails say, <c>mail.request</c> and <c>case.solved</c> among it, in order of time.</param>
    /// <param name="letters">The mails.</param>
    /// <param name="calendar">Working hours.</param>
    public static WaitingLedger? WithRounds(WaitingLedger? ledger, ImmutableArray<Fact> facts, IReadOnlyList<Letter> letters, BusinessCalendar calendar)
    {
        if (ledger is null)
        {
            return null;
        }

        ImmutableArray<DataRound> rounds =
        [
            .. facts.Where(fact => fact.Name == "mail.request" && fact.Text("to") == PartyNames.Of(Party.Customer))
                .GroupBy(fact => (fact.Evidence.Artifact, fact.Evidence.Locator))
                .Select(requests => RoundOf([.. requests], letters, ledger)),
        ];
        return ledger with
        {
            Rounds = rounds,
            Avoidable = WaitingTime.Sum(rounds.Where(round => round.IsAvoidable).Select(round => round.Waiting)),
            Closed = WaitingTime.Sum(Closed(facts).Select(span => new WaitingTime(span.To - span.From, calendar.BusinessTime(span.From, span.To)))),
        };
    }

    /// <summary>From each mail that says "solved" to the next one that says it is not.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Closed(ImmutableArray<Fact> facts)
    {
        DateTimeOffset? since = null;
        foreach (Fact fact in facts.Where(fact => fact.Name == "case.solved" && fact.At is not null))
        {
            bool isSolved = fact.Fields["solved"] is true;
            if (!isSolved && since is { } from && fact.At is { } to)
            {
                yield return (from, to);
            }

            since = isSolved ? since ?? fact.At : null;
        }
    }

    private static DataRound RoundOf(ImmutableArray<Fact> requests, IReadOnlyList<Letter> letters, WaitingLedger ledger)
    {
        Evidence first = requests[0].Evidence;
        string message = letters.First(letter => letter.Cite("") is var cited && cited.Artifact == first.Artifact && cited.Locator == first.Locator).Message.Key;
        WaitingInterval? caused = ledger.Intervals.FirstOrDefault(interval => interval.Message == message && interval.Party == Party.Customer);
        return new DataRound(
            message,
            requests[0].At,
            [.. requests.Select(request => request.Text("item")).OfType<string>().Distinct(StringComparer.Ordinal)],
            requests.Any(request => request.Fields["repeated"] is true),
            requests.Any(request => request.Fields["purpose"] is false),
            caused is null ? WaitingTime.Zero : new WaitingTime(caused.To - caused.From, caused.Business),
            first);
    }

    private static List<Handover> Handovers(List<Letter> letters, Roster roster, ImmutableDictionary<string, string> byHand)
    {
        var handovers = new List<Handover>();
        Party holder = Party.Unknown;
        Party asker = Party.Unknown;
        foreach (Letter letter in letters)
        {
            (Party next, BallMove move) = byHand.TryGetValue(letter.Message.Key, out string? given) && PartyGiven(given, holder) is { } party
                ? (party, BallMove.ByHand)
                : Next(letter, roster, holder, asker);
            if (next == holder && handovers.Count > 0)
            {
                continue;
            }

            asker = next == Party.Support ? letter.Role : asker;
            holder = next;
            handovers.Add(new Handover(holder, letter.Message.SentAt.GetValueOrDefault(), letter, handovers.Count == 0 && move != BallMove.ByHand ? BallMove.Opened : move));
        }

        return handovers;
    }

    /// <summary>The party that a person named; null where the word is none, or where the first mail is said to move nothing.</summary>
    private static Party? PartyGiven(string value, Party holder) =>
        value == Correction.Stays ? (holder == Party.Unknown ? null : holder)
        : char.IsAsciiLetter(value.FirstOrDefault()) && Enum.TryParse(value, ignoreCase: true, out Party party) && Enum.IsDefined(party) && party != Party.Unknown ? party
        : null;

    /// <param name="letter">The mail.</param>
    /// <param name="roster">Tells whom it addresses.</param>
    /// <param name="holder">Who holds the ball; unknown before the first mail.</param>
    /// <param name="asker">Who gave it to support last.</param>
    private static (Party Holder, BallMove Move) Next(Letter letter, Roster roster, Party holder, Party asker)
    {
        bool isFirst = holder == Party.Unknown;
        if (letter.Role is not Party.Support)
        {
            return NextAfterOthers(letter, roster, holder);
        }

        Party addressee = roster.AddresseeOf(letter);
        Party whom = addressee is Party.Unknown or Party.Support ? (isFirst ? Party.Customer : asker is Party.Customer or Party.Rnd or Party.Vendor ? asker : holder) : addressee;
        bool asks = Asks(letter);
        bool handsOver = !InformsOnly(letter) && holder == Party.Support && whom == asker && whom is Party.Rnd or Party.Vendor && HandsOver().IsMatch(letter.Body);
        return (asks || handsOver) && whom is not Party.Support and not Party.Unknown ? (whom, asks ? BallMove.Asked : BallMove.HandedOver) : (isFirst ? Party.Support : holder, BallMove.Opened);
    }

    private static (Party Holder, BallMove Move) NextAfterOthers(Letter letter, Roster roster, Party holder)
    {
        if (holder == Party.Unknown)
        {
            return (Party.Support, BallMove.Opened);
        }

        Party addressee = roster.NamedAddressee(letter);
        bool asks = Asks(letter);
        if (asks && addressee is not Party.Unknown and not Party.Support && addressee != letter.Role)
        {
            return (addressee, BallMove.Asked);
        }

        bool movesNothing = Progress().IsMatch(letter.Body) || (holder != letter.Role && (Reminder().IsMatch(letter.Body) || !asks));
        return (movesNothing ? holder : Party.Support, asks ? BallMove.Asked : BallMove.Answered);
    }

    private static bool Asks(Letter letter) => letter.Sentences.Any(sentence => !IsPolite(sentence.Text) && (sentence.IsQuestion || Ask().IsMatch(sentence.Text)));

    /// <summary>Forms of politeness ask for nothing: "if you have questions, please call".</summary>
    private static bool IsPolite(string sentence) => Politeness().IsMatch(sentence);

    private static bool InformsOnly(Letter letter) => InformOnly().IsMatch(letter.Body) && !letter.Sentences.Any(sentence => sentence.IsQuestion);

    private static WaitingLedger Sum(List<Handover> handovers, DateTimeOffset end, BusinessCalendar calendar)
    {
        var intervals = ImmutableArray.CreateBuilder<WaitingInterval>();
        var byParty = new SortedDictionary<Party, WaitingTime>();
        for (int i = 0; i < handovers.Count; i++)
        {
            Handover handover = handovers[i];
            bool isLast = i + 1 == handovers.Count;
            DateTimeOffset to = isLast ? end : handovers[i + 1].At;
            if (to <= handover.At && !isLast)
            {
                continue;
            }

            TimeSpan business = calendar.BusinessTime(handover.At, to);
            intervals.Add(new WaitingInterval(handover.To, handover.At, to, handover.Because.Cite(FirstWords(handover.Because)))
            {
                Business = business,
                Move = handover.Move,
                Message = handover.Because.Message.Key,
            });
            byParty[handover.To] = WaitingTime.Sum([byParty.GetValueOrDefault(handover.To, WaitingTime.Zero), new WaitingTime(to - handover.At, business)]);
        }

        foreach (Party party in (ReadOnlySpan<Party>)[Party.Customer, Party.Support, Party.Rnd, Party.Vendor])
        {
            byParty.TryAdd(party, WaitingTime.Zero);
        }

        DateTimeOffset start = handovers[0].At;
        return new WaitingLedger
        {
            Total = new WaitingTime(end - start, calendar.BusinessTime(start, end)),
            ByParty = byParty.ToImmutableSortedDictionary(),
            Intervals = intervals.ToImmutable(),
            Calendar = new CalendarSummary(calendar.Name, calendar.Version, calendar.DoubtfulYears(start, end)),
        };
    }

    /// <summary>The sentence that asks, else the first that is more than a greeting.</summary>
    private static string FirstWords(Letter letter) =>
        (letter.Sentences.FirstOrDefault(sentence => !IsPolite(sentence.Text) && (sentence.IsQuestion || Ask().IsMatch(sentence.Text)))
            ?? letter.Sentences.FirstOrDefault(sentence => sentence.Text.Length > 6) ?? letter.Sentences.FirstOrDefault())?.Text ?? "";

    private sealed record Handover(Party To, DateTimeOffset At, Letter Because, BallMove Move);

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"请(?!知悉|放心|查收|您?知|假|随时|悉知|注意)|麻烦|烦请|能否|可否|是否|能不能|可不可以|帮忙|协助|需要(?:您|你|贵|研发|再|收集|提供)|还需要?|希望(?!.{0,6}理解)|务必|告知|\bplease (?!be (?:informed|advised|aware)|note|feel free)|\b(?:can|could|would|will) you\b|\bkindly\b|\bneed (?:you|your|the|a|another)\b|let (?:us|me) know|what (?:is|are|do|does)|why (?:is|are|do|does)|any (?:update|progress|news)", Usual, TimeLimit)]
    private static partial Regex Ask();

    [GeneratedRegex(@"(?:如|若|有任?何?|有什么|任何).{0,14}(?:疑问|问题|异议|需要|需求).{0,20}(?:联系|告知|致电|咨询|反馈|沟通|再说|随时)|随时(?:与我|联系|致电|和我)|欢迎.{0,8}(?:联系|致电)|不会?影响我们|感谢您?的?(?:反馈|接听|配合|支持|理解)|如有问题再说|(?:any|further) (?:questions?|problems?|concerns?|issues?)|(?:feel|be) free to|do not hesitate|don't hesitate|at any time", Usual, TimeLimit)]
    private static partial Regex Politeness();

    [GeneratedRegex(@"附件|已(?:经)?(?:提供|上传|发|转|附)|上传|日志|材料|信息|见|就是|如下|attach|upload|sent|provided|here (?:is|are)|below|collected", Usual, TimeLimit)]
    private static partial Regex HandsOver();

    [GeneratedRegex(@"请知悉|请悉知|供参考|仅供|特此告知|\bFYI\b|for your information|just to inform|please (?:be (?:informed|advised|aware)|note)", Usual, TimeLimit)]
    private static partial Regex InformOnly();

    [GeneratedRegex(@"进展|催|(?:有|给).{0,6}(?:消息|结果|结论|意见|答复|回复)(?:了|吗|么|呢)|还要多久|什么时候能|any (?:update|progress|news)|still waiting|gentle reminder|remind|follow(?:ing)? up on", Usual, TimeLimit)]
    private static partial Regex Reminder();

    [GeneratedRegex(@"同步.{0,4}进[度展]|进[度展](?:同步|如下|[:：])|正在(?:逐项)?(?:分析|对比|比对|排查|核对|核实|查看|处理|跟进|确认|研究|走|审批|申请|协调)|还在(?:分析|对比|比对|排查|核对|查|看|处理|确认|走|审批)|在逐项|尚未.{0,4}(?:结论|定位|完成)|不一定能给|稍[后候](?:再)?(?:回复|答复|给|反馈|提供|发)|(?:明天|下午|下周|本周|后天|预计|预估).{0,12}(?:给|拿到|完成|答复|回复|提供|发|能出)|先说(?:明|一下)|working on (?:it|this)|looking into|(?:will|'ll) (?:update|get back|reply|report|send|come back)|in progress|no (?:conclusion|result) yet|still (?:analy[sz]|check|compar|look|investigat|wait)|status update", Usual, TimeLimit)]
    private static partial Regex Progress();
}

using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>What in a mail speaks for which party. Weights: a signature says it (5), habits of speech suggest it (1 to 3).</summary>
internal static partial class PartyCues
{
    /// <summary>The party for which most speaks, or unknown on a tie or where nothing does.</summary>
    /// <param name="person">Sender with his mails.</param>
    /// <param name="opening">First mail of the case: who reports a trouble there without speaking of a customer is the customer.</param>
    public static Party Judge(Person person, Letter opening)
    {
        var weight = new Dictionary<Party, int> { [Party.Customer] = 0, [Party.Support] = 0, [Party.Rnd] = 0, [Party.Vendor] = 0 };
        foreach (string signature in person.Letters.Select(letter => letter.Signature).Distinct(StringComparer.Ordinal))
        {
            WeighSignature(signature, weight);
        }

        if (person.Domain is { } domain && DevelopmentDomain().IsMatch(domain))
        {
            weight[Party.Rnd] += 5;
        }

        foreach (Letter letter in person.Letters)
        {
            WeighWords(letter, weight);
        }

        if (person.Letters.Contains(opening) && weight[Party.Support] == 0)
        {
            weight[Party.Customer] += 2;
        }

        List<KeyValuePair<Party, int>> best = [.. weight.OrderByDescending(entry => entry.Value).Take(2)];
        return best[0].Value > Math.Max(0, best[1].Value) ? best[0].Key : Party.Unknown;
    }

    /// <summary>What told the party that <see cref="Judge"/> found, and where it is written.</summary>
    public static (PartyReason Why, Evidence Because) ReasonOf(Person person)
    {
        foreach (Letter letter in person.Letters.DistinctBy(letter => letter.Signature))
        {
            var weight = new Dictionary<Party, int> { [Party.Customer] = 0, [Party.Support] = 0, [Party.Rnd] = 0, [Party.Vendor] = 0 };
            WeighSignature(letter.Signature, weight);
            if (weight[person.Party] > 0)
            {
                return (PartyReason.Signature, letter.Cite(letter.Signature));
            }
        }

        if (person.Party == Party.Rnd && person.Domain is { } domain && DevelopmentDomain().IsMatch(domain))
        {
            return (PartyReason.Domain, person.Letters[0].Cite(domain));
        }

        Letter telling = person.Letters.MaxBy(letter => Weight(letter, person.Party)) ?? person.Letters[0];
        return (PartyReason.Words, telling.Cite(telling.Body));
    }

    /// <summary>Whether a greeting names the development department itself.</summary>
    public static bool IsDevelopment(string addressee) => Development().IsMatch(addressee);

    /// <summary>Whom the words of a mail address, where the greeting does not tell. Meant for mails of support.</summary>
    public static Party AddresseeByWords(Letter letter)
    {
        if (VendorAddressed().IsMatch(letter.Body))
        {
            return Party.Vendor;
        }

        bool speaksOfCustomer = ThirdPerson().IsMatch(letter.Body);
        bool speaksToCustomer = Courtesy().IsMatch(letter.Addressee + letter.Body) || CustomerTitle().IsMatch(letter.Addressee);
        return (speaksOfCustomer, speaksToCustomer) switch
        {
            (false, true) => Party.Customer,
            (true, false) => Party.Rnd,
            _ when EngineerTitle().IsMatch(letter.Addressee) && !Courtesy().IsMatch(letter.Body) => Party.Rnd,
            _ => Party.Unknown,
        };
    }

    private static void WeighSignature(string signature, Dictionary<Party, int> weight)
    {
        if (DevelopmentSignature().IsMatch(signature))
        {
            weight[Party.Rnd] += 5;
        }
        else if (VendorSignature().IsMatch(signature))
        {
            weight[Party.Vendor] += 5;
        }
        else if (SupportSignature().IsMatch(signature))
        {
            weight[Party.Support] += 5;
        }
        else if (CustomerSignature().IsMatch(signature))
        {
            weight[Party.Customer] += 3;
        }
    }

    private static int Weight(Letter letter, Party party)
    {
        var weight = new Dictionary<Party, int> { [Party.Customer] = 0, [Party.Support] = 0, [Party.Rnd] = 0, [Party.Vendor] = 0 };
        WeighWords(letter, weight);
        return weight[party];
    }

    private static void WeighWords(Letter letter, Dictionary<Party, int> weight)
    {
        if (ThirdPerson().IsMatch(letter.Body))
        {
            weight[Party.Customer] -= 3;
            weight[Party.Support] += 1;
        }

        weight[Party.Customer] += OwnSite().IsMatch(letter.Body) ? 3 : 0;
        weight[Party.Support] += CaseKeeping().IsMatch(letter.Body) ? 3 : 0;
        weight[Party.Support] += IsDevelopment(letter.Addressee) || SpeaksToDevelopment().IsMatch(letter.Body) ? 3 : 0;
        weight[Party.Support] += YourSite().IsMatch(letter.Body) ? 2 : 0;
        weight[Party.Support] += CustomerTitle().IsMatch(letter.Addressee) && letter.Addressee.Length > 2 ? 2 : 0;
        weight[Party.Rnd] += LetCustomer().IsMatch(letter.Body) ? 1 : 0;
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"^(?:(?:the\s)?dev(?:elopers?|elopment)?(?:\steam)?|r&d(?:\steam)?|rnd|研发(?:同事|团队|部|们)?(?:同事)?|开发(?:同事|团队|部)?)(?:各位)?$", Usual, TimeLimit)]
    private static partial Regex Development();

    [GeneratedRegex(@"R\s?&\s?D|研发|开发部|产品部|research\s(?:and|&)\sdevelopment|development\s(?:team|dept|department|centre|center)|engineering\s(?:team|dept|department)|software engineer", Usual, TimeLimit)]
    private static partial Regex DevelopmentSignature();

    [GeneratedRegex(@"(?:^|\.)(?:rd|rnd|r-d|dev|develop|development|research|yanfa)\.|^(?:rd|rnd|dev)-", Usual, TimeLimit)]
    private static partial Regex DevelopmentDomain();

    [GeneratedRegex(@"整机|主机厂|设备厂|厂商|制造|售后|维修|备件|硬件服务|\bOEM\b|manufactur|hardware\s(?:service|support|vendor)|after[- ]?sales|field service|warranty|repair", Usual, TimeLimit)]
    private static partial Regex VendorSignature();

    [GeneratedRegex(@"技术支持|支持部|支持中心|服务支持|客户服务|客服|服务(?:热线|电话|台)|热线|help\s?desk|service\s?desk|technical support|customer (?:support|service|care)|support (?:team|engineer|centre|center|department|dept)|hotline", Usual, TimeLimit)]
    private static partial Regex SupportSignature();

    [GeneratedRegex(@"信息(?:化|中心|部|科|处|技术)|网络中心|科技(?:部|科|处)|数字化|综合(?:办|部|科)|办公室|机房|车间|运维|基础架构|管理(?:部|处|科)|设备(?:部|科|处)|大学|学院|学校|医院|银行|[\u4E00-\u9FFF](?:局|院|馆|所|厅|科|处|部|室|厂|站|队|校)(?:\s|$)|\bIT\b|information (?:technology|centre|center|department)|infrastructure|operations|university|hospital|bank|office of|department|administration", Usual, TimeLimit)]
    private static partial Regex CustomerSignature();

    [GeneratedRegex(@"(?<!贵)(?:用户|客户)(?!名|端|帐|账|界面|组|策略|配置|密码|模式|态)|(?:the|our|this) (?:customer|client|end.?user)|customer'?s? (?:site|side|says|reports|has|is|cannot)|end[- ]users?\b", Usual, TimeLimit)]
    private static partial Regex ThirdPerson();

    [GeneratedRegex(@"我(?:院|馆|校|局|行|厂|所|处|台|站|队|单位|公司)(?!的?研发)|我们(?:院|馆|校|局|行|厂|单位|这里|现场|用的?|机房|的(?:机器|电脑|终端|设备))|本(?:院|馆|校|局|行|厂|单位)|\bour (?:site|office|branch|machines?|computers?|pcs?|terminals?|workstations?|hospital|school|bank|plant|workshop|library)|\bwe (?:have|use|run|own|bought|purchased) ", Usual, TimeLimit)]
    private static partial Regex OwnSite();

    [GeneratedRegex(@"建单|受理(?:内容|范围|编号)|由我(?:负责|跟进)|问题(?:范围|定义)|(?:归档|关闭|结束)(?:此|本|该|这个|您的)?(?:案例|工单|单|问题)|本(?:案例|工单|咨询单|单)|案例总结|可以结案|(?:opened|created|registered|logged|close|closing|archiv\w+) (?:a |the |this |your )?(?:case|ticket)|(?:case|ticket) (?:has been |is |was )?(?:now )?(?:opened|created|registered|closed|archived)|I (?:will|am going to) (?:take care|handle|follow up|look after)|handling (?:your|this) case|thank you for contacting", Usual, TimeLimit)]
    private static partial Regex CaseKeeping();

    [GeneratedRegex(@"(?:请|希望|需要|烦请|麻烦|还请)研发|研发(?:同事|确认|协助|分析)|需要研发协助|R&D (?:confirm|said|says|please|colleague)|(?:ask|asked|checked with) (?:R&D|development|the developers)", Usual, TimeLimit)]
    private static partial Regex SpeaksToDevelopment();

    [GeneratedRegex(@"贵(?:单位|公司|司|院|馆|校|局|行|厂|所|处|方|部|中心|站)|\byour (?:site|company|office|organi[sz]ation|users|machines?|computers?|premises)", Usual, TimeLimit)]
    private static partial Regex YourSite();

    [GeneratedRegex(@"让(?:用户|客户)|请(?:用户|客户)|(?:ask|have|let) (?:the )?(?:customer|user|client)", Usual, TimeLimit)]
    private static partial Regex LetCustomer();

    [GeneratedRegex(@"您|贵(?:单位|公司|司|院|馆|校|局|行|厂|所|处|方|站)|\byour (?:site|company|office|organi[sz]ation|machines?|computers?|premises|case)|^(?:dear )?(?:mr|mrs|ms|dr)\b", Usual, TimeLimit)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"(?:老师|先生|女士|小姐|经理|警官|主任|科长|处长|所长|院长|馆长|校长|总)$|^(?:mr|mrs|ms|dr|prof)\b", Usual, TimeLimit)]
    private static partial Regex CustomerTitle();

    [GeneratedRegex(@"^[\u4E00-\u9FFF]{1,2}工$", Usual, TimeLimit)]
    private static partial Regex EngineerTitle();

    [GeneratedRegex(@"贵(?:司|公司|方|厂).{0,30}(?:主板|备件|整机|固件|硬件|机型|出厂|BIOS|上门|工程师)|(?:安排|派)(?:工程师)?.{0,6}上门|your (?:company|team|engineers?).{0,60}(?:main ?board|motherboard|firmware|BIOS|spare|hardware|field engineer)|(?:board|machine|unit)s? (?:you|your company) (?:supplied|delivered|shipped|replaced)", Usual, TimeLimit)]
    private static partial Regex VendorAddressed();
}

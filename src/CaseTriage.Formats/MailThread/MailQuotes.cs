using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.MailThread;

/// <summary>
/// Takes mails apart that quote others: what is quoted leaves the text and is kept beside it, and every quoted mail whose head says who wrote and when
/// becomes a message of its own. Heads are told by the forms of Outlook, Gmail, Apple Mail, Thunderbird, QQ, 163 and Foxmail, Chinese and English, as observed.
/// </summary>
public static partial class MailQuotes
{
    /// <summary>Quotes within quotes that are followed.</summary>
    private const int MaxDepth = 100;

    private const int HeadLines = 14;
    private const int LongestLine = 400;
    private const int MaxQuotedLength = 512 * 1024;

    /// <summary>Takes all mails of a thread apart. Quoted mails come behind the others and are numbered on.</summary>
    public static MailThreadContent Split(MailThreadContent thread)
    {
        var messages = ImmutableArray.CreateBuilder<MailThreadMessage>();
        List<MailThreadMessage> quoted = [];
        foreach (MailThreadMessage message in thread.Messages)
        {
            messages.Add(Split(message, quoted));
        }

        int next = messages.Max(message => message.Index) + 1;
        messages.AddRange(quoted.Take(MailThreadReader.MaxMessages).Select((message, place) => message with { Index = next + place }));
        return thread with { Messages = messages.ToImmutable() };
    }

    private static MailThreadMessage Split(MailThreadMessage message, List<MailThreadMessage> quoted)
    {
        if (Find(message.Text.Split('\n')) is not { } quote)
        {
            return message;
        }

        string cut = Join(quote.Cut);
        MailThreadMessage own = message with { Text = Join(quote.Own), Quoted = cut.Length > MaxQuotedLength ? cut[..MaxQuotedLength] : cut };
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            Quote? inner = Find(quote.Body);
            if (quote.Head is { } head)
            {
                quoted.Add(head with { Text = Join(inner?.Own ?? quote.Body), Line = message.Line, TextLine = message.TextLine });
            }

            if (inner is null)
            {
                break;
            }

            quote = inner;
        }

        return own;
    }

    private static string Join(string[] lines) => string.Join('\n', lines).Trim('\n').TrimEnd();

    /// <summary>The first quote in a text, or null.</summary>
    private static Quote? Find(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > LongestLine)
            {
                continue;
            }

            if (ReadHead(lines, i) is { } block)
            {
                return Rest(lines, i, block.Body, block.Head);
            }

            if (ReadWroteLine(lines, i) is { } wrote)
            {
                bool isMarked = lines.Skip(wrote.Body).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } first && IsMarked(first) && !IsMarked(lines[i]);
                return isMarked ? Marked(lines, i, wrote.Body, wrote.Head) : Rest(lines, i, wrote.Body, wrote.Head);
            }

            if (OriginalMail().IsMatch(lines[i]))
            {
                return Rest(lines, i, i + 1, head: null);
            }

            if (IsMarked(lines[i]))
            {
                return Marked(lines, i, i, head: null);
            }
        }

        return null;
    }

    /// <summary>Everything from the head on is quoted.</summary>
    private static Quote Rest(string[] lines, int start, int body, MailThreadMessage? head) => new(lines[..start], lines[start..], WithoutMarks(lines[body..]), head);

    /// <summary>Marked lines are quoted; those between are answers.</summary>
    private static Quote Marked(string[] lines, int start, int body, MailThreadMessage? head)
    {
        body = Array.FindIndex(lines, body, IsMarked);
        string[] after = lines[body..];
        return new Quote(
            [.. lines[..start], .. after.Where(line => !IsMarked(line))],
            [.. lines[start..body], .. after.Where(IsMarked)],
            WithoutMarks([.. after.Where(IsMarked)]),
            head);
    }

    private static bool IsMarked(string line) => line.StartsWith('>');

    /// <summary>One mark less where most lines have one.</summary>
    private static string[] WithoutMarks(string[] lines)
    {
        int written = lines.Count(line => !string.IsNullOrWhiteSpace(line));
        return lines.Count(IsMarked) * 2 <= written ? lines : Array.ConvertAll(lines, line => IsMarked(line) ? line.AsSpan(1).TrimStart(' ').ToString() : line);
    }

    /// <summary>Fields one under the other, behind a rule or not; the sender and the time must be among them.</summary>
    private static (MailThreadMessage Head, int Body)? ReadHead(string[] lines, int at)
    {
        int first = at;
        bool hasRule = Rule().IsMatch(lines[at]);
        while (hasRule && ++first < lines.Length && first < at + 4 && Rule().IsMatch(lines[first]))
        {
        }

        var fields = new Dictionary<MailField, string>();
        int end = first;
        int last = Math.Min(lines.Length, first + HeadLines);
        for (int i = first; i < last; i++)
        {
            if (TryReadField(lines[i], out MailField field, out string value) && field != MailField.Body)
            {
                fields.TryAdd(field, value);
                end = i + 1;
            }
            else if (fields.Count < 2 || i + 1 >= last || !TryReadField(lines[i + 1], out _, out _))
            {
                break;
            }
        }

        if (!fields.TryGetValue(MailField.From, out string? from) || !fields.TryGetValue(MailField.SentAt, out string? sentAt)
            || !(hasRule || fields.ContainsKey(MailField.To) || fields.ContainsKey(MailField.Subject)))
        {
            return null;
        }

        MailThreadMessage head = Head(from, sentAt, MailTime.TryParse(sentAt, out MailTime time) ? time : null) with
        {
            To = fields.GetValueOrDefault(MailField.To),
            Cc = fields.GetValueOrDefault(MailField.Cc),
            Subject = fields.GetValueOrDefault(MailField.Subject),
        };
        return (head, end);
    }

    private static bool TryReadField(string line, out MailField field, out string value)
    {
        field = default;
        value = "";
        return line.Length <= LongestLine * 4 && MailFieldLine.TryRead(line.TrimStart('>', ' '), out field, out value);
    }

    /// <summary>"On 13 Nov 2023, at 13:30, Li Lei wrote:" and its like, broken over up to three lines.</summary>
    private static (MailThreadMessage Head, int Body)? ReadWroteLine(string[] lines, int at)
    {
        string joined = "";
        for (int i = at; i < Math.Min(lines.Length, at + 3); i++)
        {
            string line = lines[i].TrimStart('>', ' ').TrimEnd();
            joined = $"{joined} {line}".Trim();

            // What begins otherwise is a line of text before such a head.
            if (line.Length == 0 || joined.Length > LongestLine || (i > at && (!WroteBegins().IsMatch(joined) || WroteBegins().IsMatch(line))))
            {
                return null;
            }

            if (Wrote().Match(joined) is { Success: true } wrote)
            {
                return ReadWrote(wrote.Groups["said"].Value) is { } head ? (head, i + 1) : null;
            }
        }

        return null;
    }

    private static MailThreadMessage? ReadWrote(string said)
    {
        if (!MailTime.TryFind(said, out MailTime time, out Range place))
        {
            return null;
        }

        string sender = Connecting().Replace($"{said[..place.Start]} {said[place.End..]}".Trim(), "").Trim(' ', ',', '，');
        return sender.Length == 0 ? null : Head(sender, said[place], time);
    }

    private static MailThreadMessage Head(string from, string sentAtRaw, MailTime? sentAt) => new()
    {
        Index = 0,
        Line = 0,
        IsQuoted = true,
        From = NameQuotes().Replace(from.Trim().TrimEnd(';', '；'), "").Trim(),
        SentAtRaw = sentAtRaw,
        SentAt = sentAt,
    };

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;
    private const string OriginalWords = "(?:原始邮件|原邮件|原始郵件|回复的?原邮件|转发的?邮件|转发的原邮件|转发邮件信息|Original Message|Original Appointment|Forwarded Message|Replied Message|Forwarded by .{1,80})";

    [GeneratedRegex(@"^[\s>]{0,40}-{2,30}\s{0,4}" + OriginalWords + @"\s{0,4}-{2,30}\s{0,8}$|^[\s>]{0,40}(?:Begin forwarded message|以下是转发的邮件)\s?[:：]\s{0,4}$", Usual, TimeLimit)]
    private static partial Regex OriginalMail();

    [GeneratedRegex(@"^[\s>]{0,40}(?:[-_=*]{3,100}|-{2,30}\s{0,4}" + OriginalWords + @"\s{0,4}-{2,30}|(?:Begin forwarded message|以下是转发的邮件)\s?[:：])?\s{0,8}$", Usual, TimeLimit)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?<said>.{8,380}?)\s{0,4}(?:wrote|writes|写道|寫道)\s{0,4}[:：]\s{0,4}$", Usual, TimeLimit)]
    private static partial Regex Wrote();

    [GeneratedRegex(@"^(?:On|At)\b.{0,40}[0-9]|^[在于於].{0,20}[0-9]|@.{1,100}[于於].{0,10}[0-9]", Usual, TimeLimit)]
    private static partial Regex WroteBegins();

    [GeneratedRegex(@"^\s{0,4}(?:On|At|在|于|於)\b[\s,，]{0,4}(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b[\s,，]{0,4})?|^\s{0,4}[在于於]|\s{0,4}[于於在]\s{0,4}$|(?<=>)\s{0,4}[于於在]\s{0,4}", Usual, TimeLimit)]
    private static partial Regex Connecting();

    [GeneratedRegex("^[\"“']|[\"”'](?=\\s{0,4}(?:<|$))", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NameQuotes();

    /// <param name="Own">Lines that are no quote.</param>
    /// <param name="Cut">Lines of the quote as written, head and all.</param>
    /// <param name="Body">Text of the quoted mail and what it quotes, one mark less.</param>
    /// <param name="Head">The quoted mail without its text; null where its head is missing or says too little.</param>
    private sealed record Quote(string[] Own, string[] Cut, string[] Body, MailThreadMessage? Head);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.MailThread;

/// <summary>
/// Reads the text form in which ticket systems export a mail thread: an optional subject line, then for each mail a separator
/// (<c>====第3封邮件====</c> or <c>==== Mail 3 ====</c>), head fields and a body. Observed in the exports of one ticket system; there is no
/// specification. Without separators, heads that name sender, time and body one after the other divide the text; without those, the heads that mail programs
/// put before what they quote: sender, time, and recipient or subject.
/// </summary>
public static partial class MailThreadReader
{
    /// <summary>Largest file read, in bytes. A thread of a thousand mails has about 2 MiB.</summary>
    public const int MaxSizeInBytes = 8 * 1024 * 1024;

    /// <summary>Most mails read; the rest is reported as damage.</summary>
    public const int MaxMessages = 2_000;

    private const int SampleInBytes = 64 * 1024;
    private const int HeadLines = 12;

    /// <summary>Whether the bytes look like an exported thread. Looks at the first 64 KiB and never throws.</summary>
    public static bool IsMailThread(ReadOnlySpan<byte> content)
    {
        string[] lines = SplitLines(TextDecoder.Decode(content[..Math.Min(content.Length, SampleInBytes)]).Text);
        return FindStarts(lines).Count > 0;
    }

    /// <summary>Reads a whole thread.</summary>
    /// <exception cref="MalformedDataException"><c>mail-size</c>: larger than <see cref="MaxSizeInBytes"/>. <c>not-mail-thread</c>: no mail in it.</exception>
    public static MailThreadContent Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxSizeInBytes)
        {
            throw new MalformedDataException("mail-size", string.Create(CultureInfo.InvariantCulture, $"The text has {content.Length} bytes; a mail thread of at most {MaxSizeInBytes} bytes is read."));
        }

        DecodedText decoded = TextDecoder.Decode(content);
        string[] lines = SplitLines(decoded.Text);
        List<MessageStart> starts = FindStarts(lines);
        if (starts.Count == 0)
        {
            throw new MalformedDataException("not-mail-thread", "The text holds no mail separator and no mail head; expected '====第1封邮件====' or fields for sender, time and body.");
        }

        var damage = ImmutableArray.CreateBuilder<Damage>();
        if (decoded.Replaced > 0)
        {
            damage.Add(new Damage("mail-text-encoding", string.Create(CultureInfo.InvariantCulture, $"{decoded.Replaced} byte sequences are no {decoded.EncodingName} and were replaced."), null));
        }

        MessageStart first = starts[0];
        bool isReply = first.HeadLine == first.Line && !HasTimeAndBody(lines, first.Line + 1);
        if (isReply && Array.FindIndex(lines, 0, first.Line, IsText) is >= 0 and int lead)
        {
            damage.Add(new Damage("mail-lead", string.Create(CultureInfo.InvariantCulture, $"The text on lines {lead + 1} to {first.Line} stands before the first head and belongs to no mail. Paste the mail with its head."), null));
        }

        (string? subject, int subjectLine) = FindSubject(lines, first.Line);
        return new MailThreadContent(subject, subjectLine, ReadMessages(lines, starts, damage), damage.ToImmutable());
    }

    private static string[] SplitLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static List<MessageStart> FindStarts(string[] lines)
    {
        List<MessageStart> starts = FindSeparators(lines);
        starts = starts.Count > 0 ? starts : FindHeads(lines, HasTimeAndBody);
        return starts.Count > 0 ? starts : FindHeads(lines, HasTimeAndSubject);
    }

    /// <summary>Whether a line says something: mail programs put a rule, or "-----Original Message-----", before what they quote.</summary>
    private static bool IsText(string line) => line.AsSpan().ContainsAnyExcept(s_ruleCharacters) && !line.TrimStart().StartsWith("-----", StringComparison.Ordinal);

    /// <summary>Whether a line parts one mail from the next.</summary>
    public static bool IsSeparator(string line) => line.Length <= 100 && line.Contains("==", StringComparison.Ordinal) && Separator().IsMatch(line);

    private static List<MessageStart> FindSeparators(string[] lines)
    {
        var starts = new List<MessageStart>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length <= 100 && lines[i].Contains("==", StringComparison.Ordinal) && Separator().Match(lines[i]) is { Success: true } match)
            {
                int number = int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int printed) ? printed : 0;
                starts.Add(new MessageStart(i, i + 1, number));
            }
        }

        return starts;
    }

    /// <summary>Heads of sender, time and body within a few lines; a mail file's own header (RFC 5322) has no body field and is none.</summary>
    private static List<MessageStart> FindHeads(string[] lines, Func<string[], int, bool> isHead)
    {
        var starts = new List<MessageStart>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (MailFieldLine.TryRead(lines[i], out MailField field, out _) && field == MailField.From && isHead(lines, i + 1))
            {
                starts.Add(new MessageStart(i, i, starts.Count + 1));
            }
        }

        return starts;
    }

    private static bool HasTimeAndBody(string[] lines, int from)
    {
        bool hasTime = false;
        for (int i = from; i < Math.Min(lines.Length, from + HeadLines); i++)
        {
            if (!MailFieldLine.TryRead(lines[i], out MailField field, out _))
            {
                continue;
            }

            hasTime |= field == MailField.SentAt;
            if (field is MailField.Body or MailField.From)
            {
                return field == MailField.Body && hasTime;
            }
        }

        return false;
    }

    /// <summary>Fields one under the other up to the first other line: the head of a reply as a mail program quotes it.</summary>
    private static bool HasTimeAndSubject(string[] lines, int from)
    {
        var fields = new HashSet<MailField>();
        for (int i = from; i < Math.Min(lines.Length, from + HeadLines) && MailFieldLine.TryRead(lines[i], out MailField field, out _); i++)
        {
            fields.Add(field);
        }

        return fields.Contains(MailField.SentAt) && (fields.Contains(MailField.To) || fields.Contains(MailField.Subject));
    }

    private static (string? Subject, int Line) FindSubject(string[] lines, int end)
    {
        for (int i = 0; i < end; i++)
        {
            if (MailFieldLine.TryRead(lines[i], out MailField field, out string value) && field == MailField.Subject && value.Length > 0)
            {
                return (value, i + 1);
            }
        }

        return (null, 0);
    }

    private static ImmutableArray<MailThreadMessage> ReadMessages(string[] lines, List<MessageStart> starts, ImmutableArray<Damage>.Builder damage)
    {
        bool numbersRise = starts.Zip(starts.Skip(1)).All(pair => pair.First.Number < pair.Second.Number) && starts[0].Number > 0;
        if (!numbersRise || starts[0].Number != 1 || starts[^1].Number != starts.Count)
        {
            damage.Add(new Damage("mail-number", string.Create(CultureInfo.InvariantCulture, $"The {starts.Count} mails are not numbered 1 to {starts.Count}; some may be missing from the export."), null));
        }

        if (starts.Count > MaxMessages)
        {
            damage.Add(new Damage("mail-limit", string.Create(CultureInfo.InvariantCulture, $"The thread has {starts.Count} mails; the first {MaxMessages} were read."), null));
        }

        var messages = ImmutableArray.CreateBuilder<MailThreadMessage>();
        for (int i = 0; i < Math.Min(starts.Count, MaxMessages); i++)
        {
            int end = i + 1 < starts.Count ? starts[i + 1].Line : lines.Length;
            messages.Add(ReadMessage(lines, starts[i], end, numbersRise ? starts[i].Number : i + 1, damage));
        }

        return messages.ToImmutable();
    }

    private static MailThreadMessage ReadMessage(string[] lines, MessageStart start, int end, int index, ImmutableArray<Damage>.Builder damage)
    {
        var fields = new Dictionary<MailField, string>();
        int body = ReadHead(lines, start.HeadLine, end, fields);
        (string text, int textLine) = ReadBody(lines, body, end, fields.GetValueOrDefault(MailField.Body, ""));
        string sentAtRaw = fields.GetValueOrDefault(MailField.SentAt, "");
        bool timeRead = MailTime.TryParse(sentAtRaw, out MailTime sentAt);
        string from = fields.GetValueOrDefault(MailField.From, "");
        if (!timeRead)
        {
            damage.Add(new Damage("mail-time", string.Create(CultureInfo.InvariantCulture, $"Mail {index} on line {start.Line + 1} has no readable time."), null));
        }

        if (from.Length == 0)
        {
            damage.Add(new Damage("mail-sender", string.Create(CultureInfo.InvariantCulture, $"Mail {index} on line {start.Line + 1} names no sender."), null));
        }

        return new MailThreadMessage
        {
            Index = index,
            Line = start.Line + 1,
            From = from,
            To = fields.GetValueOrDefault(MailField.To),
            Cc = fields.GetValueOrDefault(MailField.Cc),
            SentAtRaw = sentAtRaw,
            SentAt = timeRead ? sentAt : null,
            Subject = fields.GetValueOrDefault(MailField.Subject),
            Attachments = [.. fields.GetValueOrDefault(MailField.Attachments, "").Split(s_nameSeparators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Text = text,
            TextLine = textLine,
        };
    }

    /// <summary>Reads fields until the body field, or until the first line that is no field; returns the line after the head.</summary>
    private static int ReadHead(string[] lines, int from, int end, Dictionary<MailField, string> fields)
    {
        for (int i = from; i < end; i++)
        {
            if (MailFieldLine.TryRead(lines[i], out MailField field, out string value) && fields.TryAdd(field, value))
            {
                if (field == MailField.Body)
                {
                    return i + 1;
                }
            }
            else if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                return i;
            }
        }

        return end;
    }

    private static (string Text, int Line) ReadBody(string[] lines, int from, int end, string onFieldLine)
    {
        if (onFieldLine.Length > 0)
        {
            return (string.Join('\n', [onFieldLine, .. lines[from..end]]).TrimEnd(), from);
        }

        while (from < end && string.IsNullOrWhiteSpace(lines[from]))
        {
            from++;
        }

        return (string.Join('\n', lines[from..end]).TrimEnd(), from + 1);
    }

    private static readonly System.Buffers.SearchValues<char> s_ruleCharacters = System.Buffers.SearchValues.Create("_-=*·— \t\r\u00A0");

    private static readonly char[] s_nameSeparators = [';', '；', '、', '|'];

    [GeneratedRegex(@"^\s{0,8}={2,40}\s{0,8}(?:第\s{0,4}(?<number>[0-9]{1,6})\s{0,4}封(?:邮件)?|(?:e-?mail|mail|message)\s{0,4}(?:no\.?|#)?\s{0,4}(?<number>[0-9]{1,6})(?:\s(?:of|/)\s[0-9]{1,6})?)\s{0,8}={2,40}\s{0,8}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Separator();

    /// <param name="Line">Index of the line that begins the message.</param>
    /// <param name="HeadLine">Index of the first line after the separator.</param>
    /// <param name="Number">Number as printed; 0 where it is none.</param>
    private readonly record struct MessageStart(int Line, int HeadLine, int Number);
}

using System.Text.RegularExpressions;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.TextLog;

/// <summary>
/// Reads a plain text log line by line, whatever its encoding. Nothing is refused: bytes that are no text become lines without a time.
/// </summary>
public static partial class TextLogReader
{
    /// <summary>Characters of a line that are kept; the rest is cut off.</summary>
    public const int MaxLineLength = 32 * 1024;

    /// <summary>Most lines that are read.</summary>
    public const int MaxLines = 2_000_000;

    /// <summary>All lines in their order.</summary>
    public static IEnumerable<LogLine> Read(ReadOnlySpan<byte> content) => Read(TextDecoder.Decode(content).Text);

    /// <summary>All lines of a text in their order.</summary>
    public static IEnumerable<LogLine> Read(string text)
    {
        foreach (TextLine line in TextLine.Split(text).Take(MaxLines))
        {
            string kept = line.Text.Length > MaxLineLength ? line.Text[..MaxLineLength] : line.Text;
            LogTime? time = LogTime.Read(kept, out int timeLength);
            yield return new LogLine(line.Number, kept, time, Level(kept), timeLength);
        }
    }

    /// <summary>
    /// All entries in their order: a line, with the indented lines below a line that has a time, the lines of a stack trace, and those of an open
    /// <c>&lt;![LOG[</c>. Empty lines are left out.
    /// </summary>
    public static IEnumerable<LogEntry> ReadEntries(string text)
    {
        LogEntryBuilder? open = null;
        foreach (LogLine line in Read(text))
        {
            if (open is not null && open.TryAppend(line))
            {
                continue;
            }

            if (open is not null)
            {
                yield return open.ToEntry();
            }

            open = string.IsNullOrWhiteSpace(line.Text) ? null : new LogEntryBuilder(line);
        }

        if (open is not null)
        {
            yield return open.ToEntry();
        }
    }

    private static LogLevel Level(string line)
    {
        ReadOnlySpan<char> head = line.AsSpan(0, Math.Min(line.Length, 100));
        foreach (ValueMatch match in LevelWord().EnumerateMatches(head))
        {
            return head.Slice(match.Index, match.Length).TrimStart([',', '[', '|', ' ', '\t']) switch
            {
                ['I' or '信', ..] => LogLevel.Information,
                ['W' or '警', ..] => LogLevel.Warning,
                ['E' or 'F' or 'C' or '错', ..] => LogLevel.Error,
                _ => LogLevel.Debug,
            };
        }

        return LogLevel.None;
    }

    /// <summary>In capitals anywhere in the head; in small letters and Chinese only as a field of its own, as CBS.log and setupact.log write it.</summary>
    [GeneratedRegex(@"\b(?:TRACE|DEBUG|VERBOSE|INFO|WARN(?:ING)?|ERROR|FATAL|CRITICAL)\b|[,\[|][ \t]{0,4}(?:Info|Warning|Error|Fatal|Perf|Debug|信息|警告|错误)(?=[\]|, \t])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LevelWord();
}

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
            yield return new LogLine(line.Number, kept, LogTime.Read(kept), Level(kept));
        }
    }

    private static LogLevel Level(string line)
    {
        ReadOnlySpan<char> head = line.AsSpan(0, Math.Min(line.Length, 100));
        foreach (ValueMatch match in LevelWord().EnumerateMatches(head))
        {
            return head[match.Index] switch
            {
                'I' => LogLevel.Information,
                'W' => LogLevel.Warning,
                'E' or 'F' or 'C' => LogLevel.Error,
                _ => LogLevel.Debug,
            };
        }

        return LogLevel.None;
    }

    [GeneratedRegex(@"\b(?:TRACE|DEBUG|VERBOSE|INFO|WARN(?:ING)?|ERROR|FATAL|CRITICAL)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LevelWord();
}

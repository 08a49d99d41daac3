using System.Text;
using System.Text.RegularExpressions;

namespace CaseTriage.Formats.TextLog;

/// <summary>An entry while its lines come in.</summary>
internal sealed partial class LogEntryBuilder(LogLine first)
{
    /// <summary>Most lines of an entry; what follows is an entry of its own, so nothing is lost.</summary>
    private const int MaxLines = 200;

    private const string TrailedStart = "<![LOG[";
    private const string TrailedEnd = "]LOG]!>";

    private StringBuilder? _text;
    private int _lines = 1;
    private bool _awaitsTrailer = IsOpen(first.Text);

    /// <summary>Takes a line that continues the entry; false where it begins another.</summary>
    public bool TryAppend(LogLine line)
    {
        int length = _text?.Length ?? first.Text.Length;
        if (_lines == MaxLines || length + line.Text.Length >= TextLogReader.MaxLineLength || !Continues(line))
        {
            return false;
        }

        _lines++;
        _text ??= new StringBuilder(first.Text);
        _text.Append('\n').Append(line.Text);
        _awaitsTrailer &= !line.Text.Contains(TrailedEnd, StringComparison.Ordinal);
        return true;
    }

    public LogEntry ToEntry()
    {
        string text = _text?.ToString() ?? first.Text;
        return text.StartsWith(TrailedStart, StringComparison.Ordinal) && LogTime.ReadTrailer(text) is { } time
            ? new LogEntry(first.Number, text[TrailedStart.Length..], time, 0, TrailedLevel(text) ?? first.Level)
            : new LogEntry(first.Number, text, first.Time, first.TimeLength, first.Level);
    }

    private static bool IsOpen(string text) => text.StartsWith(TrailedStart, StringComparison.Ordinal) && !text.Contains(TrailedEnd, StringComparison.Ordinal);

    private bool Continues(LogLine line) =>
        _awaitsTrailer || (line.Time is null && line.Text.Length > 0 && ((first.Time is not null && char.IsWhiteSpace(line.Text[0])) || StackLine().IsMatch(line.Text)));

    private static LogLevel? TrailedLevel(string text) => TrailedType().Match(text) is { Success: true } type
        ? type.Groups["type"].Value switch { "3" => LogLevel.Error, "2" => LogLevel.Warning, _ => LogLevel.Information }
        : null;

    /// <summary>Lines of a stack trace of .NET, in English and Chinese, and of Java.</summary>
    [GeneratedRegex(@"^(?:\s{1,8}(?:at|在) |\s{0,8}--- |Caused by: )", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StackLine();

    [GeneratedRegex("""\]LOG\]!>.{0,200}\stype="(?<type>[123])\x22""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrailedType();
}

using System.Text.RegularExpressions;
using CaseTriage.Formats.Text;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Analysis.Bundles;

/// <summary>The beginning of a text file, for telling what it is.</summary>
internal sealed partial class TextSample
{
    private const int SizeInBytes = 64 * 1024;
    private const int MaxLines = 400;
    private const int MaxLineLength = 400;
    private const int MaxHeaderLines = 100;

    /// <summary>Every so many lines one must begin with a time: below it stand the lines of a stack trace.</summary>
    private const int LinesPerTime = 8;

    private readonly string _text;
    private readonly string[] _lines;

    private TextSample(string text)
    {
        _text = text.TrimStart();
        _lines = [.. text.Split('\n', MaxLines + 1).Take(MaxLines).Select(line => line.TrimEnd('\r')).Select(line => line.Length > MaxLineLength ? line[..MaxLineLength] : line)];
    }

    /// <summary>Takes a sample; null where the bytes are no readable text.</summary>
    public static TextSample? Take(ReadOnlySpan<byte> head)
    {
        string text = TextDecoder.Decode(CutAtLine(head)).Text;
        int strange = text.Count(character => character is '\uFFFD' || (char.IsControl(character) && character is not ('\t' or '\r' or '\n' or '\f')));
        return text.Length > 0 && strange * 50L < text.Length ? new TextSample(text) : null;
    }

    /// <summary>Whether it begins with the head of a mail as it is sent (RFC 5322): a sender, and a field that no person writes.</summary>
    public bool IsMail()
    {
        bool hasSender = false;
        bool hasTrace = false;
        foreach (string line in _lines.Take(MaxHeaderLines).TakeWhile(line => line.Length > 0))
        {
            if (!HeaderLine().IsMatch(line))
            {
                return false;
            }

            hasSender |= line.StartsWith("From:", StringComparison.OrdinalIgnoreCase);
            hasTrace |= TraceField().IsMatch(line);
        }

        return hasSender && hasTrace;
    }

    /// <summary>What the text is besides mails and inventories.</summary>
    public ArtifactKind Identify()
    {
        if (_text.StartsWith("Windows Registry Editor Version ", StringComparison.Ordinal) || _text.StartsWith("REGEDIT4", StringComparison.Ordinal))
        {
            return ArtifactKind.Registry;
        }

        // An entry of Configuration Manager looks like a root element behind a declaration.
        if (_text.StartsWith("<![LOG[", StringComparison.Ordinal))
        {
            return ArtifactKind.TextLog;
        }

        if (RootElement().Match(_text) is { Success: true } root)
        {
            return root.Groups["name"].Value switch
            {
                "DiagReport" or "LicensingData" or "HardwareID" or "GenuineAuthz" or "genuineAuthorization" => ArtifactKind.LicensingDiag,
                "html" or "HTML" => ArtifactKind.Unknown,
                _ => ArtifactKind.Xml,
            };
        }

        return _text.StartsWith("Diagnostic Report (", StringComparison.Ordinal) ? ArtifactKind.LicensingDiag
            : IsLog() ? ArtifactKind.TextLog
            : ArtifactKind.Unknown;
    }

    /// <summary>Lines that begin with times, or any line with a result code: that is what a log is read for.</summary>
    private bool IsLog()
    {
        int times = _lines.Count(line => LeadingTime().IsMatch(line) || LogTime.Read(line) is not null);
        int filled = _lines.Count(line => line.Length > 0);
        return (times > 0 && times * LinesPerTime >= filled) || Array.Exists(_lines, line => ResultCode().IsMatch(line)) || SlmgrOutput.IsIn(_text);
    }

    /// <summary>A cut through a character would make valid UTF-8 look like another encoding.</summary>
    private static ReadOnlySpan<byte> CutAtLine(ReadOnlySpan<byte> head)
    {
        if (head.Length <= SizeInBytes)
        {
            return head;
        }

        int end = head[..SizeInBytes].LastIndexOf((byte)'\n');
        return head[..(end > 0 ? end & ~1 : SizeInBytes)];
    }

    [GeneratedRegex(@"^([!-9;-~]+:|[ \t])", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderLine();

    [GeneratedRegex("^(MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature|Content-Transfer-Encoding):", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex TraceField();

    [GeneratedRegex(@"\A(<[?!][^>]*>\s*)*<([A-Za-z_][\w.-]*:)?(?<name>[A-Za-z_][\w.-]*)[\s/>]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RootElement();

    [GeneratedRegex(@"^.{0,16}(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T,]+\d{1,2}:\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}[ ,]+\d{1,2}:\d{2}|\d{4}年\d{1,2}月\d{1,2}日 ?\d{1,2}:\d{2}|\b\d{1,2}:\d{2}:\d{2}\b)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingTime();

    [GeneratedRegex(@"0x[8C][0-9A-F]{7}([^0-9A-F]|$)|\(?\bcode ?[:=] ?\d{1,5}\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ResultCode();
}

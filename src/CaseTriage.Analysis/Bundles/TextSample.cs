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

    /// <summary>A table is told by so many of its lines.</summary>
    private const int RowsOfTable = 4;

    private static readonly char[] s_separators = [',', ';', '\t'];

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
    public bool IsMail() => HasMailHead(_lines);

    private static bool HasMailHead(IEnumerable<string> lines)
    {
        bool hasSender = false;
        bool hasTrace = false;
        foreach (string line in lines.Take(MaxHeaderLines).TakeWhile(line => line.Length > 0))
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

    /// <summary>Whether it is a folder of mails one after the other (RFC 4155): a line of its own before the head of each.</summary>
    public bool IsMailFolder() => FolderLine().IsMatch(_lines[0]) && HasMailHead(_lines.Skip(1));

    /// <summary>Whether a thread has neither the separators nor the body fields of an export: it came out of a mail program.</summary>
    public bool IsPastedMail() => !Array.Exists(_lines, line => ExportMark().IsMatch(line));

    /// <summary>What the text is besides mails and inventories.</summary>
    public ArtifactFormat Identify() =>
        _text.StartsWith("Windows Registry Editor Version ", StringComparison.Ordinal) || _text.StartsWith("REGEDIT4", StringComparison.Ordinal) ? ArtifactFormat.RegistryExport
        : IsRegistryQuery() ? ArtifactFormat.RegistryQuery

        // An entry of Configuration Manager looks like a root element behind a declaration.
        : _text.StartsWith("<![LOG[", StringComparison.Ordinal) ? OfLog()
        : RootElement().Match(_text) is { Success: true } root ? OfXml(root.Groups["name"].Value)
        : _text.StartsWith("Diagnostic Report (", StringComparison.Ordinal) ? ArtifactFormat.Mgadiag
        : IsLog() ? OfLog()
        : OfPlainText();

    private static ArtifactFormat OfXml(string root) => root switch
    {
        "DiagReport" or "LicensingData" or "GenuineAuthz" or "genuineAuthorization" => ArtifactFormat.LicensingdiagReport,
        "HardwareID" => ArtifactFormat.HardwareData,
        "html" or "HTML" => ArtifactFormat.Html,
        "svg" => ArtifactFormat.Svg,
        _ => ArtifactFormat.Xml,
    };

    /// <summary>Whether it begins as what <c>reg query</c> prints: the path of a key, and below it name, type and value, each indented by four blanks.</summary>
    private bool IsRegistryQuery() => _text.StartsWith("HKEY_", StringComparison.Ordinal) && Array.Exists(_lines, line => QueriedValue().IsMatch(line));

    /// <summary>Lines that begin with times, or any line with a result code: that is what a log is read for.</summary>
    private bool IsLog()
    {
        int times = _lines.Count(line => LeadingTime().IsMatch(line) || LogTime.Read(line) is not null);
        int filled = _lines.Count(line => line.Length > 0);
        return (times > 0 && times * LinesPerTime >= filled) || Array.Exists(_lines, line => ResultCode().IsMatch(line)) || SlmgrOutput.IsIn(_text);
    }

    private ArtifactFormat OfLog() =>
        SlmgrOutput.IsIn(_text) ? ArtifactFormat.SlmgrOutput
        : Array.Exists(_lines, line => SetupLine().IsMatch(line)) ? ArtifactFormat.SetupLog
        : Array.Exists(_lines, line => line.Contains("CmitClient", StringComparison.OrdinalIgnoreCase)) ? ArtifactFormat.CmitClientLog
        : Array.Exists(_lines, line => Verdict().IsMatch(line)) ? ArtifactFormat.PlatformLog
        : ArtifactFormat.TextLog;

    private ArtifactFormat OfPlainText() =>
        SystemHeading().IsMatch(_text) ? ArtifactFormat.SystemInfo
        : NetworkHeading().IsMatch(_text) ? ArtifactFormat.IpConfig
        : ErrorReport().IsMatch(_text) ? ArtifactFormat.WerReport
        : JsonStart().IsMatch(_text) ? ArtifactFormat.Json
        : IsTable() ? ArtifactFormat.Csv
        : ArtifactFormat.Text;

    /// <summary>Whether the first lines have one number of separators, two at least.</summary>
    private bool IsTable()
    {
        string[] rows = [.. _lines.Where(line => line.Length > 0).Take(RowsOfTable)];
        return rows.Length >= 2 && Array.Exists(s_separators, separator => rows[0].Count(c => c == separator) is >= 2 and int columns && Array.TrueForAll(rows, row => row.Count(c => c == separator) == columns));
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

    [GeneratedRegex("^From [^ ]+ .*[0-9]{4}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FolderLine();

    [GeneratedRegex(@"^\s*==|^\s*(邮件内容|内容|正文|邮件正文|Body|Content|Message|Text)\s*[:：]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ExportMark();

    [GeneratedRegex("^ {4}.* {4}REG_[A-Z_]+( {4}|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex QueriedValue();

    /// <summary>Observed in setupact.log, CBS.log and DISM.log: time, a comma, the level, the component.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, (Info|Warning|Error|Perf) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SetupLine();

    [GeneratedRegex(@"\(code:\d{1,5}\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Verdict();

    [GeneratedRegex(@"^\s*(OS Name:|OS 名称:|System Information report written at|系统信息报告)", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SystemHeading();

    [GeneratedRegex(@"^\s*Windows IP (Configuration|配置)\s*$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NetworkHeading();

    [GeneratedRegex(@"\AVersion=\d+\r?\nEventType=", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorReport();

    [GeneratedRegex("""\A(\{\s*["}]|\[\s*[{\["\]])""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex JsonStart();
}

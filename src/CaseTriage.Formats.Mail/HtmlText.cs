using System.Buffers;
using System.Globalization;
using System.Text;
using MimeKit.Text;

namespace CaseTriage.Formats.Mail;

/// <summary>
/// The text of an HTML mail as a person reads it: scripts, styles and hidden elements dropped, blocks on lines of their own, cells parted by <c>|</c>,
/// targets of links behind their words, <c>[image: name]</c> for pictures. Works token by token: no tree is built, so no depth of elements matters.
/// </summary>
public static class HtmlText
{
    /// <summary>Longest text given, in characters; what follows is dropped.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads the text. Nothing in it throws.</summary>
    /// <param name="html">A document or a piece of one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Lines joined by <c>\n</c>, at most <see cref="MaxLength"/> characters.</returns>
    public static string Read(TextReader html, CancellationToken cancellationToken)
    {
        var tokens = new HtmlTokenizer(html);
        var page = new HtmlPage();
        while (page.Length < MaxLength && tokens.ReadNextToken(out HtmlToken? token))
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (token)
            {
                case HtmlTagToken { IsEndTag: false } tag:
                    page.Open(tag);
                    break;
                case HtmlTagToken tag:
                    page.Close(tag);
                    break;
                case HtmlDataToken { Kind: HtmlTokenKind.Data } data:
                    page.Write(data.Data);
                    break;
            }
        }

        return page.ToText();
    }
}

/// <summary>Lays out the tokens of one HTML text.</summary>
internal sealed class HtmlPage
{
    /// <summary>Quotes in quotes that are marked; deeper ones are marked like the last.</summary>
    private const int MaxQuoteMarks = 10;

    private const int MaxNameLength = 80;

    /// <summary>Longest target of a link, and longest style that is looked at, in characters.</summary>
    private const int MaxValueLength = 8192;

    private static readonly HashSet<HtmlTagId> s_dropped =
    [
        HtmlTagId.Script, HtmlTagId.Style, HtmlTagId.Title, HtmlTagId.Xml, HtmlTagId.IFrame, HtmlTagId.Object, HtmlTagId.Applet, HtmlTagId.NoFrames, HtmlTagId.NoEmbed,
        HtmlTagId.NoScript, HtmlTagId.Audio, HtmlTagId.Video, HtmlTagId.Canvas, HtmlTagId.Select,
    ];

    private static readonly HashSet<HtmlTagId> s_blocks =
    [
        HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.Table, HtmlTagId.BlockQuote, HtmlTagId.Pre, HtmlTagId.HR, HtmlTagId.H1, HtmlTagId.H2,
        HtmlTagId.H3, HtmlTagId.H4, HtmlTagId.H5, HtmlTagId.H6, HtmlTagId.DL, HtmlTagId.DT, HtmlTagId.DD, HtmlTagId.Section, HtmlTagId.Article, HtmlTagId.Header, HtmlTagId.Footer,
        HtmlTagId.Address, HtmlTagId.Center, HtmlTagId.FieldSet, HtmlTagId.Form, HtmlTagId.Body, HtmlTagId.Caption,
    ];

    private static readonly HashSet<HtmlTagId> s_empty =
    [
        HtmlTagId.Br, HtmlTagId.Image, HtmlTagId.HR, HtmlTagId.Input, HtmlTagId.Link, HtmlTagId.Base, HtmlTagId.Col, HtmlTagId.Area, HtmlTagId.Embed, HtmlTagId.Param, HtmlTagId.Source,
        HtmlTagId.Track, HtmlTagId.Wbr, HtmlTagId.Meta,
    ];

    private static readonly SearchValues<char> s_notInTargets = SearchValues.Create(" <>\n\r\t");

    private readonly StringBuilder _text = new();
    private string? _dropped;
    private int _droppedDepth;
    private int _quotes;
    private int _preformatted;
    private string? _target;
    private int _targetStart;
    private bool _atLineStart = true;
    private bool _hasSpace;
    private bool _hasCell;

    /// <summary>Characters so far.</summary>
    public int Length => _text.Length;

    public void Open(HtmlTagToken tag)
    {
        bool isEmpty = tag.IsEmptyElement || s_empty.Contains(tag.Id);
        if (_dropped is not null)
        {
            _droppedDepth += !isEmpty && IsDropped(tag) ? 1 : 0;
            return;
        }

        if (s_dropped.Contains(tag.Id) || IsTemplate(tag) || IsHidden(tag))
        {
            (_dropped, _droppedDepth) = isEmpty ? (null, 0) : (tag.Name, 1);
            return;
        }

        if (s_blocks.Contains(tag.Id))
        {
            EndLine();
        }

        Act(tag);
    }

    public void Close(HtmlTagToken tag)
    {
        if (_dropped is not null)
        {
            _droppedDepth -= IsDropped(tag) ? 1 : 0;
            _dropped = _droppedDepth == 0 ? null : _dropped;
            return;
        }

        switch (tag.Id)
        {
            case HtmlTagId.A:
                EndLink();
                break;
            case HtmlTagId.Pre:
                _preformatted = Math.Max(0, _preformatted - 1);
                break;
        }

        if (s_blocks.Contains(tag.Id))
        {
            EndLine();
        }

        _quotes = tag.Id == HtmlTagId.BlockQuote ? Math.Max(0, _quotes - 1) : _quotes;
    }

    public void Write(string data)
    {
        if (_dropped is not null)
        {
            return;
        }

        foreach (char c in data.AsSpan(0, Math.Min(data.Length, Math.Max(0, HtmlText.MaxLength - Length))))
        {
            Write(c);
        }
    }

    public string ToText()
    {
        EndLink();
        string text = _text.Length > HtmlText.MaxLength ? _text.ToString(0, HtmlText.MaxLength) : _text.ToString();
        return text.Trim('\n', ' ');
    }

    private bool IsDropped(HtmlTagToken tag) => string.Equals(tag.Name, _dropped, StringComparison.OrdinalIgnoreCase);

    private void Act(HtmlTagToken tag)
    {
        switch (tag.Id)
        {
            case HtmlTagId.Br:
                BreakLine();
                break;
            case HtmlTagId.TR:
                _hasCell = false;
                break;
            case HtmlTagId.TD or HtmlTagId.TH:
                Words(_hasCell && !_atLineStart ? " | " : "");
                _hasCell = true;
                break;
            case HtmlTagId.LI:
                Words("- ");
                break;
            case HtmlTagId.HR:
                Words("----------");
                EndLine();
                break;
            case HtmlTagId.Pre:
                _preformatted++;
                break;
            case HtmlTagId.BlockQuote when Value(tag, "type") == "cite":
                _quotes++;
                break;
            case HtmlTagId.BlockQuote when _quotes > 0:
                _quotes++;
                break;
            case HtmlTagId.Image:
                Picture(tag);
                break;
            case HtmlTagId.A:
                EndLink();
                (_target, _targetStart) = (Value(tag, "href"), _text.Length);
                break;
        }
    }

    private void Write(char c)
    {
        bool isSpace = char.IsWhiteSpace(c);
        if (_preformatted > 0 && c == '\n')
        {
            BreakLine();
        }
        else if (isSpace && _preformatted == 0)
        {
            _hasSpace = true;
        }
        else if (c is not ('\0' or '\r' or '\u200B' or '\uFEFF'))
        {
            BeginLine();
            _text.Append(isSpace ? ' ' : c);
        }
    }

    private void Words(string words)
    {
        if (words.Length > 0)
        {
            BeginLine();
            _text.Append(words);
        }
    }

    private void BeginLine()
    {
        if (_atLineStart)
        {
            _ = _quotes > 0 ? _text.Append('>', Math.Min(_quotes, MaxQuoteMarks)).Append(' ') : _text;
        }
        else if (_hasSpace && _text[^1] != ' ')
        {
            _text.Append(' ');
        }

        (_atLineStart, _hasSpace) = (false, false);
    }

    private void BreakLine()
    {
        // Two empty lines say no more than one.
        if (_text.Length < 2 || _text[^1] != '\n' || _text[^2] != '\n')
        {
            _text.Append('\n');
        }

        (_atLineStart, _hasSpace) = (true, false);
    }

    private void EndLine()
    {
        if (!_atLineStart)
        {
            BreakLine();
        }
    }

    private void Picture(HtmlTagToken tag)
    {
        // A picture of one point is there to be fetched, not to be seen.
        if (Value(tag, "width") is "0" or "1" || Value(tag, "height") is "0" or "1")
        {
            return;
        }

        string source = Value(tag, "src") ?? "";
        string name = source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? source[4..].Split('@')[0] : "";
        name = name.Length > 0 ? name : Value(tag, "alt") ?? "";
        name = new string([.. name.Where(c => !char.IsControl(c) && c is not ('[' or ']')).Take(MaxNameLength)]).Trim();
        Words(name.Length > 0 ? $"[image: {name}]" : "[image]");
    }

    private void EndLink()
    {
        if (_target is { } target && _text.Length > _targetStart)
        {
            string words = _text.ToString(_targetStart, _text.Length - _targetStart).Trim();
            bool isWeb = target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
            if (isWeb && words.Length > 0 && target.Length <= MaxValueLength && !target.Contains(words, StringComparison.OrdinalIgnoreCase) && !target.AsSpan().ContainsAny(s_notInTargets))
            {
                _text.Append(CultureInfo.InvariantCulture, $" <{target}>");
            }
        }

        _target = null;
    }

    private static bool IsTemplate(HtmlTagToken tag) => string.Equals(tag.Name, "template", StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(HtmlTagToken tag)
    {
        foreach (HtmlAttribute attribute in tag.Attributes)
        {
            if (string.Equals(attribute.Name, "hidden", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (string.Equals(attribute.Name, "style", StringComparison.OrdinalIgnoreCase) && attribute.Value is { Length: > 0 and < MaxValueLength } style)
            {
                string plain = style.Replace(" ", "", StringComparison.Ordinal);
                return plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase) || plain.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    private static string? Value(HtmlTagToken tag, string name)
    {
        foreach (HtmlAttribute attribute in tag.Attributes)
        {
            if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return attribute.Value?.Trim();
            }
        }

        return null;
    }
}

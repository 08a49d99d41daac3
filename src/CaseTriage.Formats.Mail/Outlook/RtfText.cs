using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>
/// The words of a rich text (RTF 1.9.1), or the HTML that was put into it (MS-OXRTFEX): <c>\fromhtml1</c> in front, HTML in <c>{\*\htmltag}</c>, and between
/// <c>\htmlrtf</c> and <c>\htmlrtf0</c> what only rich text needs. Read by a loop; groups deeper than any writer's are passed over.
/// </summary>
internal sealed class RtfText
{
    /// <summary>Longest text, in characters.</summary>
    private const int MaxLength = 4 << 20;

    private const int MaxDepth = 1000;
    private const int MaxFonts = 4096;

    private static readonly SearchValues<byte> s_ends = SearchValues.Create("{}\\\r\n\0"u8);

    /// <summary>Destinations that hold no words of the text.</summary>
    private static readonly HashSet<string> s_wordless = new(StringComparer.Ordinal)
    {
        "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "filetbl", "revtbl", "listtable",
        "listoverridetable", "rsidtbl", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "generator", "mmathPr", "bkmkstart", "bkmkend", "nonshppict",
    };

    private static readonly Dictionary<string, string> s_signs = new(StringComparer.Ordinal)
    {
        ["par"] = "\n", ["line"] = "\n", ["sect"] = "\n", ["page"] = "\n", ["row"] = "\n", ["cell"] = "\t", ["tab"] = "\t", ["emdash"] = "—", ["endash"] = "–", ["lquote"] = "‘", ["rquote"] = "’",
        ["ldblquote"] = "“", ["rdblquote"] = "”", ["bullet"] = "•", ["emspace"] = " ", ["enspace"] = " ",
    };

    private readonly StringBuilder _text = new();
    private readonly ArrayBufferWriter<byte> _run = new();
    private readonly Stack<Group> _outer = new();
    private readonly Dictionary<int, int> _fonts = [];
    private Group _group = new() { FallbackLength = 1 };
    private int _tooDeep;
    private int _fallback;
    private int _font = -1;
    private int _defaultCodePage = 1252;

    private RtfText()
    {
    }

    /// <summary>Whether <see cref="Words"/> is HTML.</summary>
    public bool IsHtml { get; private set; }

    /// <summary>The text, or the HTML.</summary>
    public string Words => _text.ToString();

    /// <summary>Code page that the text declares as its own.</summary>
    public int CodePage => _defaultCodePage;

    /// <summary>Reads a text. Never throws but on cancellation: what cannot be read is passed over.</summary>
    public static RtfText Read(ReadOnlySpan<byte> rtf, CancellationToken cancellationToken)
    {
        var reader = new RtfText();
        while (!rtf.IsEmpty && reader._text.Length < MaxLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rtf = reader.Take(rtf);
        }

        reader.Flush();
        return reader;
    }

    /// <summary>Takes one token and gives what is behind it.</summary>
    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> rtf)
    {
        byte first = rtf[0];
        switch (first)
        {
            case (byte)'{':
                Open();
                return rtf[1..];
            case (byte)'}':
                Close();
                return rtf[1..];
            case (byte)'\\' when rtf.Length > 1:
                return char.IsAsciiLetter((char)rtf[1]) ? TakeWord(rtf[1..]) : TakeSign(rtf[1..]);
            case (byte)'\r' or (byte)'\n' or 0:
                return rtf[1..];
            default:
                int length = rtf.IndexOfAny(s_ends);
                ReadOnlySpan<byte> run = rtf[..(length > 0 ? length : length < 0 ? rtf.Length : 1)];
                Put(run[Math.Min(_fallback, run.Length)..]);
                _fallback -= Math.Min(_fallback, run.Length);
                return rtf[run.Length..];
        }
    }

    private void Open()
    {
        Flush();
        _fallback = 0;
        if (_outer.Count == MaxDepth)
        {
            _tooDeep++;
            return;
        }

        _outer.Push(_group);
        _group.IsFirstInGroup = true;
    }

    private void Close()
    {
        Flush();
        _fallback = 0;
        if (_tooDeep > 0)
        {
            _tooDeep--;
        }
        else if (_outer.TryPop(out Group outer))
        {
            _group = outer;
        }
    }

    /// <summary>A sign behind a backslash that is no letter.</summary>
    private ReadOnlySpan<byte> TakeSign(ReadOnlySpan<byte> rtf)
    {
        switch ((char)rtf[0])
        {
            case '\'' when rtf.Length > 2 && char.IsAsciiHexDigit((char)rtf[1]) && char.IsAsciiHexDigit((char)rtf[2]):
                PutByte((byte)Convert.ToInt32(Encoding.ASCII.GetString(rtf[1..3]), 16));
                return rtf[3..];
            case '*':
                _group.IsOptional = true;
                return rtf[1..];
            case '~':
                PutByte((byte)' ');
                return rtf[1..];
            case '_':
                PutByte((byte)'-');
                return rtf[1..];
            case '{' or '}' or '\\':
                PutByte(rtf[0]);
                return rtf[1..];
            case '\r' or '\n':
                Put("\n");
                return rtf[1..];
            default:
                return rtf[1..];
        }
    }

    private ReadOnlySpan<byte> TakeWord(ReadOnlySpan<byte> rtf)
    {
        int length = 0;
        while (length < rtf.Length && length < 32 && char.IsAsciiLetter((char)rtf[length]))
        {
            length++;
        }

        string word = Encoding.ASCII.GetString(rtf[..length]);
        rtf = rtf[length..];
        int digits = !rtf.IsEmpty && rtf[0] == '-' ? 1 : 0;
        while (digits < rtf.Length && digits < 11 && char.IsAsciiDigit((char)rtf[digits]))
        {
            digits++;
        }

        int? number = Utf8Parser.TryParse(rtf[..digits], out int parsed, out int used) ? parsed : null;
        rtf = rtf[used..];
        rtf = !rtf.IsEmpty && rtf[0] == ' ' ? rtf[1..] : rtf;
        if (word == "bin")
        {
            return rtf[Math.Clamp(number ?? 0, 0, rtf.Length)..];
        }

        if (_fallback > 0)
        {
            _fallback--;
        }
        else
        {
            Flush();
            Obey(word, number);
        }

        return rtf;
    }

    private void Obey(string word, int? number)
    {
        bool begins = _group.IsFirstInGroup;
        _group.IsFirstInGroup = false;
        if (begins && (_group.IsOptional || s_wordless.Contains(word)))
        {
            // Of the optional destinations only this one has words.
            _group.IsSkipped |= !(word == "htmltag" && IsHtml);
            _group.IsOptional = false;
            return;
        }

        switch (word)
        {
            case "fonttbl":
                (_group.IsFonts, _group.IsSkipped) = (true, true);
                break;
            case "fromhtml":
                IsHtml |= number is not 0;
                break;
            case "ansicpg":
                _defaultCodePage = number ?? _defaultCodePage;
                break;
            case "htmlrtf":
                _group.IsForRtf = number is not 0;
                break;
            case "v":
                _group.IsHidden = number is not 0;
                break;
            case "uc":
                _group.FallbackLength = Math.Clamp(number ?? 1, 0, 64);
                break;
            case "u":
                Put(((char)(ushort)(number ?? 0xFFFD)).ToString());
                _fallback = _group.FallbackLength;
                break;
            case "f" when _group.IsFonts:
                _font = number ?? -1;
                break;
            case "fcharset" when _group.IsFonts && _fonts.Count < MaxFonts:
                _fonts.TryAdd(_font, OfCharset(number ?? 0));
                break;
            case "f":
                _group.CodePage = _fonts.GetValueOrDefault(number ?? -1);
                break;
            case "plain":
                (_group.CodePage, _group.IsHidden) = (0, false);
                break;
            default:
                Put(s_signs.GetValueOrDefault(word, ""));
                break;
        }
    }

    /// <summary>Whether words count here: not in a destination without words, and of HTML not what only rich text needs.</summary>
    private bool IsHeard => _tooDeep == 0 && !_group.IsSkipped && !(IsHtml ? _group.IsForRtf : _group.IsHidden);

    private void PutByte(byte value)
    {
        if (_fallback > 0)
        {
            _fallback--;
            return;
        }

        Put([value]);
    }

    private void Put(ReadOnlySpan<byte> run)
    {
        _group.IsFirstInGroup &= run.IsEmpty;
        if (IsHeard)
        {
            _run.Write(run);
        }
    }

    private void Put(string text)
    {
        Flush();
        if (IsHeard)
        {
            _text.Append(text);
        }
    }

    /// <summary>Decodes the bytes since the last word, by the code page of the font.</summary>
    private void Flush()
    {
        if (_run.WrittenCount == 0)
        {
            return;
        }

        _text.Append(MailTextDecoder.Decode(_run.WrittenSpan, CodePageName.Of(_group.CodePage == 0 ? _defaultCodePage : _group.CodePage)).Text);
        _run.ResetWrittenCount();
    }

    /// <summary>RTF 1.9.1, font table: the code page of a font's charset; 0 where it is that of the text.</summary>
    private static int OfCharset(int charset) => charset switch
    {
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    };

    /// <summary>What holds until a group ends.</summary>
    private struct Group
    {
        public bool IsFirstInGroup;
        public bool IsOptional;
        public bool IsSkipped;
        public bool IsFonts;
        public bool IsForRtf;
        public bool IsHidden;
        public int CodePage;
        public int FallbackLength;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// XML in UTF-8, up to the output budget of a record; used again for the next. What XML cannot hold (control characters, lone
/// surrogates, U+FFFE and U+FFFF) becomes U+FFFD and is counted; carriage returns, and in attributes line ends and tabs, become
/// references, so that they come back from any reader. A namespace that XML does not allow gets <c>urn:none</c> at its end.
/// </summary>
internal sealed class XmlOutput
{
    private const char Replacement = '\uFFFD';

    // An UTF-16 unit makes at most three bytes of UTF-8 (a surrogate pair four).
    private const int MaxBytesPerUnit = 3;

    private static readonly SearchValues<char> Special = SearchValues.Create(
        "<>&\"\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    private byte[] _bytes = new byte[4096];
    private int _length;
    private int _valueStart;
    private bool _isInAttribute;
    private BinXmlName? _namespace;

    /// <summary>Whether the budget kept something out; the output is no XML then.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Characters replaced so far, over all records.</summary>
    public long ReplacedCount { get; private set; }

    /// <summary>All that was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Empties it.</summary>
    public void Clear() => (_length, IsFull, _isInAttribute, _namespace) = (0, false, false, null);

    /// <summary>Adds markup as it is.</summary>
    public void AppendMarkup(ReadOnlySpan<byte> markup)
    {
        if (TryReserve(markup.Length))
        {
            markup.CopyTo(_bytes.AsSpan(_length));
            _length += markup.Length;
        }
    }

    /// <summary>Begins an attribute; what follows is its value.</summary>
    public void StartAttribute(BinXmlName name)
    {
        AppendMarkup(name.AttributeStart);
        (_isInAttribute, _valueStart, _namespace) = (true, _length, name.IsNamespace ? name : null);
    }

    /// <summary>Ends it.</summary>
    public void EndAttribute()
    {
        if (_namespace is not null && !IsNamespaceAllowed(_bytes.AsSpan(_valueStart, _length - _valueStart), _namespace))
        {
            AppendMarkup("urn:none"u8);
        }

        AppendMarkup("\""u8);
        (_isInAttribute, _namespace) = (false, null);
    }

    /// <summary>Adds text, escaped.</summary>
    public void AppendText(ReadOnlySpan<char> text)
    {
        while (!IsFull && !text.IsEmpty)
        {
            int special = text.IndexOfAny(Special);
            AppendPlain(special < 0 ? text : text[..special]);
            if (special < 0)
            {
                return;
            }

            AppendSpecial(text[special]);
            text = text[(special + 1)..];
        }
    }

    // "Namespaces in XML 1.0", 3 and 5: two names are reserved, and a prefix has a name.
    private static bool IsNamespaceAllowed(ReadOnlySpan<byte> value, BinXmlName name) =>
        value.IsEmpty
            ? !name.IsPrefixDeclaration
            : !value.SequenceEqual("http://www.w3.org/XML/1998/namespace"u8) && !value.SequenceEqual("http://www.w3.org/2000/xmlns/"u8);

    private void AppendSpecial(char character)
    {
        switch (character)
        {
            case '<':
                AppendMarkup("&lt;"u8);
                break;
            case '>':
                AppendMarkup("&gt;"u8);
                break;
            case '&':
                AppendMarkup("&amp;"u8);
                break;
            case '"' when _isInAttribute:
                AppendMarkup("&quot;"u8);
                break;
            case '\t' when _isInAttribute:
                AppendMarkup("&#9;"u8);
                break;
            case '\n' when _isInAttribute:
                AppendMarkup("&#10;"u8);
                break;
            case '\r':
                AppendMarkup("&#13;"u8);
                break;
            default:
                AppendUnits([character is '"' or '\t' or '\n' ? character : Replaced()]);
                break;
        }
    }

    private void AppendPlain(ReadOnlySpan<char> text)
    {
        // Surrogates and what lies above them are rare: texts without them need no look at each character.
        while (text.IndexOfAnyInRange('\uD800', '\uFFFF') is >= 0 and int at)
        {
            AppendUnits(text[..at]);
            text = text[at..];
            bool isRune = Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) == OperationStatus.Done && rune.Value is not (0xFFFE or 0xFFFF);
            if (isRune)
            {
                AppendUnits(text[..consumed]);
            }
            else
            {
                AppendUnits([Replaced()]);
            }

            text = text[consumed..];
        }

        AppendUnits(text);
    }

    private char Replaced()
    {
        ReplacedCount++;
        return Replacement;
    }

    private void AppendUnits(ReadOnlySpan<char> units)
    {
        if (!units.IsEmpty && TryReserve(units.Length * MaxBytesPerUnit))
        {
            Utf8.FromUtf16(units, _bytes.AsSpan(_length), out _, out int written);
            _length += written;
        }
    }

    private bool TryReserve(int count)
    {
        if (count > BinXmlLimits.Output - _length)
        {
            IsFull = true;
            return false;
        }

        if (count > _bytes.Length - _length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + count, 2 * _bytes.Length));
        }

        return true;
    }
}

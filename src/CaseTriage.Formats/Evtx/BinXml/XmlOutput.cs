using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    // An UTF-16 unit makes at most three bytes of UTF-8 (a surrogate pair four).
    private const int MaxBytesPerUnit = 3;

    // A time takes 28 bytes, the longest number 20.
    private const int MaxNumberLength = 32;

    private byte[] _bytes = new byte[512];
    private int _length;
    private int _valueStart;
    private BinXmlName? _namespace;

    /// <summary>Whether the budget kept something out; the output is no XML then.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Characters replaced so far, over all records.</summary>
    public long ReplacedCount { get; private set; }

    /// <summary>Counts characters that were replaced beforehand.</summary>
    public void AddReplaced(int count) => ReplacedCount += count;

    /// <summary>The characters replaced since it was asked last.</summary>
    public long TakeReplacedCount()
    {
        long count = ReplacedCount;
        ReplacedCount = 0;
        return count;
    }

    /// <summary>All that was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Empties it.</summary>
    public void Clear() => (_length, IsFull, _namespace) = (0, false, null);

    /// <summary>Adds markup as it is.</summary>
    public void AppendMarkup(ReadOnlySpan<byte> markup) => TryAppendMarkup(markup);

    /// <summary>Adds markup as it is; false where the budget is used up.</summary>
    public bool TryAppendMarkup(ReadOnlySpan<byte> markup)
    {
        if (!TryReserve(markup.Length))
        {
            return false;
        }

        markup.CopyTo(_bytes.AsSpan(_length));
        _length += markup.Length;
        return !IsFull;
    }

    /// <summary>Begins an attribute; what follows is its value.</summary>
    public void StartAttribute(BinXmlName name)
    {
        AppendMarkup(name.AttributeStart);
        (_valueStart, _namespace) = (_length, name.IsNamespace ? name : null);
    }

    /// <summary>Ends it.</summary>
    public void EndAttribute()
    {
        if (_namespace is not null && !IsNamespaceAllowed(_bytes.AsSpan(_valueStart, _length - _valueStart), _namespace))
        {
            AppendMarkup("urn:none"u8);
        }

        AppendMarkup("\""u8);
        _namespace = null;
    }

    /// <summary>Adds a whole number.</summary>
    public void AppendNumber(ulong number)
    {
        if (TryReserve(MaxNumberLength))
        {
            Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out int written);
            _length += written;
        }
    }

    /// <summary>Adds a number in lower-case hex, without leading zeros, after <c>0x</c>.</summary>
    public void AppendHex(ulong number)
    {
        AppendMarkup("0x"u8);
        if (TryReserve(MaxNumberLength))
        {
            Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out int written, 'x');
            _length += written;
        }
    }

    /// <summary>Adds a time in UTC, to 100 ns.</summary>
    public void AppendTime(DateTime utc)
    {
        if (TryReserve(MaxNumberLength))
        {
            Utf8Formatter.TryFormat(utc, _bytes.AsSpan(_length), out int written, 'O');
            _length += written;
        }
    }

    /// <summary>Adds text, escaped.</summary>
    public void AppendText(ReadOnlySpan<char> text, bool isInAttribute)
    {
        while (!text.IsEmpty && TryReserve(text.Length * MaxBytesPerUnit))
        {
            int plain = CopyPlain(text, _bytes.AsSpan(_length));
            _length += plain;
            text = text[plain..];
            if (text.IsEmpty)
            {
                return;
            }

            if (char.IsAscii(text[0]))
            {
                AppendSpecial(text[0], isInAttribute);
                text = text[1..];
            }
            else
            {
                int length = text.IndexOfAnyInRange('\0', '\u007F') is > 0 and int ascii ? ascii : text.Length;
                AppendNonAscii(text[..length]);
                text = text[length..];
            }
        }
    }

    // "Namespaces in XML 1.0", 3 and 5: two names are reserved, and a prefix has a name.
    private static bool IsNamespaceAllowed(ReadOnlySpan<byte> value, BinXmlName name) =>
        value.IsEmpty
            ? !name.IsPrefixDeclaration
            : !value.SequenceEqual("http://www.w3.org/XML/1998/namespace"u8) && !value.SequenceEqual("http://www.w3.org/2000/xmlns/"u8);

    /// <summary>Copies characters up to the first that is not ASCII or may have to be escaped; returns how many. Eight a step.</summary>
    private static int CopyPlain(ReadOnlySpan<char> text, Span<byte> target)
    {
        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(text);
        int done = 0;
        while (done < units.Length && units.Length >= Vector128<ushort>.Count)
        {
            // The last eight may begin among those that were copied before.
            int start = Math.Min(done, units.Length - Vector128<ushort>.Count);
            Vector128<ushort> eight = Vector128.Create(units.Slice(start, Vector128<ushort>.Count));
            if (MaySpecial(eight) != Vector128<ushort>.Zero)
            {
                break;
            }

            Vector128.Narrow(eight, eight).GetLower().CopyTo(target[start..]);
            done = start + Vector128<ushort>.Count;
        }

        for (; done < text.Length && text[done] is >= ' ' and <= '~' and not ('<' or '>' or '&' or '"'); done++)
        {
            target[done] = (byte)text[done];
        }

        return done;
    }

    private static Vector128<ushort> MaySpecial(Vector128<ushort> units) =>
        Vector128.GreaterThan(units - Vector128.Create<ushort>(' '), Vector128.Create<ushort>('~' - ' '))
        | Vector128.Equals(units, Vector128.Create<ushort>('<'))
        | Vector128.Equals(units, Vector128.Create<ushort>('>'))
        | Vector128.Equals(units, Vector128.Create<ushort>('&'))
        | Vector128.Equals(units, Vector128.Create<ushort>('"'));

    private void AppendSpecial(char character, bool isInAttribute) => AppendMarkup(character switch
    {
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '&' => "&amp;"u8,
        '"' => isInAttribute ? "&quot;"u8 : "\""u8,
        '\t' => isInAttribute ? "&#9;"u8 : "\t"u8,
        '\n' => isInAttribute ? "&#10;"u8 : "\n"u8,
        '\r' => "&#13;"u8,
        '\u007F' => "\u007F"u8,
        _ => Replaced(),
    });

    private void AppendNonAscii(ReadOnlySpan<char> text)
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
                AppendMarkup(Replaced());
            }

            text = text[consumed..];
        }

        AppendUnits(text);
    }

    private ReadOnlySpan<byte> Replaced()
    {
        ReplacedCount++;
        return "\uFFFD"u8;
    }

    private void AppendUnits(ReadOnlySpan<char> units)
    {
        if (!units.IsEmpty && TryReserve(units.Length * MaxBytesPerUnit))
        {
            Utf8.FromUtf16(units, _bytes.AsSpan(_length), out _, out int written);
            _length += written;
        }
    }

    private bool TryReserve(int count) => count <= _bytes.Length - _length || TryGrow(count);

    private bool TryGrow(int count)
    {
        if (count > BinXmlLimits.Output - _length)
        {
            IsFull = true;
            return false;
        }

        Array.Resize(ref _bytes, Math.Clamp(2 * _bytes.Length, _length + count, BinXmlLimits.Output));
        return true;
    }
}

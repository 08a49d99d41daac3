using System.Buffers;
using System.Globalization;
using System.Text;

namespace CaseTriage.Evidence;

/// <summary>
/// Takes text apart into the words that are searched for, each followed by a space, in UTF-8. Letters and digits make words, in lower case;
/// each Chinese, Japanese or Korean sign is a word of its own, so that a phrase finds any run of them; full-width letters are plain ones;
/// hex numbers lose their <c>0x</c>. The same for what is stored and what is asked.
/// </summary>
internal sealed class WordBuffer
{
    /// <summary>Longer runs of letters and digits are blobs; they are found by their beginning. In characters.</summary>
    public const int MaxWordLength = 64;

    private const int MaxBytesPerRune = 4;
    private const int HexDigitsOfCode = 8;
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdef"u8);
    private readonly int _maxWords;
    private readonly Action<ReadOnlySpan<byte>>? _onCode;
    private byte[] _bytes = new byte[4096];
    private int _length;
    private int _wordStart;
    private int _wordLength;
    private bool _hasDigit;

    /// <param name="maxWords">Words beyond these are not taken.</param>
    /// <param name="onCode">Told of each word that has a digit and at least six bytes: serial numbers, codes.</param>
    public WordBuffer(int maxWords, Action<ReadOnlySpan<byte>>? onCode = null) => (_maxWords, _onCode) = (maxWords, onCode);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public int WordCount { get; private set; }

    public bool IsFull => WordCount >= _maxWords;

    public void Clear() => (_length, _wordStart, _wordLength, _hasDigit, WordCount) = (0, 0, 0, false, 0);

    /// <summary>Adds a word as it is, such as a mark of a dimension: ASCII without spaces.</summary>
    public void AddMark(char dimension, long number)
    {
        Reserve(32);
        _bytes[_length++] = (byte)'#';
        _bytes[_length++] = (byte)dimension;
        number.TryFormat(_bytes.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
        _bytes[_length++] = (byte)' ';
        _wordStart = _length;
    }

    /// <summary>Adds a mark that no phrase reaches over, before a further text.</summary>
    public void AddGap()
    {
        Reserve(2);
        _bytes[_length++] = (byte)'#';
        _bytes[_length++] = (byte)' ';
        _wordStart = _length;
        WordCount++;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length && !IsFull; i++)
        {
            char c = text[i];
            if (c is >= '\uFF01' and <= '\uFF5E')
            {
                c = (char)(c - 0xFEE0);
            }

            if (char.IsAscii(c))
            {
                AddAscii(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                AddRune(new Rune(c, text[++i]));
            }
            else if (!char.IsSurrogate(c))
            {
                AddRune(new Rune(c));
            }
            else
            {
                EndWord();
            }
        }

        EndWord();
    }

    private void AddAscii(char c)
    {
        if (!char.IsAsciiLetterOrDigit(c))
        {
            EndWord();
        }
        else if (_wordLength++ < MaxWordLength)
        {
            Reserve(MaxBytesPerRune);
            _hasDigit |= c <= '9';
            _bytes[_length++] = (byte)(c <= '9' ? c : c | 0x20);
        }
    }

    private void AddRune(Rune rune)
    {
        if (IsSign(rune.Value))
        {
            EndWord();
            Append(rune);
            EndWord();
        }
        else if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
        {
            Append(Rune.ToLowerInvariant(rune));
        }
        else
        {
            EndWord();
        }
    }

    private void Append(Rune rune)
    {
        if (_wordLength++ < MaxWordLength)
        {
            Reserve(MaxBytesPerRune);
            _length += rune.EncodeToUtf8(_bytes.AsSpan(_length));
        }
    }

    /// <summary>Han with its extensions, kana, and Hangul syllables: written without spaces, or with endings that hide a word.</summary>
    private static bool IsSign(int value) => value is (>= 0x3041 and <= 0x30FF and not 0x30FB) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private void EndWord()
    {
        if (_wordLength > 0)
        {
            WithoutHexPrefix();
            ReadOnlySpan<byte> word = _bytes.AsSpan(_wordStart.._length);
            if (_hasDigit && word.Length >= EvidenceReader.ShortestCode)
            {
                _onCode?.Invoke(word);
            }

            Reserve(1);
            _bytes[_length++] = (byte)' ';
            WordCount++;
            (_wordStart, _wordLength, _hasDigit) = (_length, 0, false);
        }
    }

    /// <summary><c>0xC004F074</c>, <c>0x00000000C004F074</c> and <c>C004F074</c> are the same code.</summary>
    private void WithoutHexPrefix()
    {
        Span<byte> word = _bytes.AsSpan(_wordStart.._length);
        if (word.Length > 2 && word.StartsWith("0x"u8) && !word[2..].ContainsAnyExcept(s_hexDigits))
        {
            int dropped = 2;
            while (word.Length - dropped > HexDigitsOfCode && word[dropped] == '0')
            {
                dropped++;
            }

            word[dropped..].CopyTo(word);
            _length -= dropped;
        }
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, checked(_bytes.Length * 2));
        }
    }
}

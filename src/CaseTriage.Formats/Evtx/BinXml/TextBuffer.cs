using System.Globalization;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Characters that are put together, up to the output budget of a record; used again for the next.</summary>
internal sealed class TextBuffer
{
    private char[] _characters = new char[1024];

    /// <summary>Characters written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the budget kept something out.</summary>
    public bool IsFull { get; private set; }

    /// <summary>All that was written; valid until more is.</summary>
    public ReadOnlySpan<char> Written => _characters.AsSpan(0, Length);

    /// <summary>What was written from a position on, to be changed in place.</summary>
    public Span<char> WrittenFrom(int start) => _characters.AsSpan(start, Length - start);

    /// <summary>Empties it.</summary>
    public void Clear() => (Length, IsFull) = (0, false);

    /// <summary>Adds text; drops it where it does not fit the budget.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (TryReserve(text.Length))
        {
            text.CopyTo(_characters.AsSpan(Length));
            Length += text.Length;
        }
    }

    /// <summary>Adds a number, invariant.</summary>
    public void Append<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        // No format of this project makes more than 64 characters of a number, GUID or time.
        if (TryReserve(64) && value.TryFormat(_characters.AsSpan(Length), out int written, format, CultureInfo.InvariantCulture))
        {
            Length += written;
        }
    }

    /// <summary>Room for so many characters, counted as written; empty where the budget is used up.</summary>
    public Span<char> Extend(int count)
    {
        if (!TryReserve(count))
        {
            return [];
        }

        Length += count;
        return _characters.AsSpan(Length - count, count);
    }

    private bool TryReserve(int count)
    {
        if (count > BinXmlLimits.Output - Length)
        {
            IsFull = true;
            return false;
        }

        if (count > _characters.Length - Length)
        {
            Array.Resize(ref _characters, Math.Max(Length + count, 2 * _characters.Length));
        }

        return true;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>
/// The text of a value. Numbers are invariant; hex has no leading zeros; GUIDs are upper-case in braces; times are UTC with 100 ns;
/// bytes are upper-case hex. A value too short for its type is shown as its bytes.
/// </summary>
internal sealed class BinXmlText(Encoding ansi)
{
    /// <summary>Characters of a text value, without its terminator.</summary>
    public static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> bytes) =>
        MemoryMarshal.Cast<byte, char>(bytes).TrimEnd('\0');

    /// <summary>The text of a value: as it stands in the chunk where it is text, else made in a buffer.</summary>
    public ReadOnlySpan<char> Characters(ReadOnlySpan<byte> chunk, BinXmlValue value, TextBuffer scratch)
    {
        if (value.Type == BinXmlType.Text)
        {
            return Characters(value.In(chunk));
        }

        scratch.Clear();
        Append(scratch, chunk, value);
        return scratch.Written;
    }

    /// <summary>Adds the text of a value; arrays item by item with spaces between.</summary>
    public void Append(TextBuffer text, ReadOnlySpan<byte> chunk, BinXmlValue value)
    {
        if (!value.IsArray)
        {
            AppendOne(text, value.Type, value.In(chunk));
            return;
        }

        BinXmlArray items = new(chunk, value);
        for (bool isFirst = true; !text.IsFull && items.TryNext(out BinXmlValue item); isFirst = false)
        {
            text.Append(isFirst ? "" : " ");
            AppendOne(text, item.Type, item.In(chunk));
        }
    }

    private void AppendOne(TextBuffer text, BinXmlType type, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || type == BinXmlType.Null)
        {
            return;
        }

        if (!IsLongEnough(type, bytes))
        {
            AppendHex(text, bytes);
            return;
        }

        switch (type)
        {
            case BinXmlType.Text:
                text.Append(Characters(bytes));
                break;
            case BinXmlType.AnsiText:
                AppendAnsi(text, bytes);
                break;
            case BinXmlType.Guid:
                AppendGuid(text, new Guid(bytes[..16]));
                break;
            case BinXmlType.Sid:
                AppendSid(text, bytes);
                break;
            case BinXmlType.FileTime:
                AppendFileTime(text, BinaryPrimitives.ReadInt64LittleEndian(bytes));
                break;
            case BinXmlType.SystemTime:
                AppendSystemTime(text, bytes);
                break;
            default:
                AppendNumber(text, type, bytes);
                break;
        }
    }

    /// <summary>Whether there are enough bytes for the type; where not, the value is shown as its bytes.</summary>
    public static bool IsLongEnough(BinXmlType type, ReadOnlySpan<byte> bytes) => bytes.Length >= MinLength(type);

    private static int MinLength(BinXmlType type) => type switch
    {
        BinXmlType.Int16 or BinXmlType.UInt16 => 2,
        BinXmlType.Int32 or BinXmlType.UInt32 or BinXmlType.Float32 or BinXmlType.Hex32 or BinXmlType.Pointer => 4,
        BinXmlType.Int64 or BinXmlType.UInt64 or BinXmlType.Float64 or BinXmlType.FileTime or BinXmlType.Hex64 or BinXmlType.Sid => 8,
        BinXmlType.Guid or BinXmlType.SystemTime => 16,
        _ => 1,
    };

    private static void AppendNumber(TextBuffer text, BinXmlType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case BinXmlType.Float32:
                text.Append(BinaryPrimitives.ReadSingleLittleEndian(bytes));
                break;
            case BinXmlType.Float64:
                text.Append(BinaryPrimitives.ReadDoubleLittleEndian(bytes));
                break;
            case BinXmlType.Boolean:
                text.Append(bytes.ContainsAnyExcept((byte)0) ? "true" : "false");
                break;
            case BinXmlType.Hex32 or BinXmlType.Hex64 or BinXmlType.Pointer:
                text.Append("0x");
                text.Append(unchecked((ulong)BinXmlNumber.Read(type, bytes)), "x");
                break;
            case BinXmlType.UInt8 or BinXmlType.UInt16 or BinXmlType.UInt32 or BinXmlType.UInt64:
                text.Append(unchecked((ulong)BinXmlNumber.Read(type, bytes)));
                break;
            case BinXmlType.Int8 or BinXmlType.Int16 or BinXmlType.Int32 or BinXmlType.Int64:
                text.Append(BinXmlNumber.Read(type, bytes));
                break;
            default:
                AppendHex(text, bytes);
                break;
        }
    }

    private void AppendAnsi(TextBuffer text, ReadOnlySpan<byte> bytes)
    {
        Span<char> room = text.Extend(ansi.GetCharCount(bytes));
        if (!room.IsEmpty)
        {
            ansi.GetChars(bytes, room);
        }
    }

    private static void AppendHex(TextBuffer text, ReadOnlySpan<byte> bytes)
    {
        Span<char> room = text.Extend(2 * bytes.Length);
        if (!room.IsEmpty)
        {
            Convert.TryToHexString(bytes, room, out _);
        }
    }

    private static void AppendGuid(TextBuffer text, Guid guid)
    {
        Span<char> lower = stackalloc char[38];
        guid.TryFormat(lower, out _, "B");
        ((ReadOnlySpan<char>)lower).ToUpperInvariant(text.Extend(lower.Length));
    }

    private static void AppendSid(TextBuffer text, ReadOnlySpan<byte> sid)
    {
        int count = Math.Min(sid[1], (sid.Length - 8) / sizeof(uint));
        ulong authority = BinaryPrimitives.ReadUInt64BigEndian(sid) & 0xFFFF_FFFF_FFFF;
        text.Append("S-");
        text.Append(sid[0]);
        text.Append("-");
        text.Append(authority);
        for (int i = 0; i < count; i++)
        {
            text.Append("-");
            text.Append(BinaryPrimitives.ReadUInt32LittleEndian(sid[(8 + (i * sizeof(uint)))..]));
        }
    }

    private static void AppendFileTime(TextBuffer text, long fileTime)
    {
        if (BinXmlNumber.ToUtc(fileTime) is DateTime time)
        {
            text.Append(time, "O");
        }
        else
        {
            text.Append(fileTime);
        }
    }

    private static void AppendSystemTime(TextBuffer text, ReadOnlySpan<byte> bytes)
    {
        if (BinXmlNumber.SystemTimeToUtc(bytes) is DateTime time)
        {
            text.Append(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        }
        else
        {
            AppendHex(text, bytes);
        }
    }
}

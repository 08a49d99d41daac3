using System.Buffers;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>Finds hashes written in hexadecimal: a dump with offsets, groups of digits, or one string of digits.</summary>
internal static class HexHashFinder
{
    /// <summary>Bytes on one line of a dump with offsets; what follows them is the character column.</summary>
    private const int BytesPerDumpLine = 16;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly string[] s_marks = ["4f41", "4f 41", "01001c00", "01 00 1c 00"];

    /// <summary>Hashes in the order of the lines.</summary>
    public static IEnumerable<FoundHash> Find(InventoryText text)
    {
        for (int i = 0; i < text.Lines.Count; i++)
        {
            if (!MayStart(text.Lines[i].Text))
            {
                continue;
            }

            bool isAltered = false;
            List<byte> bytes = ReadLine(text.Lines[i].Text, ref isAltered);
            if (!HardwareHashDecoder.MayBeHardwareHash(bytes.ToArray()))
            {
                continue;
            }

            int line = text.Lines[i].Number;
            while (i + 1 < text.Lines.Count && bytes.Count < HardwareHashLayout.MaxLength && ReadLine(text.Lines[i + 1].Text, ref isAltered) is { Count: > 0 } more)
            {
                bytes.AddRange(more);
                i++;
            }

            yield return new FoundHash(InventoryForm.Hex, line, [.. bytes], isAltered);
        }
    }

    /// <summary>One wrong digit leaves the magic or the head of the first record whole.</summary>
    private static bool MayStart(string line) => s_marks.Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>Bytes of one line, none where it is no line of hexadecimal. A pair with a wrong digit is zero, and the line is altered.</summary>
    private static List<byte> ReadLine(string line, ref bool isAltered)
    {
        ReadOnlySpan<char> rest = line.AsSpan().TrimStart(" \t>");
        bool hasOffset = TrySkipOffset(ref rest);
        int bar = rest.IndexOf('|');
        string[] groups = (bar < 0 ? rest : rest[..bar]).Trim().ToString().Split([' ', '-', '\t']);
        var bytes = new List<byte>();
        for (int i = 0; i < groups.Length && !(hasOffset && bytes.Count >= BytesPerDumpLine); i++)
        {
            if (IsHex(groups[i]))
            {
                bytes.AddRange(Convert.FromHexString(groups[i]));
            }
            else if (groups[i].Length == 2 && IsPair(groups, i - 1) && IsPair(groups, i + 1))
            {
                bytes.Add(0);
                isAltered = true;
            }
            else
            {
                return hasOffset ? bytes : [];
            }
        }

        return bytes;
    }

    private static bool IsHex(string group) => group.Length % 2 == 0 && !group.AsSpan().ContainsAnyExcept(s_digits);

    /// <summary>The character column is set apart by two blanks, so an empty group stands before it.</summary>
    private static bool IsPair(string[] groups, int index) => index >= 0 && index < groups.Length && groups[index].Length == 2 && IsHex(groups[index]);

    /// <summary>Skips four or more digits that a colon or two blanks set apart from the bytes.</summary>
    private static bool TrySkipOffset(ref ReadOnlySpan<char> rest)
    {
        int digits = rest.IndexOfAnyExcept(s_digits);
        if (digits < 4 || digits > 16 || !(rest[digits] == ':' || rest[digits..].StartsWith("  ") || rest[digits] == '\t'))
        {
            return false;
        }

        rest = rest[(digits + 1)..].TrimStart();
        return true;
    }
}

using System.Buffers;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>Finds hashes written in hexadecimal: a dump with offsets, groups of digits, or one string of digits.</summary>
internal static class HexHashFinder
{
    /// <summary>Bytes on one line of a dump with offsets; what follows them is the character column.</summary>
    private const int BytesPerDumpLine = 16;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Hashes in the order of the lines.</summary>
    public static IEnumerable<FoundHash> Find(InventoryText text)
    {
        for (int i = 0; i < text.Lines.Count; i++)
        {
            if (!MayStart(text.Lines[i].Text))
            {
                continue;
            }

            byte[] first = ReadLine(text.Lines[i].Text);
            if (!HardwareHashDecoder.IsHardwareHash(first))
            {
                continue;
            }

            int line = text.Lines[i].Number;
            var bytes = new List<byte>(first);
            while (i + 1 < text.Lines.Count && bytes.Count < HardwareHashLayout.MaxLength && ReadLine(text.Lines[i + 1].Text) is { Length: > 0 } more)
            {
                bytes.AddRange(more);
                i++;
            }

            yield return new FoundHash(InventoryForm.Hex, line, [.. bytes]);
        }
    }

    private static bool MayStart(string line) =>
        line.Contains("4f41", StringComparison.OrdinalIgnoreCase) || line.Contains("4f 41", StringComparison.OrdinalIgnoreCase);

    /// <summary>Bytes of one line, empty where it is no line of hexadecimal.</summary>
    private static byte[] ReadLine(string line)
    {
        ReadOnlySpan<char> rest = line.AsSpan().TrimStart(" \t>");
        bool hasOffset = TrySkipOffset(ref rest);
        int bar = rest.IndexOf('|');
        rest = (bar < 0 ? rest : rest[..bar]).Trim();
        var bytes = new List<byte>();
        foreach (Range part in rest.SplitAny(' ', '-', '\t'))
        {
            ReadOnlySpan<char> group = rest[part];
            if (hasOffset && bytes.Count >= BytesPerDumpLine)
            {
                break;
            }

            if (group.Length % 2 != 0 || group.ContainsAnyExcept(s_digits))
            {
                return hasOffset ? [.. bytes] : [];
            }

            bytes.AddRange(Convert.FromHexString(group));
        }

        return [.. bytes];
    }

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

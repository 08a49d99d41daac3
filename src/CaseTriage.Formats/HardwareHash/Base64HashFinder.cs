using System.Buffers;
using System.Text;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// Finds hashes written in Base64 and joins the lines they were broken into. One pass: a line is looked at once as a start and once as
/// a continuation, whatever the number of lines that begin like a hash.
/// </summary>
internal static class Base64HashFinder
{
    /// <summary>Shortest piece that is taken for a continuation before the hash is whole; a shorter one may be a word.</summary>
    private const int MinPieceLength = 16;

    /// <summary>Shortest run that may stray from the expected beginning by one character.</summary>
    private const int MinRunOfAlteredStart = 60;

    /// <summary>Characters that hold the header and the head of the first record.</summary>
    private const int StartLength = 12;

    /// <summary>'OA' in Base64 without its last two bits, which belong to the length.</summary>
    private const string StartMark = "T0";

    private static readonly SearchValues<char> s_alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>Hashes in the order of the lines.</summary>
    public static IEnumerable<FoundHash> Find(InventoryText text)
    {
        for (int i = 0; i < text.Lines.Count; i++)
        {
            string line = text.Lines[i].Text;
            for (int start = NextStart(line, 0); start >= 0; start = NextStart(line, start))
            {
                int length = RunLength(line, start);
                int next = start + length;
                int first = i;
                var characters = new StringBuilder(line, start, length, Math.Max(16, length));
                bool isWrapped = IsAtEnd(line, next) && Join(text.Lines, ref i, characters);
                yield return new FoundHash(Form(text, first, start, isWrapped), text.Lines[first].Number, Decode(characters));
                if (i != first)
                {
                    break;
                }

                start = next;
            }
        }
    }

    private static int NextStart(string line, int from)
    {
        while (from < line.Length)
        {
            int start = line.IndexOf(StartMark, from, StringComparison.Ordinal);
            if (start < 0)
            {
                return -1;
            }

            if ((start == 0 || !s_alphabet.Contains(line[start - 1])) && IsStart(line.AsSpan(start, RunLength(line, start))))
            {
                return start;
            }

            from = start + StartMark.Length;
        }

        return -1;
    }

    /// <summary>
    /// <c>OA</c>, length, u16 1, u16 28: <c>T0</c>, E to H, anything twice, then <c>?EAHAA?</c>. A long run may stray in one character, so that a
    /// damaged beginning is still shown as a damaged hash.
    /// </summary>
    private static bool IsStart(ReadOnlySpan<char> run)
    {
        if (run.Length < StartLength || run[2] is < 'E' or > 'H')
        {
            return false;
        }

        int strays = (run[5] is 'A' or 'Q' or 'g' or 'w' ? 0 : 1)
            + (run[6] == 'E' ? 0 : 1)
            + (run[7] == 'A' ? 0 : 1)
            + (run[8] == 'H' ? 0 : 1)
            + (run[9] == 'A' ? 0 : 1)
            + (run[10] == 'A' ? 0 : 1);
        return strays == 0 || (strays == 1 && run.Length >= MinRunOfAlteredStart);
    }

    private static int RunLength(string line, int start)
    {
        int length = line.AsSpan(start).IndexOfAnyExcept(s_alphabet);
        return length < 0 ? line.Length - start : length;
    }

    /// <summary>Whether nothing but blanks, '=' and an opened string's end follows; where a closing quote or tag follows, the hash ends on this line.</summary>
    private static bool IsAtEnd(string line, int position) => line.AsSpan(position).Trim(" \t=") is [];

    /// <summary>Appends following lines that belong to the hash; moves to the last of them. False where there were none.</summary>
    private static bool Join(IReadOnlyList<TextLine> lines, ref int index, StringBuilder characters)
    {
        int wanted = WantedLength(characters);
        bool joined = false;
        bool mayBeBlank = true;
        for (int next = index + 1; next < lines.Count && characters.Length < MaxCharacters; next++)
        {
            ReadOnlySpan<char> piece = lines[next].Text.AsSpan().TrimStart(" \t>|").TrimEnd(" \t=");
            if (piece.Length == 0 && mayBeBlank)
            {
                mayBeBlank = false; // Some mail programs double every line break.
                continue;
            }

            if (!IsContinuation(piece, characters.Length, wanted))
            {
                break;
            }

            characters.Append(piece);
            index = next;
            joined = true;
            mayBeBlank = true;
        }

        return joined;
    }

    private static bool IsContinuation(ReadOnlySpan<char> piece, int length, int wanted)
    {
        if (piece.Length == 0 || piece.ContainsAnyExcept(s_alphabet) || (piece.StartsWith(StartMark) && IsStart(piece)))
        {
            return false;
        }

        bool isPadding = !piece.ContainsAnyExcept('A');
        return isPadding || (length < wanted && (piece.Length >= MinPieceLength || length + piece.Length >= wanted));
    }

    private static int MaxCharacters => HardwareHashLayout.MaxLength / 3 * 4;

    /// <summary>Characters that header, records and trailer take.</summary>
    private static int WantedLength(StringBuilder characters)
    {
        Span<byte> head = stackalloc byte[6];
        bool isDecoded = Convert.TryFromBase64String(characters.ToString(0, 8), head, out _);
        int bytes = isDecoded ? (head[2] | (head[3] << 8)) + HardwareHashLayout.TrailerLength : HardwareHashLayout.MaxLength;
        return (int)((bytes * 4L + 2) / 3);
    }

    /// <summary>Whole bytes only: bits left over at the end of a cut or altered text belong to no byte.</summary>
    private static byte[] Decode(StringBuilder characters)
    {
        int rest = characters.Length % 4;
        if (rest > 0)
        {
            characters.Append('A', 4 - rest);
        }

        byte[] bytes = Convert.FromBase64String(characters.ToString());
        return rest > 0 ? bytes[..^(rest == 1 ? 3 : 4 - rest)] : bytes;
    }

    private static InventoryForm Form(InventoryText text, int line, int start, bool isWrapped)
    {
        if (text.Container is InventoryForm container)
        {
            return container;
        }

        if (text.Lines[line].Text.AsSpan(0, start).EndsWith("<HardwareHash>", StringComparison.OrdinalIgnoreCase))
        {
            return InventoryForm.Oa3Xml;
        }

        bool followsPrompt = line > 0 && text.Lines[line - 1].Text is [_, ':', '\\', ..] command && command.Contains('>');
        return followsPrompt ? InventoryForm.ConsoleCopy : isWrapped ? InventoryForm.RawWrapped : InventoryForm.RawOneLine;
    }
}

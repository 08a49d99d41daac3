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

    /// <summary>The head of the first record in Base64, and where it stands.</summary>
    private const string RecordMark = "EAHAA";
    private const int RecordMarkPlace = 6;

    private static readonly SearchValues<char> s_alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>Hashes in the order of the lines.</summary>
    public static IEnumerable<FoundHash> Find(InventoryText text)
    {
        for (int i = 0; i < text.Lines.Count; i++)
        {
            string line = text.Lines[i].Text;
            for (int start = NextStart(line, 0); start >= 0; start = NextStart(line, start))
            {
                int first = i;
                var characters = new StringBuilder(Math.Max(16, line.Length - start));
                int next = start + TakeRun(line.AsSpan(start), MinPieceLength, characters, out bool isAltered);
                if (!IsAtEnd(line, next) && characters.Length < WantedLength(characters) && IsPiece(line.AsSpan(next)))
                {
                    next += TakeRun(line.AsSpan(next), 0, characters, out bool isEndAltered);
                    isAltered |= isEndAltered;
                }

                bool isWrapped = IsAtEnd(line, next) && Join(text.Lines, ref i, characters, ref isAltered);
                byte[] bytes = Decode(characters);
                if (!IsStart(line.AsSpan(start), maxStrays: 0))
                {
                    HardwareHashLayout.Magic.CopyTo(bytes);
                    isAltered = true;
                }

                yield return new FoundHash(Form(text, first, start, isWrapped), text.Lines[first].Number, bytes, isAltered);
                if (i != first)
                {
                    break;
                }

                start = next;
            }
        }
    }

    /// <summary>One wrong character leaves one of two marks of a beginning whole.</summary>
    private static int NextStart(string line, int from)
    {
        while (from < line.Length)
        {
            int byMagic = line.IndexOf(StartMark, from, StringComparison.Ordinal);
            int byRecord = line.IndexOf(RecordMark, Math.Min(line.Length, from + RecordMarkPlace), StringComparison.Ordinal) - RecordMarkPlace;
            int start = byRecord >= from && (byMagic < 0 || byRecord < byMagic) ? byRecord : byMagic;
            if (start < 0)
            {
                return -1;
            }

            if ((start == 0 || !s_alphabet.Contains(line[start - 1])) && IsStart(line.AsSpan(start), maxStrays: 1))
            {
                return start;
            }

            from = start + 1;
        }

        return -1;
    }

    /// <summary>
    /// <c>OA</c>, length, u16 1, u16 28: <c>T0</c>, E to H, anything twice, then <c>?EAHAA?</c>. A long run may stray in one character, so that a
    /// damaged beginning is still shown as a damaged hash.
    /// </summary>
    private static bool IsStart(ReadOnlySpan<char> run, int maxStrays)
    {
        if (run.Length < StartLength)
        {
            return false;
        }

        int strays = (run[0] == 'T' ? 0 : 1)
            + (run[1] == '0' ? 0 : 1)
            + (run[2] is >= 'E' and <= 'H' ? 0 : 1)
            + (s_alphabet.Contains(run[3]) ? 0 : 1)
            + (s_alphabet.Contains(run[4]) ? 0 : 1)
            + (run[5] is 'A' or 'Q' or 'g' or 'w' ? 0 : 1)
            + (run[6] == 'E' ? 0 : 1)
            + (run[7] == 'A' ? 0 : 1)
            + (run[8] == 'H' ? 0 : 1)
            + (run[9] == 'A' ? 0 : 1)
            + (run[10] == 'A' ? 0 : 1)
            + (s_alphabet.Contains(run[11]) ? 0 : 1);
        return strays == 0 || (strays <= maxStrays && RunLength(run[StartLength..]) >= MinRunOfAlteredStart - StartLength);
    }

    private static int RunLength(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(s_alphabet) is var length and >= 0 ? length : text.Length;

    /// <summary>
    /// Appends a run and what follows a wrong character in it: a blank is left out, for it may have come in by copying; any other becomes <c>A</c>, so
    /// that the bytes behind it keep their places.
    /// </summary>
    /// <param name="text">Begins with the run, or with one wrong character before it.</param>
    /// <param name="minMore">Characters that must follow a wrong one.</param>
    /// <param name="characters">Appended to.</param>
    /// <param name="isAltered">Whether there was a wrong character.</param>
    /// <returns>Characters taken from the text.</returns>
    private static int TakeRun(ReadOnlySpan<char> text, int minMore, StringBuilder characters, out bool isAltered)
    {
        isAltered = false;
        int taken = 0;
        while (true)
        {
            int length = RunLength(text[taken..]);
            characters.Append(text.Slice(taken, length));
            taken += length;
            if (taken == text.Length || RunLength(text[(taken + 1)..]) < (taken < StartLength ? 0 : minMore))
            {
                return taken;
            }

            if (text[taken] != ' ')
            {
                characters.Append('A');
                isAltered = true;
            }

            taken++;
        }
    }

    /// <summary>Whether nothing but blanks, '=' and an opened string's end follows; where a closing quote or tag follows, the hash ends on this line.</summary>
    private static bool IsAtEnd(string line, int position) => line.AsSpan(position).Trim(" \t=") is [];

    /// <summary>Appends following lines that belong to the hash; moves to the last of them. False where there were none.</summary>
    private static bool Join(IReadOnlyList<TextLine> lines, ref int index, StringBuilder characters, ref bool isAltered)
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

            TakeRun(piece, 0, characters, out bool isPieceAltered);
            isAltered |= isPieceAltered;
            index = next;
            joined = true;
            mayBeBlank = true;
        }

        return joined;
    }

    private static bool IsContinuation(ReadOnlySpan<char> piece, int length, int wanted)
    {
        if (piece.Length == 0 || !IsPiece(piece) || IsStart(piece, maxStrays: 0) || (piece.Length < 2 * MinPieceLength && piece.ContainsAnyExcept(s_alphabet)))
        {
            return false;
        }

        bool isPadding = !piece.ContainsAnyExcept('A');
        return isPadding || (length < wanted && (piece.Length >= MinPieceLength || length + piece.Length >= wanted));
    }

    /// <summary>Base64 with at most one wrong character.</summary>
    private static bool IsPiece(ReadOnlySpan<char> piece)
    {
        int wrong = piece.IndexOfAnyExcept(s_alphabet);
        return wrong < 0 || !piece[(wrong + 1)..].ContainsAnyExcept(s_alphabet);
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

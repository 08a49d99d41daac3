using System.Numerics;

namespace CaseTriage.TestKit.Qr;

/// <summary>Makes QR codes (ISO/IEC 18004), versions 1 to 40, byte mode, levels L and M: enough to test a reader that is not of the same hand.</summary>
public static class QrEncoder
{
    private static readonly byte[] s_blocksL = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];
    private static readonly byte[] s_blocksM = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];
    private static readonly byte[] s_checkL = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
    private static readonly byte[] s_checkM = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28];

    /// <summary>The modules of the smallest code that holds the bytes, true is dark, by row and column, without a quiet zone.</summary>
    public static bool[,] Encode(ReadOnlySpan<byte> content, char level = 'L', int minVersion = 1)
    {
        for (int version = minVersion; version <= 40; version++)
        {
            int check = (level == 'L' ? s_checkL : s_checkM)[version - 1];
            int blocks = (level == 'L' ? s_blocksL : s_blocksM)[version - 1];
            int dataLength = (RawModules(version) / 8) - (check * blocks);
            if (4 + (version < 10 ? 8 : 16) + (content.Length * 8) <= dataLength * 8)
            {
                byte[] words = Interleave(DataWords(content, version, dataLength), blocks, check, RawModules(version) / 8);
                return Draw(words, version, level == 'L' ? 1 : 0);
            }
        }

        throw new ArgumentException("The content does not fit into a code.", nameof(content));
    }

    private static int RawModules(int version)
    {
        int alignments = version == 1 ? 0 : (version / 7) + 2;
        int count = (((16 * version) + 128) * version) + 64;
        return count - (alignments == 0 ? 0 : (((25 * alignments) - 10) * alignments) - 55) - (version < 7 ? 0 : 36);
    }

    private static byte[] DataWords(ReadOnlySpan<byte> content, int version, int length)
    {
        var bits = new List<bool>(length * 8);
        Append(bits, 4, 4);
        Append(bits, content.Length, version < 10 ? 8 : 16);
        foreach (byte value in content)
        {
            Append(bits, value, 8);
        }

        Append(bits, 0, Math.Min(4, (length * 8) - bits.Count));
        Append(bits, 0, (8 - (bits.Count % 8)) % 8);
        for (int pad = 0xEC; bits.Count < length * 8; pad ^= 0xEC ^ 0x11)
        {
            Append(bits, pad, 8);
        }

        byte[] words = new byte[length];
        for (int i = 0; i < bits.Count; i++)
        {
            words[i / 8] |= (byte)((bits[i] ? 0x80 : 0) >> (i % 8));
        }

        return words;
    }

    private static void Append(List<bool> bits, int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            bits.Add(((value >> i) & 1) != 0);
        }
    }

    private static byte[] Interleave(byte[] data, int blocks, int check, int total)
    {
        int shortLength = (total / blocks) - check;
        int shortBlocks = blocks - (total % blocks);
        byte[] generator = Generator(check);
        var parts = new List<(byte[] Data, byte[] Check)>();
        for (int i = 0, at = 0; i < blocks; i++)
        {
            byte[] part = data[at..(at += shortLength + (i < shortBlocks ? 0 : 1))];
            parts.Add((part, Remainder(part, generator)));
        }

        var words = new List<byte>(total);
        for (int i = 0; i <= shortLength; i++)
        {
            words.AddRange(parts.Where(part => i < part.Data.Length).Select(part => part.Data[i]));
        }

        for (int i = 0; i < check; i++)
        {
            words.AddRange(parts.Select(part => part.Check[i]));
        }

        return [.. words];
    }

    /// <summary>Product of (x - 2^i) over GF(2^8) with the polynomial 0x11D, without its leading 1.</summary>
    private static byte[] Generator(int degree)
    {
        byte[] result = new byte[degree];
        result[^1] = 1;
        byte root = 1;
        for (int i = 0; i < degree; i++)
        {
            for (int j = 0; j < degree; j++)
            {
                result[j] = (byte)(Multiply(result[j], root) ^ (j + 1 < degree ? result[j + 1] : 0));
            }

            root = Multiply(root, 2);
        }

        return result;
    }

    private static byte[] Remainder(byte[] data, byte[] generator)
    {
        byte[] result = new byte[generator.Length];
        foreach (byte value in data)
        {
            byte factor = (byte)(value ^ result[0]);
            result.AsSpan(1).CopyTo(result);
            result[^1] = 0;
            for (int i = 0; i < result.Length; i++)
            {
                result[i] ^= Multiply(generator[i], factor);
            }
        }

        return result;
    }

    private static byte Multiply(byte x, byte y)
    {
        int product = 0;
        for (int i = 7; i >= 0; i--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D) ^ (((y >> i) & 1) * x);
        }

        return (byte)product;
    }

    private static bool[,] Draw(byte[] words, int version, int levelBits)
    {
        int size = (version * 4) + 17;
        bool[,] modules = new bool[size, size];
        bool[,] isFixed = new bool[size, size];
        DrawFixed(modules, isFixed, version);
        DrawFormat(modules, isFixed, levelBits, mask: 0);
        DrawWords(modules, isFixed, words);
        int mask = Enumerable.Range(0, 8).MinBy(candidate => Unevenness(modules, isFixed, candidate));
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                modules[row, column] ^= !isFixed[row, column] && IsMasked(mask, row, column);
            }
        }

        DrawFormat(modules, isFixed, levelBits, mask);
        return modules;
    }

    private static void DrawFixed(bool[,] modules, bool[,] isFixed, int version)
    {
        int size = modules.GetLength(0);
        for (int i = 0; i < size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }

        foreach ((int row, int column) in ((int, int)[])[(3, 3), (3, size - 4), (size - 4, 3)])
        {
            for (int y = -4; y <= 4; y++)
            {
                for (int x = -4; x <= 4; x++)
                {
                    int ring = Math.Max(Math.Abs(x), Math.Abs(y));
                    if (row + y >= 0 && row + y < size && column + x >= 0 && column + x < size)
                    {
                        Set(row + y, column + x, ring is not (2 or 4));
                    }
                }
            }
        }

        int[] places = Alignments(version);
        foreach ((int i, int j) in from i in Enumerable.Range(0, places.Length) from j in Enumerable.Range(0, places.Length) select (i, j))
        {
            if ((i, j) == (0, 0) || (i, j) == (0, places.Length - 1) || (i, j) == (places.Length - 1, 0))
            {
                continue;
            }

            for (int y = -2; y <= 2; y++)
            {
                for (int x = -2; x <= 2; x++)
                {
                    Set(places[i] + y, places[j] + x, Math.Max(Math.Abs(x), Math.Abs(y)) != 1);
                }
            }
        }

        if (version >= 7)
        {
            int bits = WithCheck(version, 12, 0x1F25);
            for (int i = 0; i < 18; i++)
            {
                Set(i / 3, size - 11 + (i % 3), ((bits >> i) & 1) != 0);
                Set(size - 11 + (i % 3), i / 3, ((bits >> i) & 1) != 0);
            }
        }

        void Set(int row, int column, bool isDark)
        {
            modules[row, column] = isDark;
            isFixed[row, column] = true;
        }
    }

    private static int[] Alignments(int version)
    {
        if (version == 1)
        {
            return [];
        }

        int count = (version / 7) + 2;
        int step = version == 32 ? 26 : ((version * 4) + (count * 2) + 1) / ((count * 2) - 2) * 2;
        int[] places = new int[count];
        places[0] = 6;
        for (int i = count - 1, at = (version * 4) + 10; i >= 1; i--, at -= step)
        {
            places[i] = at;
        }

        return places;
    }

    private static void DrawFormat(bool[,] modules, bool[,] isFixed, int levelBits, int mask)
    {
        int size = modules.GetLength(0);
        int bits = WithCheck((levelBits << 3) | mask, 10, 0x537) ^ 0x5412;
        for (int i = 0; i < 15; i++)
        {
            bool isDark = ((bits >> i) & 1) != 0;
            (int row, int column) = i < 6 ? (i, 8) : i < 8 ? (i + 1, 8) : i == 8 ? (8, 7) : (8, 14 - i);
            (int row2, int column2) = i < 8 ? (8, size - 1 - i) : (size - 15 + i, 8);
            modules[row, column] = modules[row2, column2] = isDark;
            isFixed[row, column] = isFixed[row2, column2] = true;
        }

        modules[size - 8, 8] = isFixed[size - 8, 8] = true;
    }

    private static int WithCheck(int data, int checkBits, int polynomial)
    {
        int remainder = data;
        for (int i = 0; i < checkBits; i++)
        {
            remainder = (remainder << 1) ^ ((remainder >> (checkBits - 1)) * polynomial);
        }

        return (data << checkBits) | remainder;
    }

    private static void DrawWords(bool[,] modules, bool[,] isFixed, byte[] words)
    {
        int size = modules.GetLength(0);
        int bit = 0;
        for (int right = size - 1; right >= 1; right -= 2)
        {
            right = right == 6 ? 5 : right;
            bool isUpward = ((right + 1) & 2) == 0;
            for (int step = 0; step < size; step++)
            {
                int row = isUpward ? size - 1 - step : step;
                for (int column = right; column >= right - 1; column--)
                {
                    if (!isFixed[row, column] && bit < words.Length * 8)
                    {
                        modules[row, column] = ((words[bit >> 3] >> (7 - (bit & 7))) & 1) != 0;
                        bit++;
                    }
                }
            }
        }
    }

    private static bool IsMasked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    /// <summary>Any mask is a valid code; the one with the fewest equal squares of four is good enough.</summary>
    private static int Unevenness(bool[,] modules, bool[,] isFixed, int mask)
    {
        int size = modules.GetLength(0);
        int equal = 0;
        for (int row = 1; row < size; row++)
        {
            for (int column = 1; column < size; column++)
            {
                int dark = BitOperations.PopCount((uint)((At(row, column) ? 1 : 0) | (At(row - 1, column) ? 2 : 0) | (At(row, column - 1) ? 4 : 0) | (At(row - 1, column - 1) ? 8 : 0)));
                equal += dark is 0 or 4 ? 1 : 0;
            }
        }

        return equal;

        bool At(int row, int column) => modules[row, column] ^ (!isFixed[row, column] && IsMasked(mask, row, column));
    }
}

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>How much bytes look like chance.</summary>
internal static class Randomness
{
    /// <summary>Fewer bytes say nothing.</summary>
    private const int MinLength = 32;

    /// <summary>Degrees of freedom of 256 values, and five standard deviations (sqrt(2 * 255)) above them.</summary>
    private const double MostOfChance = 255 + (5 * 22.6);

    /// <summary>Entropy in bits a byte, 0 to 8; few bytes cannot reach 8.</summary>
    public static double Entropy(ReadOnlySpan<byte> bytes)
    {
        double entropy = 0;
        foreach (int count in Counts(bytes))
        {
            double share = (double)count / bytes.Length;
            entropy -= count == 0 ? 0 : share * Math.Log2(share);
        }

        return entropy;
    }

    /// <summary>
    /// Whether the values are spread as chance spreads them. A test of chi squared and not of entropy, which for some hundred bytes depends on their number
    /// more than on what they are.
    /// </summary>
    public static bool IsLikely(ReadOnlySpan<byte> bytes)
    {
        double expected = bytes.Length / 256.0;
        double sum = 0;
        foreach (int count in Counts(bytes))
        {
            sum += (count - expected) * (count - expected) / expected;
        }

        return bytes.Length >= MinLength && sum < MostOfChance;
    }

    private static int[] Counts(ReadOnlySpan<byte> bytes)
    {
        int[] counts = new int[256];
        foreach (byte value in bytes)
        {
            counts[value]++;
        }

        return counts;
    }
}

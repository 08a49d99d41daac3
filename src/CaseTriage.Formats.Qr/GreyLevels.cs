namespace CaseTriage.Formats.Qr;

/// <summary>The dark and the light grey of a part of a picture.</summary>
internal static class GreyLevels
{
    /// <summary>The greys below and above which a tenth of the pixels lies.</summary>
    public static (int Dark, int Light) Of(ReadOnlySpan<byte> pixels)
    {
        Span<int> counts = stackalloc int[256];
        foreach (byte grey in pixels)
        {
            counts[grey]++;
        }

        return (Rank(counts, pixels.Length / 10), Rank(counts, pixels.Length * 9L / 10));
    }

    private static int Rank(ReadOnlySpan<int> counts, long rank)
    {
        int grey = 0;
        for (long below = counts[0]; below <= rank && grey < 255; below += counts[grey])
        {
            grey++;
        }

        return grey;
    }
}

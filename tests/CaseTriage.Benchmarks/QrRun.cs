using System.Diagnostics;
using CaseTriage.Formats.Qr;
using CaseTriage.TestKit.Qr;
using SkiaSharp;

namespace CaseTriage.Benchmarks;

/// <summary><c>qr [rounds]</c>: how many of the degraded pictures are read to the byte, how fast, and how much memory it took, in this process.</summary>
internal static class QrRun
{
    public static void Run(int rounds)
    {
        using var decoder = new QrDecoder(QrLimits.Default.Patience);
        decoder.Scan(QrPicture.Blank(50, 50).ToPng(), CancellationToken.None);
        (int all, int exact, int wrong) = (0, 0, 0);
        List<double> times = [];
        long peak = 0;
        foreach (QrSample sample in Enumerable.Repeat(0, rounds).SelectMany(_ => QrSamples.All(ToJpeg)))
        {
            long start = Stopwatch.GetTimestamp();
            QrScan scan = decoder.Scan(sample.File, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            peak = Math.Max(peak, Environment.WorkingSet);
            bool isExact = sample.Payloads.All(payload => scan.Codes.Any(code => code.Bytes.AsSpan().SequenceEqual(payload)));
            wrong += scan.Codes.Count(code => !sample.Payloads.Any(payload => code.Bytes.AsSpan().SequenceEqual(payload)));
            (all, exact) = (all + 1, exact + (isExact ? 1 : 0));
            if (!isExact)
            {
                Console.WriteLine($"missed: {sample.Name}: {string.Join(", ", scan.Problems)}");
            }
        }

        times.Sort();
        Console.WriteLine($"{exact} of {all} exact, {wrong} wrong; p50 {times[all / 2]:f0} ms, p95 {times[all * 95 / 100]:f0} ms; process at most {peak >> 20} MiB");
    }

    private static byte[] ToJpeg(QrPicture picture, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        picture.Pixels.CopyTo(bitmap.GetPixelSpan());
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}

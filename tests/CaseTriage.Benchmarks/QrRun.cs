using System.Diagnostics;
using CaseTriage.Formats.Qr;
using CaseTriage.TestKit.Qr;
using SkiaSharp;

namespace CaseTriage.Benchmarks;

internal static class QrRun
{
    public static void Run(string[] args)
    {
        using var reader = new QrDecoder(TimeSpan.FromSeconds(5));
        int hits = 0, all = 0;
        foreach (QrSample s in QrSamples.All(Jpeg).Append(new QrSample("desktop", QrSamples.Desktop(1920,1080).ToPng(), [])).Append(new QrSample("noise", QrPicture.Blank(800,800,128).Noisy(120,1).Blurred(2).ToPng(), [])))
        {
            if (args.Length > 0 && !s.Name.Contains(args[0])) continue;
            if (args.Length > 1) System.IO.File.WriteAllBytes("/tmp/room-qr/" + s.Name.Replace(' ', '_').Replace("%", "") + ".png", s.File);
            var t = Stopwatch.StartNew();
            var scan = reader.Scan(s.File, default);
            int ok = s.Payloads.Count(p => scan.Codes.Any(c => c.Bytes.AsSpan().SequenceEqual(p)));
            int wrong = scan.Codes.Count(c => !s.Payloads.Any(p => c.Bytes.AsSpan().SequenceEqual(p)));
            all++; if (ok == s.Payloads.Length) hits++;
            if (ok != s.Payloads.Length || scan.Passes.Length > 1 || wrong > 0 || scan.Problems.Length > 0)
            Console.WriteLine($"{(ok == s.Payloads.Length ? "ok  " : "MISS")} wrong={wrong} {t.ElapsedMilliseconds,5} ms {s.Name} {string.Join(",", scan.Passes)} {string.Join(",", scan.Problems)} {scan.Measured} {string.Join(",",scan.Damage)}");
        }
        Console.WriteLine($"{hits} of {all}");
        foreach (var (n, f) in QrSamples.Unreadable().Concat(QrSamples.WithoutCode().Select(w => (w.Name, w.File))).Concat(Directory.GetFiles("docs/images").Concat(Directory.GetFiles("/work/shared/cases", "*.png", SearchOption.AllDirectories)).Select(x => (x, System.IO.File.ReadAllBytes(x)))))
        {
            if (args.Length > 1) System.IO.File.WriteAllBytes("/tmp/room-qr/" + Path.GetFileName(n) + ".png", f);
            var t = Stopwatch.StartNew();
            var scan = reader.Scan(f, default);
            Console.WriteLine($"{n} {t.ElapsedMilliseconds} ms {scan.Codes.Length} {string.Join(",", scan.Passes)} {string.Join(",", scan.Problems)} {scan.Measured}");
        }
    }

    private static byte[] Jpeg(QrPicture picture, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        picture.Pixels.CopyTo(bitmap.GetPixelSpan());
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}

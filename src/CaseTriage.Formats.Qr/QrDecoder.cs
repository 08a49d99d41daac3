using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace CaseTriage.Formats.Qr;

/// <summary>
/// Decodes a picture and looks for codes in this process. A hostile picture can bring down the native libraries in it, so the product asks <see cref="QrWorkerClient"/> instead, which has it done in a process of its own.
/// </summary>
/// <param name="patience">Time for one picture; no pass is begun after it.</param>
internal sealed class QrDecoder(TimeSpan patience) : IQrDecoder, IDisposable
{
    /// <summary>Larger pictures are halved before they are looked at.</summary>
    private const int MaxPixels = 12_000_000;

    private ZXingReader? _reader;
    private int _pictures;

    /// <summary>The memory of a reader only grows; so it is thrown away after so many pictures.</summary>
    private const int PicturesPerReader = 100;

    /// <inheritdoc/>
    public QrScan Scan(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        try
        {
            GreyPicture grey = PictureDecoder.Decode(picture.Span, out ImmutableArray<Damage> damage);
            var search = new Search(Reader(), Stopwatch.StartNew(), patience, cancellationToken);
            double scale = 1;
            for (; grey.Width * grey.Height > MaxPixels; scale *= 2)
            {
                grey = grey.Half();
            }

            return search.Run(grey, scale) with { Damage = damage };
        }
        catch (MalformedDataException malformed)
        {
            return QrScan.Failed(malformed.Code, malformed.Message);
        }
    }

    public void Dispose() => _reader?.Dispose();

    private ZXingReader Reader()
    {
        if (_pictures++ % PicturesPerReader == 0)
        {
            _reader?.Dispose();
            _reader = new ZXingReader();
        }

        return _reader!;
    }

    /// <summary>The search in one picture.</summary>
    private sealed class Search(ZXingReader reader, Stopwatch watch, TimeSpan patience, CancellationToken cancellationToken)
    {
        private const int MaxAreas = 6;
        private readonly List<QrCode> _codes = [];
        private readonly List<string> _passes = [];
        private readonly List<PictureArea> _suspects = [];
        private bool _isDisputed;

        public QrScan Run(GreyPicture picture, double scale)
        {
            var whole = new PictureArea(0, 0, picture.Width, picture.Height);
            Try(QrPasses.AsIs, picture, whole, scale);
            List<PictureArea> unread = Unread(picture, scale);
            if (_codes.Count == 0 && unread.Count == 0)
            {
                // Nothing that looks like a code: one more look, for the very small and the very large.
                Try(picture.Width * picture.Height <= MaxPixels / 4 ? QrPasses.Double : QrPasses.Half, picture, whole, scale);
            }

            foreach (PictureArea area in unread)
            {
                PictureArea wide = area.With(Math.Max(8, Math.Min(area.Width, area.Height) / 6), picture.Width, picture.Height);
                GreyPicture part = picture.Crop(wide);
                foreach (QrPass pass in QrPasses.More.TakeWhile(_ => !IsRead(area, scale) && watch.Elapsed < patience))
                {
                    Try(pass, part, wide, scale);
                }
            }

            unread.RemoveAll(area => IsRead(area, scale));
            var scan = new QrScan { Codes = [.. _codes.OrderBy(code => code.Corners[0].Y).ThenBy(code => code.Corners[0].X)], Passes = [.. _passes.Distinct()] };
            if (unread.Count > 0)
            {
                (QrMeasurement measured, ImmutableArray<QrProblem> problems) = UnreadCode.Examine(picture, unread[0]);
                return scan with { Measured = measured with { ModulePixels = measured.ModulePixels * scale }, Problems = problems };
            }

            return _isDisputed ? scan with { Problems = [QrProblem.Damaged] } : scan;
        }

        /// <summary>What looks like a code, to us or to the reader, and was not read.</summary>
        private List<PictureArea> Unread(GreyPicture picture, double scale)
        {
            List<PictureArea> areas = [.. CodeTexture.Find(picture).Where(area => !IsRead(area, scale))];
            foreach (PictureArea suspect in _suspects.Where(area => !IsRead(area, scale)))
            {
                PictureArea inside = suspect.With(0, picture.Width, picture.Height);
                if (areas.Count < MaxAreas && !areas.Exists(area => area.Overlaps(inside)) && CodeTexture.MayBeCode(picture, inside))
                {
                    areas.Add(inside);
                }
            }

            return areas;
        }

        /// <summary>Whether the area shows a code that was read, or a part of one.</summary>
        private bool IsRead(PictureArea area, double scale) => _codes.Exists(code =>
            area.Holds(code.Corners.Average(corner => corner.X) / scale, code.Corners.Average(corner => corner.Y) / scale)
            || Around(code, scale).Holds(area.Left + (area.Width / 2.0), area.Top + (area.Height / 2.0)));

        private static PictureArea Around(QrCode code, double scale) =>
            PictureArea.Around(code.Corners.Select(corner => (corner.X / scale, corner.Y / scale)));

        private void Try(QrPass pass, GreyPicture part, PictureArea area, double scale)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _passes.Add(pass.Name);
            foreach (ZXingCode found in reader.Read(pass.Change(part), pass.Options))
            {
                if (found.Error.Length == 0 && int.TryParse(found.Version, NumberStyles.None, CultureInfo.InvariantCulture, out int version))
                {
                    Take(new QrCode(
                        [.. found.Bytes.Select(value => (byte)value)],
                        found.Text,
                        version,
                        found.Level,
                        [.. found.Corners.Select(corner => new QrPoint(((corner[0] * pass.Scale) + area.Left) * scale, ((corner[1] * pass.Scale) + area.Top) * scale))]));
                }
                else if (ReferenceEquals(pass, QrPasses.AsIs) && found.Error.StartsWith("ChecksumError", StringComparison.Ordinal))
                {
                    _suspects.Add(PictureArea.Around(found.Corners.Select(corner => (corner[0], corner[1]))));
                }
            }
        }

        /// <summary>A code that reads differently in two passes was read in neither.</summary>
        private void Take(QrCode code)
        {
            QrCode? known = _codes.Find(other => IsSamePlace(other, code));
            if (known is null)
            {
                _codes.Add(code);
            }
            else if (!known.Bytes.AsSpan().SequenceEqual(code.Bytes.AsSpan()))
            {
                _codes.Remove(known);
                _isDisputed = true;
            }
        }

        private static bool IsSamePlace(QrCode one, QrCode other)
        {
            double across = one.Corners.Average(corner => corner.X) - other.Corners.Average(corner => corner.X);
            double down = one.Corners.Average(corner => corner.Y) - other.Corners.Average(corner => corner.Y);
            double side = Math.Abs(one.Corners[2].X - one.Corners[0].X) + Math.Abs(one.Corners[2].Y - one.Corners[0].Y);
            return Math.Abs(across) + Math.Abs(down) < side / 4;
        }
    }
}

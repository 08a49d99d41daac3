using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Bytes around an offset, sixteen a line.</summary>
internal static class HexView
{
    public const int BytesPerLine = 16;
    private const int LinesBefore = 8;
    private const int LinesShown = 32;

    public static EvidenceView Around(EvidenceRequest request, Stream content, long size, long offset)
    {
        if (offset >= size)
        {
            return EvidenceViews.Unavailable(request.Artifact, request.Locator, "not-found");
        }

        long hitLine = offset / BytesPerLine;
        long first = Math.Max(0, hitLine - LinesBefore);
        content.Position = first * BytesPerLine;
        byte[] bytes = new byte[LinesShown * BytesPerLine];
        int read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var lines = ImmutableArray.CreateBuilder<EvidenceLine>();
        for (int at = 0; at < read; at += BytesPerLine)
        {
            ReadOnlySpan<byte> row = bytes.AsSpan(at, Math.Min(BytesPerLine, read - at));
            long line = first + (at / BytesPerLine);
            lines.Add(new EvidenceLine(string.Create(CultureInfo.InvariantCulture, $"0x{line * BytesPerLine:x}"), Render(row), line == hitLine));
        }

        return new EvidenceView { Artifact = request.Artifact, Locator = request.Locator, Kind = EvidenceViewKind.Hex, Lines = lines.DrainToImmutable() };
    }

    /// <summary>One line: the bytes in hex, and as characters.</summary>
    public static string Render(ReadOnlySpan<byte> row)
    {
        Span<char> text = stackalloc char[BytesPerLine];
        for (int i = 0; i < row.Length; i++)
        {
            text[i] = row[i] is >= 0x20 and < 0x7f ? (char)row[i] : '.';
        }

        string hex = string.Join(' ', row.ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
        return $"{hex.PadRight((BytesPerLine * 3) - 1)}  {text[..row.Length]}";
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>The bytes of a hardware hash, record by record. A record that holds a product key is named and not shown.</summary>
internal static class HashView
{
    private const int MaxSize = 64 << 20;

    /// <param name="number">Which of the file's inventories, from 1.</param>
    public static EvidenceView Of(EvidenceRequest request, UnpackedFile file, long number)
    {
        ImmutableArray<HardwareInventory> inventories = HardwareInventoryReader.Read(file.ReadContent(MaxSize).Span);
        return number >= 1 && number <= inventories.Length && inventories[(int)number - 1].Hash is { } hash
            ? new EvidenceView { Artifact = request.Artifact, Locator = request.Locator, Kind = EvidenceViewKind.Hex, Lines = Lines(hash) }
            : EvidenceViews.Unavailable(request.Artifact, request.Locator, "not-found");
    }

    private static ImmutableArray<EvidenceLine> Lines(HardwareHashCopy hash)
    {
        var lines = ImmutableArray.CreateBuilder<EvidenceLine>();
        int position = 0;
        foreach (HardwareHashRecord record in hash.Records)
        {
            Add(lines, "OA", hash.Bytes.AsSpan()[position..record.Offset], position);
            string name = FormattableString.Invariant($"{(int)record.Type} {(Enum.IsDefined(record.Type) ? record.Type : "?")}");
            int next = record.Offset + HardwareHashRecord.HeaderLength + record.Value.Length;
            Add(lines, name, HoldsKey(record.Value.AsSpan()) ? [] : hash.Bytes.AsSpan()[record.Offset..next], record.Offset);
            position = next;
        }

        Add(lines, "CS", hash.Bytes.AsSpan()[position..], position);
        return lines.DrainToImmutable();
    }

    private static void Add(ImmutableArray<EvidenceLine>.Builder lines, string name, ReadOnlySpan<byte> bytes, int offset)
    {
        bool isFirst = true;
        for (int at = 0; at < bytes.Length || isFirst; at += HexView.BytesPerLine)
        {
            ReadOnlySpan<byte> row = bytes.Slice(at, Math.Min(HexView.BytesPerLine, bytes.Length - at));
            string text = bytes.IsEmpty ? SecretMask.MarkerOf(Analysis.Documents.RedactionKind.ProductKey) : HexView.Render(row);
            lines.Add(new EvidenceLine(string.Create(CultureInfo.InvariantCulture, $"0x{offset + at:x}"), isFirst ? $"[{name}]\n{text}" : text, IsHit: false));
            isFirst = false;
        }
    }

    private static bool HoldsKey(ReadOnlySpan<byte> value) => HoldsKey(Encoding.Latin1.GetString(value)) || HoldsKey(Encoding.Unicode.GetString(value));

    private static bool HoldsKey(string text) => SecretMask.Mask(text).Secrets.Any(secret => secret.Kind == Analysis.Documents.RedactionKind.ProductKey);
}

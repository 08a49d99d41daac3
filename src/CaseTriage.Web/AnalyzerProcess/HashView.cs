using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
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
        ReadOnlySpan<byte> bytes = hash.Bytes.AsSpan();
        int end = hash.Records.IsEmpty ? bytes.Length : hash.Records[0].Offset;
        Add(lines, "OA", 0, bytes[..end]);
        foreach (HardwareHashRecord record in hash.Records)
        {
            end = record.Offset + HardwareHashRecord.HeaderLength + record.Value.Length;
            string name = FormattableString.Invariant($"{(int)record.Type} {(Enum.IsDefined(record.Type) ? record.Type : "?")}");
            if (HoldsKey(record.Value.AsSpan()))
            {
                lines.Add(Line(record.Offset, $"[{name}]\n{SecretMask.MarkerOf(RedactionKind.ProductKey)}"));
            }
            else
            {
                Add(lines, name, record.Offset, bytes[record.Offset..end]);
            }
        }

        Add(lines, bytes[end..].StartsWith("CS"u8) ? "CS" : "?", end, bytes[end..]);
        return lines.DrainToImmutable();
    }

    private static void Add(ImmutableArray<EvidenceLine>.Builder lines, string name, int offset, ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length; at += HexView.BytesPerLine)
        {
            string row = HexView.Render(bytes.Slice(at, Math.Min(HexView.BytesPerLine, bytes.Length - at)));
            lines.Add(Line(offset + at, at == 0 ? $"[{name}]\n{row}" : row));
        }
    }

    private static EvidenceLine Line(int offset, string text) => new(string.Create(CultureInfo.InvariantCulture, $"0x{offset:x}"), text, IsHit: false);

    private static bool HoldsKey(ReadOnlySpan<byte> value) => HoldsKey(Encoding.Latin1.GetString(value)) || HoldsKey(Encoding.Unicode.GetString(value));

    private static bool HoldsKey(string text) => SecretMask.Mask(text).Secrets.Any(secret => secret.Kind == RedactionKind.ProductKey);
}

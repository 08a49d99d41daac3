using System.Collections.Immutable;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// Reads the hardware inventories out of a file in any form that one is handed in: the hash in Base64 on one line, wrapped, copied from a
/// console, quoted in a mail or a page, in XML, CSV or JSON, in hexadecimal, as bytes; or the report printed from it. Bad input is never
/// refused: a file without an inventory gives none.
/// </summary>
public static class HardwareInventoryReader
{
    /// <summary>Most inventories that are read out of one file; a bundle has one a machine.</summary>
    public const int MaxInventories = 64;

    /// <summary>Bytes of a text that are looked at; an inventory has four thousand characters.</summary>
    public const int MaxTextLength = 64 * 1024 * 1024;

    /// <summary>Above this size a file is decoded for identification only where it holds the beginning of a hash or of a report.</summary>
    private const int MaxLengthToDecodeUnseen = 1024 * 1024;

    /// <summary>Whether the file is an inventory, or a text around one. Mail threads quote excerpts: ask for those first.</summary>
    public static bool IsHardwareInventory(ReadOnlySpan<byte> content)
    {
        if (HardwareHashDecoder.IsHardwareHash(content))
        {
            return true;
        }

        if (content.Length > MaxLengthToDecodeUnseen && !MayHoldInventory(content))
        {
            return false;
        }

        InventoryText text = InventoryText.Prepare(Decode(content));
        return ReadText(text).FirstOrDefault() is HardwareInventory first
            && (first.Form is not (InventoryForm.Report or InventoryForm.ReportXml) || first.Integrity == InventoryIntegrity.Intact || IsMostOf(text, first));
    }

    /// <summary>All inventories of a file, in their order, at most <see cref="MaxInventories"/>.</summary>
    public static ImmutableArray<HardwareInventory> Read(ReadOnlySpan<byte> content) => HardwareHashDecoder.IsHardwareHash(content)
        ? [FromHash(InventoryForm.Binary, content, isAltered: false) with { Offset = 0 }]
        : ReadText(Decode(content));

    /// <summary>All inventories of a text, for example of a mail, in their order, at most <see cref="MaxInventories"/>.</summary>
    public static ImmutableArray<HardwareInventory> ReadText(string text) => [.. ReadText(InventoryText.Prepare(text)).OrderBy(inventory => inventory.Line)];

    private static IEnumerable<HardwareInventory> ReadText(InventoryText text) =>
        Base64HashFinder.Find(text).Concat(HexHashFinder.Find(text))
            .Select(found => FromHash(found.Form, found.Bytes, found.IsAltered) with { Line = found.Line })
            .Concat(ReportFinder.Find(text))
            .Take(MaxInventories)
            .Select(inventory => inventory with { Notes = [.. text.Notes] });

    private static HardwareInventory FromHash(InventoryForm form, ReadOnlySpan<byte> bytes, bool isAltered)
    {
        DecodedHardwareHash hash = HardwareHashDecoder.Decode(bytes, isAltered);
        return InventoryFieldReader.Interpret(new HardwareInventory
        {
            Form = form,
            Integrity = hash.Integrity,
            IsComplete = hash.Integrity == InventoryIntegrity.Intact,
            Hash = hash.Copy,
            Fields = hash.Fields,
            Damage = hash.Damage,
        });
    }

    private static string Decode(ReadOnlySpan<byte> content) => TextDecoder.Decode(content[..Math.Min(content.Length, MaxTextLength)]).Text;

    /// <summary>An excerpt makes a file an inventory only where the file holds little else.</summary>
    private static bool IsMostOf(InventoryText text, HardwareInventory excerpt) =>
        excerpt.Fields.Length * 2 >= text.Lines.Count(line => !string.IsNullOrWhiteSpace(line.Text));

    private static bool MayHoldInventory(ReadOnlySpan<byte> content) =>
        content.IndexOf("EAHA"u8) >= 0 || content.IndexOf("E\0A\0H\0A\0"u8) >= 0
        || content.IndexOf("ToolBuild"u8) >= 0 || content.IndexOf("T\0o\0o\0l\0B\0"u8) >= 0;
}

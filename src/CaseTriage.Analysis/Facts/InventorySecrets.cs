using System.Diagnostics.CodeAnalysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Analysis.Facts;

/// <summary>Product keys in inventories. Serial numbers stay as they are, also those that look like a telephone number.</summary>
public static class InventorySecrets
{
    /// <summary>The inventory with product keys masked wherever they stand.</summary>
    public static HardwareInventory Mask(HardwareInventory inventory) => FieldsWithKeys(inventory).Any()
        ? inventory with
        {
            Fields = [.. inventory.Fields.Select(field => field with { Value = Mask(field.Value) })],
            ToolBuild = Mask(inventory.ToolBuild),
            OsBuild = Mask(inventory.OsBuild),
            Disks = [.. inventory.Disks.Select(disk => disk with { Model = Mask(disk.Model), Serial = Mask(disk.Serial), Bus = Mask(disk.Bus) })],
            Adapters = [.. inventory.Adapters.Select(adapter => new InventoryAdapter(Mask(adapter.Mac), Mask(adapter.Medium), Mask(adapter.Bus)))],
        }
        : inventory;

    /// <summary>Names of the fields that hold a product key.</summary>
    public static IEnumerable<string> FieldsWithKeys(HardwareInventory inventory) => inventory.Fields.Where(field => HoldsKey(field.Value)).Select(field => field.Name);

    [return: NotNullIfNotNull(nameof(value))]
    private static string? Mask(string? value) => value is not null && HoldsKey(value) ? SecretMask.Mask(value).Text : value;

    private static bool HoldsKey(string value) => value.Contains('-') && SecretMask.Mask(value).Secrets.Any(secret => secret.Kind == RedactionKind.ProductKey);
}

using System.Collections.Immutable;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Analysis.Facts;

/// <summary>An inventory as the document shows it, by the names of the contract.</summary>
public static class InventorySummaries
{
    /// <summary>Summary of an inventory.</summary>
    /// <param name="inventory">With its product keys masked, see <see cref="InventorySecrets"/>.</param>
    /// <param name="evidence">Where it was read, or null.</param>
    public static InventorySummary Create(HardwareInventory inventory, Evidence? evidence) => new()
    {
        Form = FormName(inventory.Form),
        Integrity = inventory.Integrity switch
        {
            Formats.HardwareHash.InventoryIntegrity.Intact => Documents.InventoryIntegrity.Intact,
            Formats.HardwareHash.InventoryIntegrity.Damaged => Documents.InventoryIntegrity.Damaged,
            _ => Documents.InventoryIntegrity.Truncated,
        },
        Complete = inventory.IsComplete,
        ToolBuild = inventory.ToolBuild,
        OsBuild = inventory.OsBuild,
        OffsetMeaning = inventory.LocalOffset is { } offset ? InventoryTotals.MeaningOf(offset, inventory.ToolBuild) : null,
        Hash = inventory.Hash is { } copy ? new HashSummary(copy.Bytes.Length, copy.Records.Length, copy.FirstCharacters, copy.LastCharacters) : null,
        OsSystemTime = inventory.OsSystemTime,
        LocalOffset = inventory.LocalOffset,
        Disks = [.. inventory.Disks.Select(disk => new DiskSummary(disk.Model, disk.Serial, disk.CapacityInGB, disk.Bus, disk.IsMechanical, disk.IsBoot))],
        NetworkAdapters = [.. inventory.Adapters.Select(adapter => new NetworkAdapterSummary(adapter.Mac, adapter.Medium, adapter.Bus))],
        Smbios = Smbios(inventory),
        Tpm = inventory.Value("TPMVersion"),
        Fields = Fields(inventory),
        Notes = inventory.Notes,
        Evidence = evidence,
    };

    /// <summary>Name of a form in documents and facts: <c>raw-one-line</c>, <c>report-xml</c>.</summary>
    public static string FormName(InventoryForm form)
    {
        var name = new StringBuilder();
        foreach (char c in form.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }

    private static SmbiosSummary? Smbios(HardwareInventory inventory)
    {
        var smbios = new SmbiosSummary(
            inventory.Value("SmbiosSystemManufacturer"),
            inventory.Value("SmbiosSystemProductName"),
            inventory.Value("SmbiosSystemSerialNumber"),
            inventory.Value("SmbiosUuid"),
            inventory.Value("SmbiosSystemFamily"),
            inventory.Value("SmbiosSkuNumber"));
        return smbios == new SmbiosSummary(null, null, null, null, null, null) ? null : smbios;
    }

    private static ImmutableSortedDictionary<string, string> Fields(HardwareInventory inventory)
    {
        ImmutableSortedDictionary<string, string>.Builder fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (InventoryField field in inventory.Fields)
        {
            int times = seen[field.Name] = seen.GetValueOrDefault(field.Name) + 1;
            string name = times == 1 ? field.Name : FormattableString.Invariant($"{field.Name}[{times}]");
            fields[name] = field.Value;
        }

        return fields.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// The disks of several devices line by line: what stands in a line is alike, whatever the place in its inventory, so that a disk that others lack
/// stands alone in its line.
/// </summary>
internal static class DiskRows
{
    private const string Rounding = "capacity-rounding";

    /// <summary>Cells of one line after the other, in the order of the devices; null where a device has no inventory.</summary>
    public static IEnumerable<ImmutableArray<PropertyReading>> Of(ImmutableArray<InventorySummary?> inventories)
    {
        var lines = new List<DiskSummary?[]>();
        for (int device = 0; device < inventories.Length; device++)
        {
            foreach (DiskSummary disk in (inventories[device]?.Disks ?? []).OrderByDescending(disk => disk.Boot == true))
            {
                Place(lines, inventories.Length, device, disk);
            }
        }

        return lines.Select(line => Cells(line, inventories));
    }

    /// <summary>The sum of the disks, sizes that differ by rounding being one.</summary>
    public static ImmutableArray<PropertyReading> TotalCapacity(ImmutableArray<InventorySummary?> inventories)
    {
        string?[] texts = [.. inventories.Select(inventory => inventory is null ? null : InventoryProperties.TotalCapacity(inventory))];
        bool isRounded = IsRounded(texts.Select(text => decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out decimal size) ? size : (decimal?)null));
        return
        [
            .. texts.Select((text, i) => text is null
                ? PropertyReading.NotSaid
                : new PropertyReading($"{text} GB", inventories[i]?.Integrity == InventoryIntegrity.Damaged ? [] : [isRounded ? "" : PropertyText.Number(text)]) { Misreading = isRounded ? Rounding : null }),
        ];
    }

    private static void Place(List<DiskSummary?[]> lines, int devices, int device, DiskSummary disk)
    {
        (int line, int likeness) best = (-1, 0);
        for (int line = 0; line < lines.Count; line++)
        {
            if (lines[line][device] is null && Likeness(disk, lines[line].OfType<DiskSummary>().First()) is var likeness && likeness > best.likeness)
            {
                best = (line, likeness);
            }
        }

        if (best.line < 0)
        {
            best.line = lines.Count;
            lines.Add(new DiskSummary?[devices]);
        }

        lines[best.line][device] = disk;
    }

    /// <summary>0 where they cannot stand in one line: a mechanical disk is none for a solid state one.</summary>
    private static int Likeness(DiskSummary one, DiskSummary other) => one.Mechanical is { } mine && other.Mechanical is { } its && mine != its
        ? 0
        : 1 + (one.Boot == other.Boot ? 4 : 0) + (Same(one.Bus, other.Bus) ? 2 : 0) + (Same(one.Model, other.Model) ? 2 : 0) + (one.CapacityInGB == other.CapacityInGB ? 1 : 0);

    private static bool Same(string? one, string? other) => one is not null && other is not null && PropertyText.Words(one) == PropertyText.Words(other);

    private static ImmutableArray<PropertyReading> Cells(DiskSummary?[] line, ImmutableArray<InventorySummary?> inventories)
    {
        bool isRounded = IsRounded(line.Select(disk => (decimal?)disk?.CapacityInGB));
        return [.. line.Select((disk, i) => Cell(disk, inventories[i], isRounded))];
    }

    private static PropertyReading Cell(DiskSummary? disk, InventorySummary? inventory, bool isRounded)
    {
        if (disk is null)
        {
            return inventory is not null && InventoryProperties.Lists(inventory) ? new PropertyReading(PropertyReading.None, [PropertyReading.None]) : PropertyReading.NotSaid;
        }

        string? sort = disk.Mechanical switch { true => "HDD", false => "SSD", _ => null };
        string? size = disk.CapacityInGB is { } capacity ? string.Create(CultureInfo.InvariantCulture, $"{capacity} GB") : null;
        string text = string.Join(" · ", new[] { disk.Model, size, disk.Bus, sort }.Where(part => !string.IsNullOrEmpty(part)));
        bool isWhole = disk.Model is not null && disk.Bus is not null && sort is not null && inventory?.Integrity != InventoryIntegrity.Damaged;
        return new PropertyReading(text.Length > 0 ? text : "?", isWhole ? [PropertyText.Words($"{disk.Model}|{disk.Bus}|{sort}|{(isRounded ? "" : size)}")] : []) { Misreading = isRounded ? Rounding : null };
    }

    private static bool IsRounded(IEnumerable<decimal?> sizes) =>
        sizes.OfType<decimal>().ToImmutableArray() is { Length: > 1 } known && known.Distinct().Skip(1).Any() && PropertyText.AreNear(known);
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Comparison;

/// <summary>Devices side by side, property by property, the most telling rows first.</summary>
/// <param name="Devices">The columns, in the order given.</param>
/// <param name="Rows">Properties of which at least one device says something: by state, then in the order of the list of properties.</param>
public sealed record DeviceTable(ImmutableArray<ComparedDevice> Devices, ImmutableArray<TableRow> Rows)
{
    /// <summary>Most devices that a person can read side by side.</summary>
    public const int MaxDevices = 8;

    /// <summary>Compares devices, of which some may have no inventory.</summary>
    public static DeviceTable Of(ImmutableArray<ComparedDevice> devices)
    {
        ImmutableArray<InventorySummary?> inventories = [.. devices.Select(device => device.Inventory)];
        IEnumerable<TableRow> rows =
        [
            .. DiskRows.Of(inventories).Select((cells, index) => Row(devices, s_disk, index + 1, cells)),
            Row(devices, s_totalCapacity, null, DiskRows.TotalCapacity(inventories)),
            .. InventoryProperties.Named.Concat(InventoryProperties.Others(inventories.OfType<InventorySummary>()))
                .Select(property => Row(devices, property, null, [.. inventories.Select(inventory => inventory is null ? PropertyReading.NotSaid : property.Read(inventory))])),
        ];
        return new DeviceTable(devices, [.. rows.Where(row => row.Cells.Any(cell => cell.Text is not null)).OrderBy(row => row.Kind == PropertyKind.Other).ThenBy(row => row.State)]);
    }

    private static readonly InventoryProperty s_disk = new("disk", PropertyKind.MustAgree, _ => PropertyReading.NotSaid) { SpeaksOfDevice = true };
    private static readonly InventoryProperty s_totalCapacity = new("total-capacity", PropertyKind.MustAgree, _ => PropertyReading.NotSaid);

    private static TableRow Row(ImmutableArray<ComparedDevice> devices, InventoryProperty property, int? number, ImmutableArray<PropertyReading> cells)
    {
        var row = new TableRow(property.Name, number, property.Kind, RowState.Unknown, cells);
        return property.Kind switch
        {
            PropertyKind.MustDiffer => row with { State = cells.Count(cell => cell.IsKnown) < 2 ? RowState.Unknown : RowState.Expected },
            PropertyKind.Identity => Identify(row, devices),
            _ => Compare(row, property, devices),
        };
    }

    /// <summary>A value that one device alone should have. One device at two times should have it both times.</summary>
    private static TableRow Identify(TableRow row, ImmutableArray<ComparedDevice> devices)
    {
        ImmutableArray<string> shared =
        [
            .. row.Cells.SelectMany((cell, i) => cell.Keys.Distinct(StringComparer.Ordinal).Select(key => (Key: key, devices[i].Serial)))
                .GroupBy(entry => entry.Key, StringComparer.Ordinal).Where(group => group.Select(entry => entry.Serial).Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(group => group.Key),
        ];
        if (!shared.IsEmpty)
        {
            return row with { State = RowState.SharedIdentity, Shared = shared };
        }

        ImmutableArray<int> known = [.. Enumerable.Range(0, devices.Length).Where(i => row.Cells[i].IsKnown)];
        bool isOneDevice = known.Select(i => devices[i].Serial).Distinct(StringComparer.Ordinal).Count() == 1;
        return row with
        {
            State = known.Length < 2 ? RowState.Unknown
                : !isOneDevice ? RowState.Expected
                : known.Select(i => row.Cells[i].Key).Distinct(StringComparer.Ordinal).Skip(1).Any() ? RowState.Differs
                : RowState.Same,
        };
    }

    private static TableRow Compare(TableRow row, InventoryProperty property, ImmutableArray<ComparedDevice> devices)
    {
        bool looksDifferent = row.Cells.Select(cell => cell.Text).OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any();
        string? misreading = row.Cells.Select(cell => cell.Misreading).FirstOrDefault(reason => reason is not null);
        ImmutableArray<string> keys = [.. row.Cells.Where(cell => cell.IsKnown).Select(cell => cell.Key)];
        if (keys.Distinct(StringComparer.Ordinal).Skip(1).Any())
        {
            return row with { State = property.SpeaksOfDevice && Separates(row, devices) ? RowState.Separates : RowState.Differs };
        }

        return (looksDifferent, misreading, keys.Length) switch
        {
            (true, { } reason, _) => row with { State = RowState.LooksDifferent, Reason = reason },
            (_, null, < 2) => row,
            (true, null, _) => row with { State = RowState.LooksDifferent, Reason = "writing" },
            _ => row with { State = RowState.Same },
        };
    }

    /// <summary>
    /// No value of a failing device is one of a working device, and one of the two sides is of one value: "has two disks", or "has not the one disk of those that work".
    /// Where one of them does not say, it is not known to be so.
    /// </summary>
    private static bool Separates(TableRow row, ImmutableArray<ComparedDevice> devices)
    {
        ImmutableArray<PropertyReading> failing = Side(DeviceOutcome.Failed);
        ImmutableArray<PropertyReading> working = Side(DeviceOutcome.Activated);
        return !failing.IsEmpty && !working.IsEmpty && failing.Concat(working).All(cell => cell.IsKnown)
            && !failing.Select(cell => cell.Key).Intersect(working.Select(cell => cell.Key), StringComparer.Ordinal).Any()
            && (IsOne(failing) || IsOne(working));

        ImmutableArray<PropertyReading> Side(DeviceOutcome outcome) => [.. row.Cells.Where((_, i) => devices[i].Outcome == outcome && devices[i].Inventory is not null)];
        static bool IsOne(ImmutableArray<PropertyReading> side) => side.Select(cell => cell.Key).Distinct(StringComparer.Ordinal).Count() == 1;
    }
}

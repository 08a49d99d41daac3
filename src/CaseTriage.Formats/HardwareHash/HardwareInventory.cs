using System.Collections.Immutable;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// One hardware inventory out of a file: a hardware hash, or the report that a tool printed from one. Null means that the inventory does not say.
/// </summary>
public sealed record HardwareInventory
{
    /// <summary>Name of ours for the bus of a network adapter; the report prints none.</summary>
    public const string AdapterBusField = "AdapterBus";

    /// <summary>Report name of the disk that Windows booted from, <c>serial|model|</c>.</summary>
    public const string BootDiskField = "DiskSSNKernel";

    /// <summary>Form it was given in.</summary>
    public required InventoryForm Form { get; init; }

    /// <summary>How far it can be believed.</summary>
    public required InventoryIntegrity Integrity { get; init; }

    /// <summary>
    /// Whether it lists all disks and adapters: an intact hash, or a whole report of the present style. Where it is false, absence means nothing;
    /// reports from before 19H1 name the primary disk only.
    /// </summary>
    public required bool IsComplete { get; init; }

    /// <summary>Line of a text on which it begins, from 1; null in binary data.</summary>
    public int? Line { get; init; }

    /// <summary>Offset of its first byte in binary data; null in text.</summary>
    public long? Offset { get; init; }

    /// <summary>The hash that it was read from; null for a report.</summary>
    public HardwareHashCopy? Hash { get; init; }

    /// <summary>Its lines in their order, by the names of oa3tool's report; names may repeat.</summary>
    public required ImmutableArray<InventoryField> Fields { get; init; }

    /// <summary>Build of the collector, for example <c>10.0.17763.1075</c>.</summary>
    public string? ToolBuild { get; init; }

    /// <summary>Build of Windows.</summary>
    public string? OsBuild { get; init; }

    /// <summary>The device's clock when the inventory was taken, UTC.</summary>
    public DateTimeOffset? OsSystemTime { get; init; }

    /// <summary>Offset of the local time as printed: <c>+08:00</c>; <c>+30:00</c> is the placeholder of old collectors.</summary>
    public string? LocalOffset { get; init; }

    /// <summary>Disks in the order of the inventory.</summary>
    public ImmutableArray<InventoryDisk> Disks { get; init; } = [];

    /// <summary>Network adapters in the order of the inventory.</summary>
    public ImmutableArray<InventoryAdapter> Adapters { get; init; } = [];

    /// <summary>What was put right to read it, for people: <c>Invisible characters were removed.</c></summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<Damage> Damage { get; init; } = [];

    /// <summary>Value of the first field of a name, or null where it is absent or empty.</summary>
    public string? Value(string name)
    {
        foreach (InventoryField field in Fields)
        {
            if (field.Name == name)
            {
                return field.Value.Length > 0 ? field.Value : null;
            }
        }

        return null;
    }
}

using System.Collections.Frozen;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// What the instance id of a device says of it: <c>ENUMERATOR\DEVICE\INSTANCE</c>, where disks have <c>DISK&amp;VEN_..&amp;PROD_..</c> and adapters
/// <c>VEN_8086&amp;DEV_15BE</c> or <c>VID_0BDA&amp;PID_8153</c>. Sources: Windows driver documentation, "Device instance IDs", "Identifiers for SCSI devices",
/// "Identifiers for PCI devices", "Standard USB identifiers".
/// </summary>
internal sealed record DeviceInstanceId
{
    private const int MaxLength = 400;

    private static readonly FrozenSet<string> s_removable = FrozenSet.Create(StringComparer.Ordinal, "USB", "USBSTOR", "1394", "SD", "SBP2");

    /// <summary>The id, upper-case: Windows writes it in either case.</summary>
    public required string Id { get; init; }

    /// <summary>The enumerator: <c>SCSI</c>, <c>USBSTOR</c>, <c>PCI</c>, <c>USB</c>. Internal disks of every sort stand below SCSI.</summary>
    public required string Bus { get; init; }

    /// <summary>Maker's name, or its number; null where the id has none.</summary>
    public string? Vendor { get; init; }

    /// <summary>Product's name, or its number; null where the id has none.</summary>
    public string? Product { get; init; }

    /// <summary>Serial number; null where the device has none and Windows made the instance up.</summary>
    public string? Serial { get; init; }

    /// <summary>Whether the id itself is a disk's.</summary>
    public bool IsDisk { get; init; }

    /// <summary>Whether it hangs on a bus for what is plugged in and out.</summary>
    public bool IsOnRemovableBus => s_removable.Contains(Bus);

    /// <summary>Whether it is software: miniports, virtual adapters.</summary>
    public bool IsVirtual => Bus is "SWD" or "ROOT" or "STORAGE" or "BTH" or "VMS_MP" or "COMPOSITEBUS";

    /// <summary>Reads an id; null where the text is none.</summary>
    public static DeviceInstanceId? TryParse(string? text)
    {
        if (text?.Trim() is not { Length: > 0 and <= MaxLength } id || id.Any(char.IsControl) || id.ToUpperInvariant().Split('\\') is not [{ Length: > 0 } bus, { Length: > 0 } device, .. var rest])
        {
            return null;
        }

        string[] parts = device.Split('&');
        string instance = string.Join('\\', rest);
        return new DeviceInstanceId
        {
            Id = id.ToUpperInvariant(),
            Bus = bus,
            Vendor = Part(parts, "VEN_") ?? Part(parts, "VID_"),
            Product = Part(parts, "PROD_") ?? Part(parts, "DEV_") ?? Part(parts, "PID_") ?? (bus is "IDE" && device.StartsWith("DISK", StringComparison.Ordinal) ? Words(device["DISK".Length..].Split("____")[0]) : null),
            Serial = SerialIn(bus, instance),
            IsDisk = bus is "SCSI" or "USBSTOR" or "IDE" or "SD" or "SBP2" && parts[0].StartsWith("DISK", StringComparison.Ordinal),
        };
    }

    private static string? Part(string[] parts, string prefix) =>
        parts.FirstOrDefault(part => part.StartsWith(prefix, StringComparison.Ordinal)) is { } found && Words(found[prefix.Length..]) is { Length: > 0 } value ? value : null;

    /// <summary>Underscores stand for blanks.</summary>
    private static string Words(string text) => text.Replace('_', ' ').Trim();

    /// <summary>Where a device has no serial number, Windows writes an instance of its own with <c>&amp;</c> in the second place; only USB devices put theirs here.</summary>
    private static string? SerialIn(string bus, string instance) =>
        bus is "USB" or "USBSTOR" && instance is { Length: > 1 } && instance[1] != '&' ? instance.Split('&')[0] : null;
}

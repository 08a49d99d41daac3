using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Facts;

/// <summary>What a file says of the machine that it came from.</summary>
/// <param name="Kind">What says so. <see cref="WitnessKind.Inventory"/> and <see cref="WitnessKind.LicensingDiag"/> give the serial number of the firmware, <see cref="WitnessKind.Computer"/> a computer name, all others the number that the licence goes by.</param>
/// <param name="Value">Serial number or computer name, trimmed, never empty.</param>
/// <param name="Locator">Where in the file it stands, as in <see cref="Evidence.Locator"/>.</param>
public sealed record DeviceHint(WitnessKind Kind, string Value, string Locator)
{
    /// <summary>Whether it is the serial number of a firmware.</summary>
    public bool IsFirmware => Kind is WitnessKind.Inventory or WitnessKind.LicensingDiag;
}

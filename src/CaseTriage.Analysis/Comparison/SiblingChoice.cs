using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Comparison;

/// <summary>Which devices of a case to lay side by side.</summary>
public static class SiblingChoice
{
    /// <summary>
    /// A failing device and its siblings, those that work first, at most <see cref="DeviceTable.MaxDevices"/>; where nothing fails, the first device and its like.
    /// Only devices with an inventory; empty where there are not two.
    /// </summary>
    public static ImmutableArray<ComparedDevice> Of(ImmutableArray<DeviceSummary> devices)
    {
        ImmutableArray<ComparedDevice> candidates =
        [
            .. devices.Where(device => device.Inventory is not null).Select(device => new ComparedDevice(device.SerialNumber, device.Outcome, device.Inventory))
                .OrderBy(device => Rank(device.Outcome)),
        ];
        if (candidates.Length < 2)
        {
            return [];
        }

        ComparedDevice first = candidates.FirstOrDefault(device => device.Outcome == DeviceOutcome.Failed) ?? candidates[0];
        var traits = DeviceTraits.Of(first.Inventory, "");
        var chosen = candidates.OrderByDescending(device => device == first).ThenByDescending(device => traits.Likeness(DeviceTraits.Of(device.Inventory, "")).Length > 0)
            .Take(DeviceTable.MaxDevices).ToHashSet();
        return [.. candidates.Where(chosen.Contains)];
    }

    /// <summary>Order in which people read devices: those that work, those that fail, the others.</summary>
    public static int Rank(DeviceOutcome outcome) => outcome switch
    {
        DeviceOutcome.Activated => 0,
        DeviceOutcome.Failed => 1,
        _ => 2,
    };
}

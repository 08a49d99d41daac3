using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Devices;

/// <summary>The names that each device goes by.</summary>
internal static class DeviceIdentities
{
    // A log holds all names that its computer ever had; more than these is another thing than renaming.
    private const int MaxOfAKind = 8;

    /// <summary>By serial number; the licence's first, each once with the first place that states it.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<DeviceIdentity>> Of(DeviceDecision decision) =>
        decision.Artifacts.Where(artifact => decision.Devices.GetValueOrDefault(artifact.Path) is { Length: > 0 })
            .GroupBy(artifact => decision.Devices[artifact.Path], StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => Of(group.Key, [.. group]), StringComparer.Ordinal);

    private static ImmutableArray<DeviceIdentity> Of(string device, ImmutableArray<DeviceAttribution.Candidate> artifacts)
    {
        ImmutableArray<DeviceIdentity> told = [.. artifacts.SelectMany(artifact => artifact.Hints.Where(hint => Concerns(hint, artifact, device)).Select(hint => Identity(artifact, hint)))];
        DeviceIdentity[] named = SerialNumberFinder.HasShape(device) ? [new DeviceIdentity(IdentityKind.Licence, device, null)] : [];
        return
        [
            .. told.Concat(named).DistinctBy(identity => (identity.Kind, identity.Value.ToUpperInvariant()))
                .GroupBy(identity => identity.Kind).OrderBy(group => group.Key).SelectMany(group => group.Take(MaxOfAKind)),
        ];
    }

    /// <summary>A file of several machines says nothing of this one but its own serial number; neither does one that names another licence.</summary>
    private static bool Concerns(DeviceHint hint, DeviceAttribution.Candidate artifact, string device) => hint.Kind switch
    {
        WitnessKind.Computer => true,
        WitnessKind.Inventory or WitnessKind.LicensingDiag => artifact.Hints.Count(other => other.IsFirmware) == 1 || hint.Value.Equals(device, StringComparison.OrdinalIgnoreCase),
        _ => hint.Value.Equals(device, StringComparison.OrdinalIgnoreCase),
    };

    private static DeviceIdentity Identity(DeviceAttribution.Candidate artifact, DeviceHint hint) => new(
        hint.IsFirmware ? IdentityKind.Firmware : hint.Kind == WitnessKind.Computer ? IdentityKind.Computer : IdentityKind.Licence,
        hint.Value,
        Evidence.Of(artifact.Path, hint.Locator, hint.Value));
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Devices;

/// <summary>
/// Which device each artifact belongs to, decided by the weightiest witness: what a person said; a serial number in the name of a folder, file or container
/// above it; a licence serial number in its content; the other files of its folder; a computer name; a folder called as its content calls the machine; the mail
/// that carried it. Then all witnesses are heard, and those who disagree are told. How and why: <c>docs/devices.md</c>.
/// </summary>
public sealed class DeviceAttribution
{
    private readonly FrozenDictionary<string, string> _devices;
    private readonly FrozenDictionary<string, AttributionSummary> _summaries;
    private readonly FrozenDictionary<string, string> _deviceByFirmware;

    private DeviceAttribution(DeviceDecision decision, DeviceWitnesses witnesses)
    {
        _devices = decision.Devices.Where(entry => entry.Value.Length > 0).ToFrozenDictionary(StringComparer.Ordinal);
        _summaries = witnesses.Summaries.ToFrozenDictionary(StringComparer.Ordinal);
        Conflicts = witnesses.Conflicts;
        Identities = DeviceIdentities.Of(decision);
        _deviceByFirmware = Identities.SelectMany(device => device.Value.Where(identity => identity.Kind == IdentityKind.Firmware).Select(identity => (identity.Value, Device: device.Key)))
            .GroupBy(pair => pair.Value, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Select(pair => pair.Device).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.First().Device, StringComparer.OrdinalIgnoreCase);
        Devices = [.. _devices.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Facts <c>bundle.other</c>: what is taken for one device holds data of another.</summary>
    public ImmutableArray<Fact> Conflicts { get; }

    /// <summary>All serial numbers that artifacts were attributed to, ordinal order.</summary>
    public ImmutableArray<string> Devices { get; }

    /// <summary>The names that each device goes by, by its serial number.</summary>
    internal ImmutableSortedDictionary<string, ImmutableArray<DeviceIdentity>> Identities { get; }

    /// <summary>Serial number of an artifact's device, or null.</summary>
    public string? DeviceOf(string path) => _devices.GetValueOrDefault(path);

    /// <summary>Why, or null where the name alone says so, or nothing does.</summary>
    public AttributionSummary? Why(string path) => _summaries.GetValueOrDefault(path);

    /// <summary>
    /// The device that a serial number means which stands in a file of several machines: the one of that name, the one whose firmware bears it, or one of its own.
    /// </summary>
    public string DeviceOfSerial(string serial) =>
        Devices.FirstOrDefault(device => device.Equals(serial, StringComparison.OrdinalIgnoreCase)) ?? _deviceByFirmware.GetValueOrDefault(serial) ?? serial;

    /// <summary>Attributes.</summary>
    /// <param name="artifacts">All files of the case.</param>
    /// <param name="mails">What the mails name and carried.</param>
    public static DeviceAttribution Of(IReadOnlyCollection<Candidate> artifacts, MailCargo mails)
    {
        var decision = DeviceDecision.Of(artifacts, mails);
        return new DeviceAttribution(decision, DeviceWitnesses.Hear(decision));
    }

    /// <summary>An artifact that wants a device.</summary>
    /// <param name="Path">Path in the case.</param>
    /// <param name="ByHand">What a person said: a serial number, empty for "of no device", or null.</param>
    /// <param name="Hints">What its content says of its machine.</param>
    /// <param name="IsMail">Mails are about the case, whatever they are called.</param>
    public sealed record Candidate(string Path, string? ByHand, ImmutableArray<DeviceHint> Hints, bool IsMail)
    {
        /// <summary>Serial numbers in the content that the licence goes by.</summary>
        internal IEnumerable<DeviceHint> LicenceSerials =>
            Hints.Where(hint => hint.Kind != WitnessKind.Computer && (!hint.IsFirmware || SerialNumberFinder.HasShape(hint.Value)));

        /// <summary>Computer names in the content.</summary>
        internal IEnumerable<string> Computers => Hints.Where(hint => hint.Kind == WitnessKind.Computer).Select(hint => hint.Value);
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Devices;

/// <summary>
/// Which device each artifact belongs to. In this order: what a person said; a serial number in the name of a folder, file or container above it; a serial
/// number that its content names; the same for the other files of its folder or container; a computer name that an attributed artifact bears too.
/// The serial number of the firmware and that of the licence are different things: content counts only where it has the licence's shape.
/// </summary>
public sealed class DeviceAttribution
{
    private readonly FrozenDictionary<string, string> _devices;

    private DeviceAttribution(Dictionary<string, string> devices, ImmutableArray<Fact> conflicts) =>
        (_devices, Conflicts) = (devices.ToFrozenDictionary(StringComparer.Ordinal), conflicts);

    /// <summary>Facts <c>bundle.other</c>: the name says one device, the content another.</summary>
    public ImmutableArray<Fact> Conflicts { get; }

    /// <summary>Serial number of an artifact's device, or null.</summary>
    public string? DeviceOf(string path) => _devices.GetValueOrDefault(path);

    /// <summary>All serial numbers that artifacts were attributed to.</summary>
    public IEnumerable<string> Devices => _devices.Values.Distinct();

    /// <summary>Attributes.</summary>
    /// <param name="artifacts">Path, device given by hand or null, and what the content says of its machine.</param>
    public static DeviceAttribution Of(IReadOnlyCollection<Candidate> artifacts)
    {
        var devices = new Dictionary<string, string>(StringComparer.Ordinal);
        Assign(artifacts, devices, artifact => artifact.ByHand ?? NamedIn(artifact.Path));
        ImmutableArray<Fact> conflicts = [.. artifacts.SelectMany(artifact => Conflict(artifact, devices.GetValueOrDefault(artifact.Path)))];
        Assign(artifacts, devices, artifact => Only(artifact.Hints.Where(SerialNumbers.Is)));
        AssignByGroup(artifacts, devices, artifact => [FolderOf(artifact.Path)]);
        AssignByGroup(artifacts, devices, artifact => artifact.Hints.Where(hint => !SerialNumbers.Is(hint)));
        return new DeviceAttribution(devices, conflicts);
    }

    private static void Assign(IEnumerable<Candidate> artifacts, Dictionary<string, string> devices, Func<Candidate, string?> device)
    {
        foreach (Candidate artifact in artifacts.Where(artifact => !devices.ContainsKey(artifact.Path) && !artifact.IsMail))
        {
            if (device(artifact) is { } serial)
            {
                devices[artifact.Path] = serial;
            }
        }
    }

    /// <summary>Gives what has no device that of its group, where the group has exactly one.</summary>
    private static void AssignByGroup(IReadOnlyCollection<Candidate> artifacts, Dictionary<string, string> devices, Func<Candidate, IEnumerable<string>> groups)
    {
        ILookup<string, string> known = artifacts.Where(artifact => devices.ContainsKey(artifact.Path))
            .SelectMany(artifact => groups(artifact).Where(group => group.Length > 0).Select(group => (Group: group, Device: devices[artifact.Path])))
            .ToLookup(pair => pair.Group, pair => pair.Device, StringComparer.OrdinalIgnoreCase);
        Assign(artifacts, devices, artifact => Only(groups(artifact).SelectMany(group => known[group])));
    }

    private static string? NamedIn(string path) => path.Split('/').Select(SerialNumbers.In).FirstOrDefault(serial => serial is not null);

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    private static string? Only(IEnumerable<string> serials) => serials.Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList() is [var one] ? one : null;

    private static IEnumerable<Fact> Conflict(Candidate artifact, string? named) => named is null
        ? []
        : artifact.Hints.Where(hint => SerialNumbers.Is(hint) && !hint.Equals(named, StringComparison.OrdinalIgnoreCase)).Distinct().Select(held => Fact.Create(
            "bundle.other", named, new Evidence(artifact.Path, "field SerialNumber", held), null, ("named", named), ("held", held)));

    /// <summary>An artifact that wants a device.</summary>
    /// <param name="Path">Path in the case.</param>
    /// <param name="ByHand">What a person said, or null.</param>
    /// <param name="Hints">Serial numbers and computer names in its content.</param>
    /// <param name="IsMail">Mails are about the case, whatever they are called.</param>
    public sealed record Candidate(string Path, string? ByHand, ImmutableArray<string> Hints, bool IsMail);
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Devices;

/// <summary>The device of each file by its weightiest witness, and which witness that is.</summary>
internal sealed class DeviceDecision
{
    private readonly Dictionary<string, string> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WitnessKind> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);

    private DeviceDecision(IReadOnlyCollection<DeviceAttribution.Candidate> artifacts, MailCargo mails) =>
        (Artifacts, Mails, Names) = ([.. artifacts.Where(artifact => !artifact.IsMail).OrderBy(artifact => artifact.Path, StringComparer.Ordinal)], mails, new DeviceNames(mails.Serials));

    /// <summary>The files that want a device, by path.</summary>
    public ImmutableArray<DeviceAttribution.Candidate> Artifacts { get; }

    /// <summary>What the mails name and carried.</summary>
    public MailCargo Mails { get; }

    /// <summary>Which names are serial numbers.</summary>
    public DeviceNames Names { get; }

    /// <summary>Serial number by path; empty where a person said that the file is of no device.</summary>
    public IReadOnlyDictionary<string, string> Devices => _devices;

    /// <summary>What decided.</summary>
    public IReadOnlyDictionary<string, WitnessKind> Reasons => _reasons;

    /// <summary>Decides for all files.</summary>
    public static DeviceDecision Of(IReadOnlyCollection<DeviceAttribution.Candidate> artifacts, MailCargo mails)
    {
        var decision = new DeviceDecision(artifacts, mails);
        decision.Assign(WitnessKind.Name, artifact => artifact.ByHand is null ? decision.Names.In(artifact.Path).FirstOrDefault() : null);
        decision.Assign(WitnessKind.Hand, artifact => artifact.ByHand);
        decision.AssignByContent();
        decision.Spread();
        if (decision.IsNobodyWaiting())
        {
            decision.AssignByOwnNames();
            decision.Spread();
        }

        decision.Assign(WitnessKind.Mail, artifact => mails.CarrierOf(artifact.Path)?.Serial);
        if (decision._devices.Values.All(device => device.Length == 0) && mails.Serials.Count == 0)
        {
            decision.Assign(WitnessKind.Inventory, artifact => Only(artifact.Hints.Where(hint => hint.IsFirmware).Select(hint => hint.Value)));
            decision.Spread();
        }

        return decision;
    }

    /// <summary>The one text of several, any case; null where they differ or there is none.</summary>
    public static string? Only(IEnumerable<string> texts) => texts.Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList() is [var one] ? one : null;

    /// <summary>The folder or archive that a file lies in, empty at the root.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    /// <summary>Whether each serial number of the mails has files: else a machine that is called otherwise may well be one of them.</summary>
    private bool IsNobodyWaiting() => Mails.Serials.IsSubsetOf(_devices.Values.ToHashSet(StringComparer.OrdinalIgnoreCase));

    private void AssignByContent()
    {
        foreach (DeviceAttribution.Candidate artifact in Artifacts)
        {
            DeviceHint[] serials = [.. artifact.LicenceSerials];
            if (Only(serials.Select(hint => hint.Value)) is { } serial)
            {
                Assign(artifact.Path, serial, serials[0].Kind);
            }
        }
    }

    /// <summary>From the files that have a device to their folders and computers.</summary>
    private void Spread()
    {
        AssignByGroup(WitnessKind.Folder, artifact => [FolderOf(artifact.Path)]);
        AssignByGroup(WitnessKind.Computer, artifact => artifact.Computers);
    }

    /// <summary>A folder or archive that is called as a file in it calls the machine is that machine's, outermost first.</summary>
    private void AssignByOwnNames()
    {
        var borne = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (DeviceAttribution.Candidate artifact in Artifacts.Where(artifact => !_devices.ContainsKey(artifact.Path)))
        {
            foreach ((string prefix, _) in Parts(artifact.Path))
            {
                (borne.TryGetValue(prefix, out HashSet<string>? names) ? names : borne[prefix] = new HashSet<string>(StringComparer.OrdinalIgnoreCase))
                    .UnionWith(artifact.Hints.Where(hint => hint.IsFirmware || hint.Kind == WitnessKind.Computer).Select(hint => hint.Value));
            }
        }

        Dictionary<string, string> own = [];
        Assign(WitnessKind.Name, artifact => Parts(artifact.Path).Select(part => OwnOf(part)).FirstOrDefault(name => name is not null));

        string? OwnOf((string Prefix, string Name) part)
        {
            if (!own.TryGetValue(part.Prefix, out string? name))
            {
                own[part.Prefix] = name = DeviceNames.Own(part.Name, borne[part.Prefix]) ?? "";
            }

            return name.Length == 0 ? null : name;
        }
    }

    private static IEnumerable<(string Prefix, string Name)> Parts(string path)
    {
        for (int start = 0, slash; start < path.Length; start = slash + 1)
        {
            slash = path.IndexOf('/', start) is >= 0 and int found ? found : path.Length;
            yield return (path[..slash], path[start..slash]);
        }
    }

    /// <summary>Gives what has no device that of its group, where the group has exactly one.</summary>
    private void AssignByGroup(WitnessKind kind, Func<DeviceAttribution.Candidate, IEnumerable<string>> groups)
    {
        ILookup<string, string> known = Artifacts.Where(artifact => _devices.GetValueOrDefault(artifact.Path) is { Length: > 0 })
            .SelectMany(artifact => groups(artifact).Where(group => group.Length > 0).Select(group => (Group: group, Device: _devices[artifact.Path])))
            .Distinct()
            .ToLookup(pair => pair.Group, pair => pair.Device, StringComparer.OrdinalIgnoreCase);
        Assign(kind, artifact => Only(groups(artifact).SelectMany(group => known[group])));
    }

    private void Assign(WitnessKind kind, Func<DeviceAttribution.Candidate, string?> device)
    {
        foreach (DeviceAttribution.Candidate artifact in Artifacts.Where(artifact => !_devices.ContainsKey(artifact.Path)))
        {
            if (device(artifact) is { } serial)
            {
                Assign(artifact.Path, serial, kind);
            }
        }
    }

    /// <summary>One device is spelled in one way.</summary>
    private void Assign(string path, string serial, WitnessKind kind)
    {
        if (_devices.ContainsKey(path))
        {
            return;
        }

        string shaped = Formats.Text.SerialNumberFinder.HasShape(serial) ? serial.ToUpperInvariant() : serial;
        _devices[path] = _spellings.TryGetValue(shaped, out string? spelled) ? spelled : _spellings[shaped] = shaped;
        _reasons[path] = kind;
    }
}

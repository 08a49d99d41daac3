using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Devices;

/// <summary>Hears all witnesses of each file: agreement raises confidence, disagreement lowers it, and what is grave enough becomes a fact.</summary>
internal sealed class DeviceWitnesses
{
    // Only a person is sure.
    private const double MaxConfidence = 0.99;

    private readonly DeviceDecision _decision;
    private readonly HashSet<string> _known;

    /// <summary>By computer name: the devices whose files bear it, with the number of such files. Files that were only guessed to be of a device do not count.</summary>
    private readonly Dictionary<string, Dictionary<string, int>> _borneBy = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AttributionSummary> _summaries = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Fact>.Builder _conflicts = ImmutableArray.CreateBuilder<Fact>();

    private DeviceWitnesses(DeviceDecision decision)
    {
        _decision = decision;
        _known = decision.Devices.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (DeviceAttribution.Candidate artifact in decision.Artifacts.Where(artifact => IsFirm(artifact.Path)))
        {
            foreach (string computer in artifact.Computers)
            {
                if (!_borneBy.TryGetValue(computer, out Dictionary<string, int>? files))
                {
                    _borneBy[computer] = files = new Dictionary<string, int>(StringComparer.Ordinal);
                }

                files[decision.Devices[artifact.Path]] = files.GetValueOrDefault(decision.Devices[artifact.Path]) + 1;
            }
        }
    }

    /// <summary>Why each file is taken for that of its device, by path.</summary>
    public IReadOnlyDictionary<string, AttributionSummary> Summaries => _summaries;

    /// <summary>Facts <c>bundle.other</c>.</summary>
    public ImmutableArray<Fact> Conflicts { get; private set; } = [];

    /// <summary>Hears them.</summary>
    public static DeviceWitnesses Hear(DeviceDecision decision)
    {
        var witnesses = new DeviceWitnesses(decision);
        foreach (DeviceAttribution.Candidate artifact in decision.Artifacts)
        {
            witnesses.Hear(artifact);
        }

        witnesses.Conflicts = witnesses._conflicts.ToImmutable();
        return witnesses;
    }

    private void Hear(DeviceAttribution.Candidate artifact)
    {
        string? device = _decision.Devices.GetValueOrDefault(artifact.Path);
        ImmutableArray<DeviceWitness> witnesses = [.. WitnessesOf(artifact, device).OrderBy(witness => witness.Kind).ThenBy(witness => witness.Says, StringComparer.Ordinal)];
        ImmutableArray<DeviceWitness> contradicting = device is { Length: > 0 } ? [.. Contradicting(artifact, device, witnesses)] : [];
        foreach (DeviceWitness witness in contradicting)
        {
            _conflicts.Add(Fact.Create(
                "bundle.other",
                device,
                witness.Evidence ?? new Evidence(artifact.Path, "offset 0x0", witness.Says),
                null,
                ("named", device),
                ("held", witness.Says),
                ("by", System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(witness.Kind.ToString()))));
        }

        if (!witnesses.IsEmpty && witnesses is not [{ Kind: WitnessKind.Name }])
        {
            _summaries[artifact.Path] = new AttributionSummary { Confidence = Confidence(device, witnesses), Contradicted = !contradicting.IsEmpty, Witnesses = witnesses };
        }
    }

    private IEnumerable<DeviceWitness> WitnessesOf(DeviceAttribution.Candidate artifact, string? device)
    {
        WitnessKind? reason = _decision.Reasons.TryGetValue(artifact.Path, out WitnessKind decided) ? decided : null;
        if (artifact.ByHand is not null)
        {
            yield return new DeviceWitness(WitnessKind.Hand, device ?? "", null);
        }

        foreach (string name in _decision.Names.In(artifact.Path) is { IsEmpty: false } names ? names : reason == WitnessKind.Name ? [device ?? ""] : [])
        {
            yield return new DeviceWitness(WitnessKind.Name, name, null);
        }

        // The firmware of a machine may bear another number than its licence: it speaks only where it names a device.
        foreach (DeviceHint hint in artifact.LicenceSerials.Concat(artifact.Hints.Where(hint => hint.IsFirmware && _known.Contains(hint.Value))).Distinct())
        {
            yield return Witness(artifact, hint, hint.Value);
        }

        foreach (DeviceHint hint in artifact.Hints.Where(hint => hint.Kind == WitnessKind.Computer))
        {
            if (DeviceDecision.Only(OwnersElsewhere(artifact, hint.Value)) is { } owner)
            {
                yield return Witness(artifact, hint, owner);
            }
        }

        if (reason == WitnessKind.Folder)
        {
            yield return new DeviceWitness(WitnessKind.Folder, device ?? "", null);
        }

        if (_decision.Mails.CarrierOf(artifact.Path) is { } carrier)
        {
            yield return new DeviceWitness(WitnessKind.Mail, carrier.Serial, carrier.Evidence);
        }
    }

    /// <summary>
    /// Names and serial numbers that speak of another device; of a file of several machines only where its own is not among them. What a person moved is where
    /// it belongs, whatever it is called.
    /// </summary>
    private IEnumerable<DeviceWitness> Contradicting(DeviceAttribution.Candidate artifact, string device, ImmutableArray<DeviceWitness> witnesses)
    {
        bool IsOther(DeviceWitness witness) => !witness.Says.Equals(device, StringComparison.OrdinalIgnoreCase);
        bool isByHand = artifact.ByHand is not null;
        ImmutableArray<DeviceWitness> held = [.. witnesses.Where(witness => witness.Kind is WitnessKind.Client or WitnessKind.Log or WitnessKind.Request or WitnessKind.Inventory or WitnessKind.LicensingDiag)];
        return witnesses.Where(witness => IsOther(witness) && witness.Kind switch
        {
            WitnessKind.Name => !isByHand,
            WitnessKind.Computer => !isByHand && IsOfOtherComputer(artifact, device),
            _ => held.Contains(witness) && held.All(IsOther),
        });
    }

    /// <summary>
    /// Whether all computer names of a file are those of other devices, while the other files of its device bear a different name. A machine that was renamed
    /// has files with both, and machines of one image begin with one name.
    /// </summary>
    private bool IsOfOtherComputer(DeviceAttribution.Candidate artifact, string device) =>
        artifact.Computers.All(computer => DeviceDecision.Only(OwnersElsewhere(artifact, computer)) is { } owner && owner != device)
        && _borneBy.Any(entry => entry.Value.ContainsKey(device) && !artifact.Computers.Contains(entry.Key, StringComparer.OrdinalIgnoreCase));

    /// <summary>The devices whose other files bear a computer name.</summary>
    private IEnumerable<string> OwnersElsewhere(DeviceAttribution.Candidate artifact, string computer)
    {
        string? own = IsFirm(artifact.Path) ? _decision.Devices[artifact.Path] : null;
        return _borneBy.TryGetValue(computer, out Dictionary<string, int>? files) ? files.Where(entry => entry.Value > (entry.Key == own ? 1 : 0)).Select(entry => entry.Key) : [];
    }

    /// <summary>Whether more than a guess gave a file its device.</summary>
    private bool IsFirm(string path) => _decision.Devices.GetValueOrDefault(path) is { Length: > 0 } && _decision.Reasons[path] is not (WitnessKind.Computer or WitnessKind.Folder or WitnessKind.Mail);

    private static DeviceWitness Witness(DeviceAttribution.Candidate artifact, DeviceHint hint, string says) => new(hint.Kind, says, Evidence.Of(artifact.Path, hint.Locator, hint.Value));

    /// <summary>Witnesses are taken for independent, each sort once; those who disagree take away in the same measure.</summary>
    private static double Confidence(string? device, ImmutableArray<DeviceWitness> witnesses)
    {
        if (witnesses[0].Kind == WitnessKind.Hand)
        {
            return 1;
        }

        double doubt = 1;
        double agreement = 1;
        foreach (IGrouping<WitnessKind, DeviceWitness> sort in witnesses.GroupBy(witness => witness.Kind))
        {
            bool agrees = device is null || sort.Any(witness => witness.Says.Equals(device, StringComparison.OrdinalIgnoreCase));
            doubt *= agrees ? 1 - WeightOf(sort.Key) : 1;
            agreement *= agrees ? 1 : 1 - (WeightOf(sort.Key) / 2);
        }

        return Math.Min(MaxConfidence, Math.Round((1 - doubt) * agreement, 2));
    }

    // An expert's estimate: names are given by people who pack many bundles; a computer name outlives its image.
    private static double WeightOf(WitnessKind kind) => kind switch
    {
        WitnessKind.Client or WitnessKind.Name => 0.9,
        WitnessKind.Inventory or WitnessKind.LicensingDiag or WitnessKind.Request => 0.85,
        WitnessKind.Log => 0.7,
        WitnessKind.Computer or WitnessKind.Folder => 0.6,
        _ => 0.5,
    };
}

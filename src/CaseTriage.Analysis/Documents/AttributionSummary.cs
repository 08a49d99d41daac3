using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseTriage.Analysis.Documents;

/// <summary>What says whose a file is, in the order of its weight.</summary>
public enum WitnessKind
{
    /// <summary>A person.</summary>
    Hand,

    /// <summary>The name of the file, of a folder or of an archive above it.</summary>
    Name,

    /// <summary>The activation client in its own events.</summary>
    Client,

    /// <summary>A text log that names one device.</summary>
    Log,

    /// <summary>The code of an offline request.</summary>
    Request,

    /// <summary>The firmware serial number of a hardware inventory.</summary>
    Inventory,

    /// <summary>The firmware serial number that licensingdiag holds.</summary>
    LicensingDiag,

    /// <summary>Other files of its folder.</summary>
    Folder,

    /// <summary>A computer name that files of one device bear.</summary>
    Computer,

    /// <summary>The mail that carried it.</summary>
    Mail,
}

/// <summary>Why a file is taken for that of its device.</summary>
public sealed record AttributionSummary
{
    /// <summary>0 to 1: how sure it is; 1 where a person said so. Where the file has no device, how sure the witnesses are that speak of one.</summary>
    public required double Confidence { get; init; }

    /// <summary>Whether the file's own content, or a second name, speaks of another device.</summary>
    public bool Contradicted { get; init; }

    /// <summary>All that speaks for it or against it, weightiest first.</summary>
    public required ImmutableArray<DeviceWitness> Witnesses { get; init; }
}

/// <summary>One thing that says whose a file is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Says">Serial number of the device that it speaks of; empty where a person said that the file is of none.</param>
/// <param name="Evidence">Where it stands; null for a name, and for what a person said.</param>
public sealed record DeviceWitness(WitnessKind Kind, string Says, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Evidence? Evidence);

/// <summary>What sort of name a device goes by.</summary>
public enum IdentityKind
{
    /// <summary>The serial number that the licence is bound to, and that the case goes by.</summary>
    Licence,

    /// <summary>The serial number in the firmware. It may be another.</summary>
    Firmware,

    /// <summary>A computer name.</summary>
    Computer,
}

/// <summary>A name that a device goes by.</summary>
/// <param name="Kind">What sort of name.</param>
/// <param name="Value">The name.</param>
/// <param name="Evidence">Where it stands; null where only the name of a file or a person says it.</param>
public sealed record DeviceIdentity(IdentityKind Kind, string Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Evidence? Evidence);

/// <summary>Something that changed on a device.</summary>
/// <param name="At">When it was seen to have changed, UTC; null where no time is known.</param>
/// <param name="Kind"><c>disk</c>, <c>adapter</c>, <c>memory</c>, <c>board</c>, <c>firmware</c>, <c>os</c>, <c>offset</c>, <c>hardware</c> where licensing says no more than that.</param>
/// <param name="What"><c>added</c>, <c>removed</c>, <c>changed</c>; of events <c>configured</c>, <c>started</c>, <c>installed</c>, <c>problem</c>, too.</param>
/// <param name="Before">What was there, or null.</param>
/// <param name="After">What is there since, or null.</param>
/// <param name="Evidence">Where it is seen: one place for an event, two for inventories.</param>
public sealed record DeviceChange(DateTimeOffset? At, string Kind, string What, string? Before, string? After, ImmutableArray<Evidence> Evidence);

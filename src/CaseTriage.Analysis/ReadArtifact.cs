using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis;

/// <summary>A file of the case after it was read. Its bytes are gone.</summary>
/// <param name="Path">Path in the case.</param>
/// <param name="DeviceByHand">Serial number that a person gave, or null.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Format">What it is more exactly.</param>
/// <param name="SizeInBytes">Size.</param>
/// <param name="Sha256">Hash of its bytes, or empty.</param>
/// <param name="Reading">What was read.</param>
internal sealed record ReadArtifact(string Path, string? DeviceByHand, ArtifactKind Kind, ArtifactFormat Format, long SizeInBytes, string Sha256, ArtifactReading Reading)
{
    /// <summary>The line of the document.</summary>
    public ArtifactSummary Summarize(DeviceAttribution attribution) => new()
    {
        Path = Path,
        Kind = Kind,
        Format = Format,
        SizeInBytes = SizeInBytes,
        Sha256 = Sha256,
        Device = attribution.DeviceOf(Path),
        Attribution = attribution.Why(Path),
        Status = Reading.Status,
        Records = Reading.Records,
        Names = Reading.Names,
        Damage = Reading.Damage,
        Templates = Reading.Templates,
        Codes = Reading.Codes.IsEmpty ? null : Reading.Codes,
    };

    /// <summary>The facts <c>artifact</c> that rules ask for: one for each sort of damage, or one without.</summary>
    public IEnumerable<Fact> Describe(string? device)
    {
        string kind = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString());
        string status = Reading.Status.ToString().ToLowerInvariant();
        if (Reading.Damage.IsEmpty)
        {
            yield return Fact.Create("artifact", device, new Evidence(Path, "offset 0x0", ""), null, ("kind", kind), ("format", Format.Word()), ("status", status), ("path", Path));
        }

        foreach (Formats.Damage damage in Reading.Damage.DistinctBy(damage => damage.Code))
        {
            var evidence = new Evidence(Path, FormattableString.Invariant($"offset 0x{damage.Offset ?? 0:x}"), damage.Message);
            yield return Fact.Create("artifact", device, evidence, null, ("kind", kind), ("format", Format.Word()), ("status", status), ("path", Path), ("damage", damage.Code));
        }
    }
}

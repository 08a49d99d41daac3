using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>What an analysis depends on: what went in, and what was known.</summary>
public readonly record struct AnalysisKey(string InputsHash, string PacksHash)
{
    /// <summary>Hash over the labels, bytes, ways of reading, hand-given devices, corrections, remembered people and calendar of a case, whatever their order, and over limits that are not the default ones.</summary>
    /// <param name="bundles">Bundles of the case.</param>
    /// <param name="attributions">Devices given by hand.</param>
    /// <param name="corrections">What people put right.</param>
    /// <param name="people">People whose party was told in earlier cases.</param>
    /// <param name="calendar">The calendar's content, as a file.</param>
    /// <param name="limits">How much may come out of archives.</param>
    public static string HashInputs(
        IEnumerable<Bundle> bundles,
        IEnumerable<ArtifactAttribution> attributions,
        IEnumerable<CaseCorrection> corrections,
        IEnumerable<RememberedPerson> people,
        string calendar,
        UnpackLimits limits) =>
        Hash(bundles.Select(b => $"bundle\0{b.FileName}\0{b.ReadingName}\0{b.Device}")
            .Concat(attributions.Select(a => $"device\0{a.ArtifactPath}\0{a.Device}"))
            .Concat(corrections.Select(c => $"correction\0{c.Kind}\0{c.Subject}\0{c.Value}"))
            .Concat(people.Select(p => $"person\0{p.Key}\0{p.Party}\0{p.CaseNumber}"))
            .Append($"calendar\0{calendar}")
            .Concat(limits.Variant.Length == 0 ? [] : [$"limits\0{limits.Variant}"]));

    /// <summary>Hash over the engine's version and the packs' contents.</summary>
    public static string HashPacks(string engine, IEnumerable<PackReference> packs) =>
        Hash(packs.Select(p => $"pack\0{p.Id}\0{p.Version}\0{p.Sha256}").Append($"engine\0{engine}"));

    private static string Hash(IEnumerable<string> lines)
    {
        string all = string.Join('\n', lines.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}

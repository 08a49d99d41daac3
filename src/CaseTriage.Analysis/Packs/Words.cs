using System.Collections.Frozen;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Packs;

/// <summary>The words that packs use, and what they stand for. Likelihoods are those of the design: experts agree on words sooner than on numbers.</summary>
internal static class Words
{
    public static FrozenDictionary<string, double> Likelihoods { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["almost-never"] = 0.02,
        ["unlikely"] = 0.10,
        ["possible"] = 0.30,
        ["even"] = 0.50,
        ["likely"] = 0.75,
        ["almost-always"] = 0.95,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, double> Confidences { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["certain"] = 0.99,
        ["strong"] = 0.9,
        ["likely"] = 0.7,
        ["weak"] = 0.45,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, FindingRole> Roles { get; } = Lower<FindingRole>();

    public static FrozenDictionary<string, Severity> Severities { get; } = Lower<Severity>();

    public static FrozenDictionary<string, Party> Parties { get; } = Lower<Party>();

    public static FrozenDictionary<string, CodeKind> CodeKinds { get; } = Lower<CodeKind>();

    public static FrozenDictionary<string, FindingOutcome?> Outcomes { get; } = new Dictionary<string, FindingOutcome?>(StringComparer.Ordinal)
    {
        ["fired"] = FindingOutcome.Fired,
        ["silent"] = null,
        ["unknown"] = FindingOutcome.Unknown,
        ["withdrawn"] = FindingOutcome.Withdrawn,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, Whose> Whose { get; } = new Dictionary<string, Whose>(StringComparer.Ordinal)
    {
        ["device"] = Rules.Whose.Device,
        ["device-or-case"] = Rules.Whose.DeviceOrCase,
        ["case"] = Rules.Whose.Case,
        ["others"] = Rules.Whose.Others,
        ["anyone"] = Rules.Whose.Anyone,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, RuleScope> RuleScopes { get; } = new Dictionary<string, RuleScope>(StringComparer.Ordinal)
    {
        ["device"] = RuleScope.Devices,
        ["case"] = RuleScope.Case,
        ["device-or-case"] = RuleScope.DevicesOrCase,
        ["device-and-case"] = RuleScope.DevicesAndCase,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, bool> Flags { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["true"] = true,
        ["false"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, T> Lower<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}

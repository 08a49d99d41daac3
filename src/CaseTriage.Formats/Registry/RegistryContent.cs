using System.Collections.Immutable;

namespace CaseTriage.Formats.Registry;

/// <summary>What a registry file gave.</summary>
/// <param name="Values">The values of the keys that were asked for, in the order of the file.</param>
/// <param name="Damage">Parts that could not be read.</param>
public sealed record RegistryContent(ImmutableArray<RegistryValue> Values, ImmutableArray<Damage> Damage);

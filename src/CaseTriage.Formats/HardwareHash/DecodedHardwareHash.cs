using System.Collections.Immutable;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>What the bytes of one hardware hash hold.</summary>
/// <param name="Integrity">By the checksum.</param>
/// <param name="Copy">The bytes that were decoded, padding left out.</param>
/// <param name="Fields">In the order and with the names of oa3tool's report.</param>
/// <param name="Damage">Empty for an intact hash.</param>
public sealed record DecodedHardwareHash(
    InventoryIntegrity Integrity,
    HardwareHashCopy Copy,
    ImmutableArray<InventoryField> Fields,
    ImmutableArray<Damage> Damage);

using System.Collections.Immutable;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>What the bytes of one hardware hash hold.</summary>
/// <param name="Integrity">By the checksum.</param>
/// <param name="Length">Bytes of header, records and trailer as the header states them; padding is not counted.</param>
/// <param name="Fields">In the order and with the names of oa3tool's report.</param>
/// <param name="Damage">Empty for an intact hash.</param>
public sealed record DecodedHardwareHash(
    InventoryIntegrity Integrity,
    int Length,
    ImmutableArray<InventoryField> Fields,
    ImmutableArray<Damage> Damage);

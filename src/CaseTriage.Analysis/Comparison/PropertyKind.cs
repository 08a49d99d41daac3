namespace CaseTriage.Analysis.Comparison;

/// <summary>What is to be expected of a property on two like devices.</summary>
public enum PropertyKind
{
    /// <summary>Equal on like devices: product, processor, memory, counts, types, buses, builds.</summary>
    MustAgree,

    /// <summary>Different on any two devices, and no sign of anything when equal: serial number, time.</summary>
    MustDiffer,

    /// <summary>Different on any two devices; suspicious when equal: UUID, MAC addresses, disk serials, endorsement key.</summary>
    Identity,

    /// <summary>Any other field of the report.</summary>
    Other,
}

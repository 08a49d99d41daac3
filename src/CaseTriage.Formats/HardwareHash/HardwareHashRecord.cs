using System.Collections.Immutable;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>One record of a hash as it stands in the bytes.</summary>
/// <param name="Type">May be a number that has no name: new tools add types.</param>
/// <param name="Offset">Of its type, from the start of the hash.</param>
/// <param name="Value">What follows type and length.</param>
public sealed record HardwareHashRecord(HardwareHashRecordType Type, int Offset, ImmutableArray<byte> Value)
{
    /// <summary>Bytes of type and length before the value.</summary>
    public const int HeaderLength = 4;
}

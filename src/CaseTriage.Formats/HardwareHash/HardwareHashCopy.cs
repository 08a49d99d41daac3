using System.Collections.Immutable;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>The bytes of a hash as they came, without padding. Two copies are the same where their first and last characters of Base64 are.</summary>
/// <param name="Bytes">Header, records and trailer, as far as they are there.</param>
/// <param name="Records">Its records, the unknown ones too, as far as they are in order.</param>
public sealed record HardwareHashCopy(ImmutableArray<byte> Bytes, ImmutableArray<HardwareHashRecord> Records)
{
    /// <summary>Number of characters that people read to each other.</summary>
    public const int EndLength = 8;

    /// <summary>First eight characters of the Base64.</summary>
    public string FirstCharacters => Characters[..Math.Min(EndLength, Characters.Length)];

    /// <summary>The last eight characters that are not padding: zeros make nothing but <c>A</c>, and the last character is the same with and without them.</summary>
    public string LastCharacters => Characters[^Math.Min(EndLength, Characters.Length)..];

    /// <summary>Base64 without <c>=</c>.</summary>
    private string Characters => Convert.ToBase64String(Bytes.AsSpan()).TrimEnd('=');
}

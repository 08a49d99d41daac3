using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseTriage.Analysis.Documents;

/// <summary>How far the content of a code can be believed.</summary>
public enum PayloadIntegrity
{
    /// <summary>Nothing in it proves or disproves that it is whole.</summary>
    Unproven,

    /// <summary>Its checksum or check digits hold, and nothing is missing.</summary>
    Intact,

    /// <summary>Something is missing: digits, or the end of a part.</summary>
    Incomplete,

    /// <summary>A checksum or check digit is wrong.</summary>
    Damaged,
}

/// <summary>
/// What a QR code of an offline request holds. The format is not documented: all but version, level and size is a guess from the structure. Secrets masked;
/// the raw bytes are not kept.
/// </summary>
public sealed record QrCodeSummary
{
    /// <summary>The <see cref="Basis"/> of all that is said.</summary>
    public const string StructuralGuess = "structural-guess";

    /// <summary>Number in its picture, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Version of the code, 1 to 40; 0 where it is not known.</summary>
    public int Version { get; init; }

    /// <summary>Level of error correction: L, M, Q, H.</summary>
    public string ErrorCorrection { get; init; } = "";

    /// <summary>Bytes that it holds.</summary>
    public required int SizeInBytes { get; init; }

    /// <summary>
    /// <c>hardware-inventory</c>, <c>installation-id</c>, <c>confirmation-id</c>, <c>request-fields</c>, <c>link</c>, <c>text</c>, <c>encrypted-or-signed</c>,
    /// <c>binary</c> or <c>empty</c>.
    /// </summary>
    public required string RecognizedAs { get; init; }

    /// <summary>Always <see cref="StructuralGuess"/>.</summary>
    public string Basis { get; init; } = StructuralGuess;

    /// <summary>How far it can be believed.</summary>
    public PayloadIntegrity Integrity { get; init; }

    /// <summary>When the request was made as its own time stamp says; null where it has none, or several that differ.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>What was peeled, outer before inner.</summary>
    public ImmutableArray<QrLayer> Layers { get; init; } = [];

    /// <summary>Its values in their order, those of an inventory in it among them.</summary>
    public ImmutableArray<QrField> Fields { get; init; } = [];

    /// <summary>Where it was read.</summary>
    public required Evidence Evidence { get; init; }
}

/// <summary>A layer of a code's content.</summary>
/// <param name="Kind"><c>text</c>, <c>link</c>, <c>json</c>, <c>xml</c>, <c>key-value</c>, <c>separated</c>, <c>base64</c>, <c>hex</c>, <c>gzip</c>, <c>zlib</c>, <c>deflate</c>, <c>hardware-hash</c>, <c>opaque</c>, <c>binary</c>.</param>
/// <param name="Name">Name under which it stands in the layer around it, or empty.</param>
/// <param name="Depth">Layers around it.</param>
/// <param name="SizeInBytes">Its size before it was peeled.</param>
/// <param name="Fault"><c>broken</c>, <c>limit</c>, or null.</param>
/// <param name="Entropy">Bits a byte, of bytes without structure; else null.</param>
public sealed record QrLayer(string Kind, string Name, int Depth, int SizeInBytes, string? Fault, double? Entropy);

/// <summary>A value of a code's content.</summary>
/// <param name="Kind"><c>serial-number</c>, <c>uuid</c>, <c>mac-address</c>, <c>disk-serial</c>, <c>product</c>, <c>os-build</c>, <c>time</c>, <c>installation-id</c>, <c>confirmation-id</c>, <c>product-key</c>, <c>guid</c>, <c>part-number</c>, <c>length</c>, <c>digest</c> or <c>text</c>.</param>
/// <param name="Label">Name that stands before it, or empty.</param>
/// <param name="Value">The value, secrets masked.</param>
/// <param name="Place">Names of the layers and keys that lead to it, joined by <c>/</c>.</param>
public sealed record QrField(string Kind, string Label, string Value, string Place)
{
    /// <summary>The instant of a time stamp; +08:00 is assumed where it states no zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    /// <summary>Digits, groups and check digits of an installation or confirmation id; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ActivationIdSummary? Id { get; init; }

    /// <summary>Of a declared length: whether a part of the content is so long; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Agrees { get; init; }
}

/// <summary>An installation or confirmation id.</summary>
/// <param name="Digits">Digits that are there.</param>
/// <param name="DigitsExpected">Digits that there should be.</param>
/// <param name="Complete">Whether all groups are there with all their digits.</param>
/// <param name="Check"><c>holds</c>, <c>fails</c> or <c>does-not-apply</c>; the check is general knowledge, not documented by the maker.</param>
/// <param name="Groups">The groups, each with whether its check digit holds.</param>
public sealed record ActivationIdSummary(int Digits, int DigitsExpected, bool Complete, string Check, ImmutableArray<DigitGroupSummary> Groups);

/// <summary>A group of digits and whether its check digit holds.</summary>
public sealed record DigitGroupSummary(string Digits, bool Holds);

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What a layer of a payload is, by its structure.</summary>
public enum PayloadKind
{
    /// <summary>Characters without further structure.</summary>
    Text,

    /// <summary>A link; the pairs of its query are its values.</summary>
    Link,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>XML.</summary>
    Xml,

    /// <summary><c>name=value</c> or <c>name: value</c>, several with a separator between them.</summary>
    KeyValue,

    /// <summary>Values without names between <c>|</c>, <c>;</c>, <c>,</c> or line ends.</summary>
    Separated,

    /// <summary>Base64, also its form for links.</summary>
    Base64,

    /// <summary>Hexadecimal digits.</summary>
    Hex,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>zlib, RFC 1950.</summary>
    Zlib,

    /// <summary>Deflate without a frame, RFC 1951.</summary>
    Deflate,

    /// <summary>A hardware hash; the caller has a reader for it.</summary>
    HardwareHash,

    /// <summary>Bytes that look like chance: encrypted or signed, or compressed in a way that is not known.</summary>
    Opaque,

    /// <summary>Other bytes that are no text.</summary>
    Binary,
}

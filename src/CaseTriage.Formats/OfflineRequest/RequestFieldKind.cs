namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What a value of a request is, by its shape or its label. All but <see cref="Text"/> are guesses: the format is not documented.</summary>
public enum RequestFieldKind
{
    /// <summary>Anything else.</summary>
    Text,

    /// <summary>Installation id.</summary>
    InstallationId,

    /// <summary>Confirmation id.</summary>
    ConfirmationId,

    /// <summary>Product key. Its value is left empty: it is a secret.</summary>
    ProductKey,

    /// <summary>Serial number of a device.</summary>
    SerialNumber,

    /// <summary>UUID of the firmware, by its label.</summary>
    Uuid,

    /// <summary>Any other GUID: of a product, an activation, a request.</summary>
    Guid,

    /// <summary>Part number of an edition, <c>X21-12345</c>.</summary>
    PartNumber,

    /// <summary>Hardware address of a network adapter, upper case with colons.</summary>
    MacAddress,

    /// <summary>Serial number of a disk, by its label.</summary>
    DiskSerial,

    /// <summary>Name of the product, by its label.</summary>
    Product,

    /// <summary>Build of Windows, by its label.</summary>
    OsBuild,

    /// <summary>Time stamp.</summary>
    Time,

    /// <summary>Length that the payload declares of a part of itself, by its label.</summary>
    Length,

    /// <summary>32, 40 or 64 hexadecimal digits: a digest of something.</summary>
    Digest,
}

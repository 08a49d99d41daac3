namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What a payload was taken for.</summary>
public enum RecognizedPayload
{
    /// <summary>No byte.</summary>
    Empty,

    /// <summary>It carries a hardware hash.</summary>
    HardwareInventory,

    /// <summary>It carries an installation id.</summary>
    InstallationId,

    /// <summary>It carries a confirmation id and no installation id.</summary>
    ConfirmationId,

    /// <summary>It carries other values that are known by shape or label.</summary>
    RequestFields,

    /// <summary>A link with nothing known in it.</summary>
    Link,

    /// <summary>Text with nothing known in it.</summary>
    Text,

    /// <summary>Nothing but bytes that look like chance: it cannot be interpreted and is handed on unchanged.</summary>
    EncryptedOrSigned,

    /// <summary>Bytes of no known structure.</summary>
    Binary,
}

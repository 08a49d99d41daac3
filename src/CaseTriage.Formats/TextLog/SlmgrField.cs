namespace CaseTriage.Formats.TextLog;

/// <summary>Fields that <c>slmgr</c> prints.</summary>
public enum SlmgrField
{
    /// <summary>Name of the product; a new one begins another licence.</summary>
    Name,

    /// <summary>Description, which names the channel.</summary>
    Description,

    /// <summary>Activation id, a GUID.</summary>
    ActivationId,

    /// <summary>Channel of the product key.</summary>
    Channel,

    /// <summary>Installation id.</summary>
    InstallationId,

    /// <summary>Last five characters of the product key.</summary>
    PartialKey,

    /// <summary>State of the licence.</summary>
    Status,

    /// <summary>Result code that is the reason for the state.</summary>
    Reason,

    /// <summary>Time until a grace period or volume activation ends, in minutes.</summary>
    Grace,

    /// <summary>Rearms left for Windows.</summary>
    WindowsRearms,

    /// <summary>Rearms left for the product.</summary>
    ProductRearms,

    /// <summary>Key management service, host and port.</summary>
    Kms,
}

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What is wrong with a layer.</summary>
public enum PayloadFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It ends early or breaks its own rules; what could be read of it was read.</summary>
    Broken,

    /// <summary>It goes deeper or is larger than what is read.</summary>
    Limit,
}

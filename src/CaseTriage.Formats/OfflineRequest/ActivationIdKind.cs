namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What a long number of an activation by hand is.</summary>
public enum ActivationIdKind
{
    /// <summary>Made by the device: 63 digits, nine groups of seven; Windows 7 made nine groups of six.</summary>
    Installation,

    /// <summary>The answer to it, typed in by a person: 48 digits, eight groups of six.</summary>
    Confirmation,
}

namespace CaseTriage.Web.Features.Devices;

/// <summary>A place in the list of devices, as its address tells it.</summary>
public sealed record DeviceListPlace
{
    public const string Shared = "shared";

    public string? Query { get; init; }

    /// <summary><see cref="Shared"/> for identities that several devices share, or null for the list.</summary>
    public string? View { get; init; }

    /// <summary>Where the page starts: the serial number that the last page ended with.</summary>
    public string? After { get; init; }
}

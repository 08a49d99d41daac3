namespace CaseTriage.Web.Features.Cases;

/// <summary>A place in a case, as its address tells it. <see cref="CaseUrls"/> writes it, the case page reads it.</summary>
public sealed record CasePlace(string Number)
{
    public const string Overview = "overview";
    public const string Devices = "devices";
    public const string Timeline = "timeline";
    public const string Files = "files";

    /// <summary>One of the four names above.</summary>
    public string Tab { get; init; } = Overview;

    /// <summary>Path of the artifact whose evidence stands open, or null.</summary>
    public string? Evidence { get; init; }

    /// <summary>Locator in it.</summary>
    public string? At { get; init; }

    /// <summary>Serial number that timeline and files are narrowed to.</summary>
    public string? Device { get; init; }

    /// <summary>Source that the timeline is narrowed to.</summary>
    public string? Source { get; init; }

    /// <summary>Page of the timeline or the files, from 1.</summary>
    public int Page { get; init; } = 1;
}

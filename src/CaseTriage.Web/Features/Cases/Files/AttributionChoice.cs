namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>What a person said of whose something is.</summary>
/// <param name="Path">A file; a folder or archive with its separator behind it, for all in it; or the handle of a device without a name.</param>
/// <param name="Device">Serial number; empty: of no device; null: as found.</param>
public sealed record AttributionChoice(string Path, string? Device);

namespace CaseTriage.Web.Features.Devices;

/// <summary>Head of a column of a comparison.</summary>
/// <param name="Name">Serial number or label.</param>
/// <param name="Note">What stands below it: the case; null for nothing.</param>
/// <param name="Url">Where the name leads, or null.</param>
/// <param name="RemoveUrl">The comparison without this column; null where it cannot be taken out.</param>
public sealed record ColumnHead(string Name, string? Note, string? Url, string? RemoveUrl);

namespace CaseTriage.Analysis.Bundles;

/// <summary>A file before its bytes are looked at.</summary>
/// <param name="Path">Path in the case.</param>
/// <param name="Input">The input that it is, or that holds it.</param>
internal sealed record Member(string Path, CaseInput Input)
{
    /// <summary>Its file name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

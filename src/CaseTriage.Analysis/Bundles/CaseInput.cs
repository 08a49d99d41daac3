using CaseTriage.Formats;

namespace CaseTriage.Analysis.Bundles;

/// <summary>A file given to an analysis.</summary>
/// <param name="Path">How it is called in the case, <c>/</c> between parts, for example <c>QX07310000101/System.evtx</c>; a label, never a path on disk.</param>
/// <param name="Device">Serial number given by hand for it and all below it, or null.</param>
/// <param name="Open">Opens the bytes; seekable, read from the start, disposed by the caller.</param>
public sealed record CaseInput(string Path, string? Device, Func<Stream> Open)
{
    /// <summary>The encoding that a person chose for the names in its archives, or null.</summary>
    public FileNameEncoding? Names { get; init; }

    /// <summary>Password for what is encrypted in its archives, or null. It is used and forgotten.</summary>
    public string? Password { get; init; }

    /// <summary>Says of a password only whether there is one.</summary>
    public override string ToString() => FormattableString.Invariant($"Path = {Path}, Device = {Device}, Names = {Names}, HasPassword = {Password is not null}");
}

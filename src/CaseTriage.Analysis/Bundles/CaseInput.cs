using System.Text;

namespace CaseTriage.Analysis.Bundles;

/// <summary>A file given to an analysis.</summary>
/// <param name="Path">How it is called in the case, <c>/</c> between parts, for example <c>QX07310000101/System.evtx</c>; a label, never a path on disk.</param>
/// <param name="Device">Serial number given by hand for it and all below it, or null.</param>
/// <param name="Open">Opens the bytes; seekable, read from the start, disposed by the caller.</param>
public sealed record CaseInput(string Path, string? Device, Func<Stream> Open)
{
    /// <summary>Password for the archives in it, of all levels; null where none was given. No message holds it.</summary>
    public string? Password { get; init; }

    /// <summary>Says of a password only whether there is one.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Path = ").Append(Path).Append(", Device = ").Append(Device).Append(", HasPassword = ").Append(Password is not null);
        return true;
    }
}

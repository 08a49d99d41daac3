namespace CaseTriage.Formats;

/// <summary>How an archive of any kind is to be opened.</summary>
public sealed record ArchiveOptions
{
    /// <summary>Most entries that are listed; the rest is told as damage <c>limit-entries</c>.</summary>
    public required int MaxEntries { get; init; }

    /// <summary>The encoding that a person chose for names that are neither ASCII nor marked as UTF-8; null: found from their bytes.</summary>
    public FileNameEncoding? Names { get; init; }

    /// <summary>Password for encrypted entries, or null. It is used and forgotten: no message may hold it.</summary>
    public string? Password { get; init; }

    /// <summary>Says of a password only whether there is one.</summary>
    public override string ToString() => FormattableString.Invariant($"MaxEntries = {MaxEntries}, Names = {Names}, HasPassword = {Password is not null}");
}

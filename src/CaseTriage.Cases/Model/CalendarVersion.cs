namespace CaseTriage.Cases.Model;

/// <summary>A business calendar as a person saved it. Versions are added and never changed, so that an old analysis can be understood.</summary>
/// <param name="name">Name of the calendar.</param>
/// <param name="version">Name of this version; one of its kind among those of the calendar.</param>
/// <param name="content">The calendar as a file.</param>
/// <param name="savedAt">When it was saved.</param>
public sealed class CalendarVersion(string name, string version, byte[] content, DateTimeOffset savedAt)
{
    /// <summary>Longest name and version, in characters.</summary>
    public const int MaxNameLength = 40;

    public int Id { get; private set; }

    public string Name { get; private set; } = name;

    public string Version { get; private set; } = version;

    public byte[] Content { get; private set; } = content;

    public DateTimeOffset SavedAt { get; private set; } = savedAt;
}

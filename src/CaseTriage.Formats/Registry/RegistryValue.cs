namespace CaseTriage.Formats.Registry;

/// <summary>One value of the registry. What is binary has no text: product keys are coded in it, and nothing that is asked for needs it.</summary>
public sealed record RegistryValue
{
    /// <summary>Path of its key as the file gives it: from <c>HKEY_…</c> on in a text, below the root in a hive.</summary>
    public required string Key { get; init; }

    /// <summary>Its name; empty for the default value.</summary>
    public required string Name { get; init; }

    /// <summary>Strings as they are, several of them joined by <c>; </c>, numbers in decimal; null for everything else. At most <see cref="RegistryData.MaxTextLength"/> characters.</summary>
    public required string? Text { get; init; }

    /// <summary>Line of a text, from 1; 0 in a hive.</summary>
    public int Line { get; init; }

    /// <summary>Offset from the start of a hive; 0 in a text.</summary>
    public long Offset { get; init; }
}

using System.Collections.Immutable;

namespace CaseTriage.Formats.CompoundFile;

/// <summary>A storage or a stream of a compound file.</summary>
public sealed class CompoundEntry
{
    private readonly Dictionary<string, CompoundEntry> _children = new(StringComparer.OrdinalIgnoreCase);

    internal CompoundEntry(string name, bool isStorage, uint firstSector, long sizeInBytes) =>
        (Name, IsStorage, FirstSector, SizeInBytes) = (name, isStorage, firstSector, sizeInBytes);

    /// <summary>Its name, raw, of at most 31 characters.</summary>
    public string Name { get; }

    /// <summary>Whether it holds entries and not bytes.</summary>
    public bool IsStorage { get; }

    /// <summary>Bytes of a stream as the directory states them; the file may hold fewer.</summary>
    public long SizeInBytes { get; }

    /// <summary>What a storage holds, ordered by name (ordinal).</summary>
    public ImmutableArray<CompoundEntry> Children => [.. _children.Values.OrderBy(child => child.Name, StringComparer.Ordinal)];

    internal uint FirstSector { get; }

    /// <summary>The stream of a name, without regard to case; null where there is none.</summary>
    public CompoundEntry? Stream(string name) => _children.GetValueOrDefault(name) is { IsStorage: false } stream ? stream : null;

    /// <summary>The storage of a name, without regard to case; null where there is none.</summary>
    public CompoundEntry? Storage(string name) => _children.GetValueOrDefault(name) is { IsStorage: true } storage ? storage : null;

    /// <summary>False where a child of the name is there already.</summary>
    internal bool Add(CompoundEntry child) => _children.TryAdd(child.Name, child);
}

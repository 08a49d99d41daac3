using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Packs;

/// <summary>The loaded knowledge packs: read once, then only used, from any thread.</summary>
public sealed class KnowledgeBase
{
    private KnowledgeBase(ImmutableArray<PackReference> packs) => Packs = packs;

    /// <summary>The packs it was made of, ordered by id.</summary>
    public ImmutableArray<PackReference> Packs { get; }

    /// <summary>Loads every pack below a folder: each folder in it that holds a <c>pack.yaml</c>.</summary>
    /// <exception cref="InvalidPackException">A pack cannot be used; the message names every complaint with file and line.</exception>
    public static KnowledgeBase Load(string folder) => new([]);
}

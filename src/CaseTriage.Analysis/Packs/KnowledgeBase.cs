namespace CaseTriage.Analysis.Packs;

/// <summary>The loaded knowledge packs.</summary>
public sealed class KnowledgeBase
{
}

using System.Collections.Frozen;

namespace CaseTriage.Analysis.Packs;

/// <summary>Words that belong to no rule: why something is unknown, how a difference reads, what to call a device without a name.</summary>
public sealed class Wording(IEnumerable<KeyValuePair<string, LocalizedText>> texts)
{
    private readonly FrozenDictionary<string, LocalizedText> _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The text of a key; the key itself where no pack has it, which the linter reports.</summary>
    public LocalizedText this[string key] => _texts.TryGetValue(key, out LocalizedText? text) ? text : LocalizedText.Same(key);

    /// <summary>Whether a pack has it.</summary>
    public bool Has(string key) => _texts.ContainsKey(key);
}

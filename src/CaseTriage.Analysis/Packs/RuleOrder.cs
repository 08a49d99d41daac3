using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Packs;

/// <summary>Puts rules into the order in which they are asked.</summary>
internal static class RuleOrder
{
    /// <summary>Misreadings first, then by need, else by id.</summary>
    /// <exception cref="InvalidPackException">Two rules need each other, or two have the same id.</exception>
    public static ImmutableArray<Rule> Sort(ImmutableArray<Rule> rules)
    {
        var waiting = rules.OrderBy(rule => rule.Role == FindingRole.Misreading ? 0 : 1).ThenBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        if (waiting.GroupBy(rule => rule.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidPackException($"The rule '{twice.Key}' is there twice.");
        }

        var sorted = ImmutableArray.CreateBuilder<Rule>(waiting.Count);
        while (waiting.Count > 0)
        {
            Rule next = waiting.Find(rule => !waiting.Exists(other => other != rule && rule.Needs.Contains(other.Code)))
                ?? throw new InvalidPackException($"These rules need each other: {string.Join(", ", waiting.Select(rule => rule.Id))}.");
            waiting.Remove(next);
            sorted.Add(next);
        }

        return sorted.MoveToImmutable();
    }
}

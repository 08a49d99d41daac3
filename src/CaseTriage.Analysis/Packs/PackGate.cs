using System.Collections.Immutable;

namespace CaseTriage.Analysis.Packs;

/// <summary>
/// The gate for packs that do not come with the program. Beyond what the loader refuses, a pack with an untested outcome, a missing text, or a name that
/// nothing answers to is not let in, nor is one whose own tests fail.
/// </summary>
public static class PackGate
{
    private const int MaxShown = 20;

    /// <summary>Loads the packs of a folder if nothing is wrong with any of them.</summary>
    /// <exception cref="InvalidPackException">Something is; the message lists what.</exception>
    public static KnowledgeBase Load(string folder)
    {
        KnowledgeBase knowledge = KnowledgeBase.Load(folder);
        ImmutableArray<string> complaints = [.. PackLint.Check(folder).Complaints, .. PackTests.Run(folder).Failures.Select(failure => $"{failure.Rule}: {failure.Test}: {failure.Message}")];
        return complaints.IsEmpty
            ? knowledge
            : throw new InvalidPackException(
                $"The packs in '{folder}' are not loaded: {complaints.Length} complaint(s). Mend them, or see them all with 'casetriage packs lint' and 'casetriage packs test'.\n"
                + string.Join('\n', complaints.Take(MaxShown)));
    }
}

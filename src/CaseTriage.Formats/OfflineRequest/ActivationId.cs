using System.Collections.Immutable;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>An installation or confirmation id with its groups.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="GroupLength">Digits that each group should have: 6 or 7.</param>
/// <param name="Groups">The groups as written; a number without separators is cut every <paramref name="GroupLength"/> digits.</param>
/// <param name="Offset">Place of its first digit in the text, in characters.</param>
public sealed record ActivationId(ActivationIdKind Kind, int GroupLength, ImmutableArray<DigitGroup> Groups, int Offset)
{
    /// <summary>Groups that it should have.</summary>
    public int GroupsExpected => Kind == ActivationIdKind.Installation ? 9 : 8;

    /// <summary>Number of digits that are there.</summary>
    public int Digits => Groups.Sum(group => group.Digits.Length);

    /// <summary>Whether all groups are there, each with all its digits.</summary>
    public bool IsComplete => Groups.Length == GroupsExpected && Groups.All(group => group.Digits.Length == GroupLength);

    /// <summary>What the check digits say.</summary>
    public ActivationIdCheck Check
    {
        get
        {
            int wrong = Groups.Count(group => !group.Holds);
            return wrong == 0 ? ActivationIdCheck.Holds : wrong * 2 < Groups.Length ? ActivationIdCheck.Fails : ActivationIdCheck.DoesNotApply;
        }
    }

    /// <summary>Numbers, from 1, of the groups whose check digit fails or that have too few or too many digits.</summary>
    public IEnumerable<int> WrongGroups => Enumerable.Range(1, Groups.Length).Where(number => !Groups[number - 1].Holds);
}

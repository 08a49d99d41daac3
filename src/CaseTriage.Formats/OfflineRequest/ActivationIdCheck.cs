namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What the check digits of an installation or confirmation id say.</summary>
public enum ActivationIdCheck
{
    /// <summary>They hold in every group. One wrong digit in fifteen is not seen: 0 and 7, 1 and 8, 2 and 9 weigh the same.</summary>
    Holds,

    /// <summary>They fail in some groups while most hold: digits of those groups were mistyped.</summary>
    Fails,

    /// <summary>They fail in half of the groups or more: the number is not made by this scheme, and nothing follows from it.</summary>
    DoesNotApply,
}

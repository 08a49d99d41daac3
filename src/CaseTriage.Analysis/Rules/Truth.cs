namespace CaseTriage.Analysis.Rules;

/// <summary>Kleene's three values.</summary>
public enum Truth
{
    /// <summary>It is not so.</summary>
    False,

    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>It is so.</summary>
    True,
}

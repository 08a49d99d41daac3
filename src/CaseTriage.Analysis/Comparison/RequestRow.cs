namespace CaseTriage.Analysis.Comparison;

/// <summary>How a field of a request stands to the same field of something else.</summary>
public enum RequestResult
{
    /// <summary>They are alike.</summary>
    Same,

    /// <summary>They are not.</summary>
    Different,

    /// <summary>Only the request has it.</summary>
    OnlyInRequest,

    /// <summary>Only the other has it.</summary>
    OnlyInOther,

    /// <summary>It cannot be told: the other is not complete, or the two are not of one sort.</summary>
    Unknown,

    /// <summary>A time: the request is older.</summary>
    Older,

    /// <summary>A time: the request is newer.</summary>
    Newer,
}

/// <summary>One field of a request beside the same field of an inventory or of another request.</summary>
/// <param name="Field">Kind of field, as in <see cref="Documents.QrField.Kind"/>; of a text its label.</param>
/// <param name="Result">How they stand.</param>
/// <param name="InRequest">Value in the request, several joined by a comma, or empty.</param>
/// <param name="InOther">Value in the other, or empty.</param>
public sealed record RequestRow(string Field, RequestResult Result, string InRequest, string InOther)
{
    /// <summary>Of times: how far they are apart, in days, not negative; else null.</summary>
    public double? Days { get; init; }
}

namespace CaseTriage.Web.Features.Cases;

/// <summary>A place in the list of cases, as its address tells it.</summary>
public sealed record CaseListPlace
{
    public string? Query { get; init; }

    /// <summary><c>open</c>, <c>solved</c> or null for both.</summary>
    public string? State { get; init; }

    /// <summary>Who holds the ball, as the document writes it, or null for all.</summary>
    public string? Holder { get; init; }

    /// <summary>Where the page starts: the key that the last page ended with.</summary>
    public string? After { get; init; }
}

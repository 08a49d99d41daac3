using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Web.Features.Cases;

public enum EvidenceViewKind
{
    /// <summary><see cref="EvidenceView.Lines"/> of a text around the place.</summary>
    Text,

    /// <summary><see cref="EvidenceView.Fields"/> of an event record.</summary>
    Record,

    /// <summary><see cref="EvidenceView.Lines"/> of a mail, its head in <see cref="EvidenceView.Fields"/>.</summary>
    Message,

    /// <summary><see cref="EvidenceView.Fields"/> of an inventory.</summary>
    Field,

    /// <summary><see cref="EvidenceView.Lines"/> of sixteen bytes each.</summary>
    Hex,

    /// <summary><see cref="EvidenceView.Fields"/> are the members of a container: name, and size in bytes.</summary>
    Listing,

    /// <summary>It cannot be shown; <see cref="EvidenceView.Reason"/> says why.</summary>
    Unavailable,
}

/// <summary>A place in an artifact, fit to be shown: secrets masked, bounded.</summary>
public sealed record EvidenceView
{
    public required string Artifact { get; init; }

    public required string Locator { get; init; }

    public required EvidenceViewKind Kind { get; init; }

    public ImmutableArray<EvidenceLine> Lines { get; init; } = [];

    public ImmutableArray<EvidenceField> Fields { get; init; } = [];

    /// <summary>What can be said of an event record in words, best first; the values are in <see cref="Fields"/> all the same.</summary>
    public ImmutableArray<EventText> Texts { get; init; } = [];

    /// <summary>Stable: <c>not-found</c>, <c>not-kept</c>, <c>unreadable</c>; else null.</summary>
    public string? Reason { get; init; }
}

/// <param name="Label">Line number, or offset in hex.</param>
/// <param name="IsHit">Whether the evidence points at this very line.</param>
public sealed record EvidenceLine(string Label, string Text, bool IsHit);

/// <param name="IsHit">Whether the evidence points at this very field.</param>
public sealed record EvidenceField(string Name, string Value, bool IsHit);

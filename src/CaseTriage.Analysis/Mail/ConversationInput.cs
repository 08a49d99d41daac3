using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>All that the mails of a case are read with. The order of the collections means nothing.</summary>
public sealed record ConversationInput
{
    /// <summary>The messages of all mail artifacts of the case, masked.</summary>
    public required ImmutableArray<MessageSummary> Messages { get; init; }

    /// <summary>Every artifact of the case; tells which promised attachments are there.</summary>
    public ImmutableArray<ArtifactSummary> Artifacts { get; init; } = [];

    /// <summary>Serial numbers known from elsewhere (names of files, inventories, by hand), so that short forms in mails resolve to them.</summary>
    public ImmutableArray<string> KnownSerials { get; init; } = [];

    /// <summary>What people put right.</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];

    /// <summary>Later messages are left out, and in an open case waiting is counted until then; null: all messages, until the last one.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Working hours of the parties.</summary>
    public BusinessCalendar Calendar { get; init; } = BusinessCalendar.China;
}

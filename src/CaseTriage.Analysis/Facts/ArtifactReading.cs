using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Facts;

/// <summary>What one leaf artifact gave: everything that a reader took out of it, with its damage.</summary>
public sealed record ArtifactReading
{
    /// <summary>What the reader found it to be where that is more exact than its first bytes told: a picture that holds a QR code. Else null.</summary>
    public ArtifactKind? Kind { get; init; }

    /// <summary>What became of it.</summary>
    public ArtifactStatus Status { get; init; } = ArtifactStatus.Parsed;

    /// <summary>Number of event records, messages, inventories, entries, lines or codes.</summary>
    public long Records { get; init; }

    /// <summary>Parts that could not be read.</summary>
    public ImmutableArray<Damage> Damage { get; init; } = [];

    /// <summary>How the names in a container were read; null where all are ASCII, or where there are none.</summary>
    public NameReading? Names { get; init; }

    /// <summary>Facts; their device is null where the artifact itself does not name one.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>Hardware inventories found in it.</summary>
    public ImmutableArray<InventorySummary> Inventories { get; init; } = [];

    /// <summary>QR codes found in it and what they say; secrets already masked.</summary>
    public ImmutableArray<QrCodeSummary> Codes { get; init; } = [];

    /// <summary>Mails found in it; secrets already masked.</summary>
    public ImmutableArray<MessageSummary> Messages { get; init; } = [];

    /// <summary>Telling events for the timeline; device is filled in by attribution.</summary>
    public ImmutableArray<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Telling events whose titles the packs give in both languages; device is filled in by attribution.</summary>
    public ImmutableArray<TimelineNote> Notes { get; init; } = [];

    /// <summary>What the lines of a text log have in common; null where it is none.</summary>
    public LogTemplates? Templates { get; init; }

    /// <summary>What was masked.</summary>
    public ImmutableArray<Redaction> Redactions { get; init; } = [];

    /// <summary>Secret values met, to be masked wherever they recur in the case; kept in memory only.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Masking.KnownSecrets Secrets { get; init; } = Masking.KnownSecrets.None;

    /// <summary>What the content itself says of its machine; used for attribution.</summary>
    public ImmutableArray<DeviceHint> DeviceHints { get; init; } = [];
}

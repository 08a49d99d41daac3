using System.Collections.Immutable;

namespace CaseTriage.Analysis.Documents;

/// <summary>
/// What one analysis run says about a case: the document of <c>casetriage analyze --json</c>, of the REST API and of the case page.
/// The same artifacts and packs give the same document, whatever the order of the inputs.
/// </summary>
public sealed record AnalysisDocument
{
    /// <summary>Name and version of this shape.</summary>
    public const string SchemaName = "casetriage.analysis/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Version of this program.</summary>
    public required string Engine { get; init; }

    /// <summary>The packs used, ordered by id.</summary>
    public required ImmutableArray<PackReference> Packs { get; init; }

    /// <summary>SHA-256, lower-case hex, over the canonical JSON of this document without this field.</summary>
    public string ResultHash { get; init; } = "";

    /// <summary>The case as its mails tell it.</summary>
    public required CaseSummary Case { get; init; }

    /// <summary>Every file met, ordered by path.</summary>
    public required ImmutableArray<ArtifactSummary> Artifacts { get; init; }

    /// <summary>What is needed to judge the case and each device, and what of it is there.</summary>
    public ImmutableArray<CompletenessSummary> Completeness { get; init; } = [];

    /// <summary>Named devices by serial number, then those that are known to exist but were never named.</summary>
    public required ImmutableArray<DeviceSummary> Devices { get; init; }

    /// <summary>Inventories of which nothing says whose they are, ordered by path: a damaged one, or one of a firmware that was never personalized.</summary>
    public ImmutableArray<InventorySummary> UnassignedInventories { get; init; } = [];

    /// <summary>The mails in their order.</summary>
    public required ImmutableArray<MessageSummary> Messages { get; init; }

    /// <summary>Mails and telling device events, ascending by time.</summary>
    public required ImmutableArray<TimelineEntry> Timeline { get; init; }

    /// <summary>What the rules concluded: fired, withdrawn or unknown. Most severe first.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Suspected causes, best first, refuted ones last.</summary>
    public required ImmutableArray<Hypothesis> Hypotheses { get; init; }

    /// <summary>What is unknown and would change the first cause or the first step.</summary>
    public ImmutableArray<OrderChangeSummary> OrderChanges { get; init; } = [];

    /// <summary>What people claim in the mails, held against the evidence.</summary>
    public ImmutableArray<ClaimSummary> Claims { get; init; } = [];

    /// <summary>What to ask or do next, best first.</summary>
    public required ImmutableArray<NextStep> NextSteps { get; init; }

    /// <summary>Who held the ball for how long; null where no mail was given.</summary>
    public required WaitingLedger? Waiting { get; init; }

    /// <summary>What was masked and where; never the value.</summary>
    public required ImmutableArray<Redaction> Redactions { get; init; }
}

/// <summary>A knowledge pack by id, version and content.</summary>
public sealed record PackReference(string Id, string Version, string Sha256);

/// <summary>The case as its mails tell it. Times are UTC.</summary>
public sealed record CaseSummary
{
    /// <summary>Case number from the subject, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Second reference from the subject, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>Subject without its marks, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Time of the first message.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Time of the last message.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Whether the mails say that the case is solved; null where they say nothing.</summary>
    public bool? Solved { get; init; }
}

/// <summary>One file of the case and what became of it.</summary>
public sealed record ArtifactSummary
{
    /// <summary>Path in the case; containers joined by <c>!/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is by its content.</summary>
    public required Bundles.ArtifactKind Kind { get; init; }

    /// <summary>What it is more exactly, also where it is not read.</summary>
    public Bundles.ArtifactFormat Format { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long SizeInBytes { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex; empty where the bytes could not be had.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Serial number of the device that it belongs to, or null.</summary>
    public string? Device { get; init; }

    /// <summary>Why it is taken for that of its device; null where its name alone says so, or nothing does.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public AttributionSummary? Attribution { get; init; }

    /// <summary>What became of it.</summary>
    public required Bundles.ArtifactStatus Status { get; init; }

    /// <summary>What was read from it: event records, messages, inventories, entries, lines.</summary>
    public long Records { get; init; }

    /// <summary>How the names in a container were read; null where all are ASCII, or where there are none.</summary>
    public NameReading? Names { get; init; }

    /// <summary>Parts that could not be read.</summary>
    public ImmutableArray<Formats.Damage> Damage { get; init; } = [];

    /// <summary>What like lines of a text log have in common, most telling first; null where it is no text log. Secrets masked.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public LogTemplates? Templates { get; init; }

    /// <summary>What the QR codes of a picture say; null where it has none.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<QrCodeSummary>? Codes { get; init; }
}

/// <summary>The templates of a text log.</summary>
/// <param name="Shown">At most <see cref="MaxShown"/>, most telling first.</param>
/// <param name="LeftOut">Number of templates that are not among them.</param>
/// <param name="EntriesLeftOut">Number of entries of those, and of entries that no template counts.</param>
/// <param name="ZoneAssumed">Whether times are of a log that states no zone, and +08:00 is assumed.</param>
public sealed record LogTemplates(ImmutableArray<Formats.TextLog.LogTemplate> Shown, int LeftOut, long EntriesLeftOut, bool ZoneAssumed)
{
    /// <summary>Most templates of a log in a document.</summary>
    public const int MaxShown = 200;
}

/// <summary>State of a device's activation as far as it is known.</summary>
public enum DeviceOutcome
{
    /// <summary>Nothing says.</summary>
    Unknown,

    /// <summary>The last word is success.</summary>
    Activated,

    /// <summary>The last word is failure.</summary>
    Failed,
}

/// <summary>One device of the case.</summary>
public sealed record DeviceSummary
{
    /// <summary>Serial number, or null for a device that is known to exist but was never named.</summary>
    public required string? SerialNumber { get; init; }

    /// <summary>What to call it on screen.</summary>
    public required string Label { get; init; }

    /// <summary>State of its activation.</summary>
    public required DeviceOutcome Outcome { get; init; }

    /// <summary>What says so.</summary>
    public ImmutableArray<Evidence> OutcomeEvidence { get; init; } = [];

    /// <summary>The hardware inventory that speaks for it, or null where none was given.</summary>
    public InventorySummary? Inventory { get; init; }

    /// <summary>All its inventories, <see cref="Inventory"/> first, then by time, newest first; those without a time last.</summary>
    public ImmutableArray<InventorySummary> Inventories { get; init; } = [];

    /// <summary>The names that it goes by. A licence serial number is no firmware serial number, even where both are the same text.</summary>
    public ImmutableArray<DeviceIdentity> Identities { get; init; } = [];

    /// <summary>What changed on it, oldest first; without a time last.</summary>
    public ImmutableArray<DeviceChange> Changes { get; init; } = [];

    /// <summary>
    /// Of a device that the mails count but do not name: what an attribution names it by, <c>!/failed/1</c>. It stays when a person has given it a serial
    /// number. Null for any other device.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Handle { get; init; }
}

/// <summary>How far a hardware inventory can be believed.</summary>
public enum InventoryIntegrity
{
    /// <summary>None given.</summary>
    Absent,

    /// <summary>Checksum right, or a whole report.</summary>
    Intact,

    /// <summary>Checksum wrong.</summary>
    Damaged,

    /// <summary>Cut short, or an excerpt: absence of a field means nothing.</summary>
    Truncated,
}

/// <summary>A hardware inventory. Names in <see cref="Fields"/> are those of the report of oa3tool.</summary>
public sealed record InventorySummary
{
    /// <summary>Form in which it was given, for example <c>hash</c>, <c>report</c>, <c>report-xml</c>.</summary>
    public string? Form { get; init; }

    /// <summary>How far it can be believed.</summary>
    public required InventoryIntegrity Integrity { get; init; }

    /// <summary>Whether it lists all disks and adapters; where it is false, what is absent may be there all the same.</summary>
    public bool Complete { get; init; }

    /// <summary>Build of the collector, <c>10.0.17763.1075</c>.</summary>
    public string? ToolBuild { get; init; }

    /// <summary>Build of Windows.</summary>
    public string? OsBuild { get; init; }

    /// <summary>The device's UTC clock when the inventory was taken.</summary>
    public DateTimeOffset? OsSystemTime { get; init; }

    /// <summary>Printed offset of the local time, <c>+08:00</c>; <c>+30:00</c> is the placeholder of old collectors.</summary>
    public string? LocalOffset { get; init; }

    /// <summary>What the offset is worth: <c>zone</c> of the device, <c>placeholder</c> of the collector, <c>impossible</c>; null where none is given.</summary>
    public string? OffsetMeaning { get; init; }

    /// <summary>The hash that it was read from; null for a report.</summary>
    public HashSummary? Hash { get; init; }

    /// <summary>Its place among the inventories of its file, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Internal disks in the order of the inventory.</summary>
    public ImmutableArray<DiskSummary> Disks { get; init; } = [];

    /// <summary>Network adapters in the order of the inventory.</summary>
    public ImmutableArray<NetworkAdapterSummary> NetworkAdapters { get; init; } = [];

    /// <summary>Firmware identity.</summary>
    public SmbiosSummary? Smbios { get; init; }

    /// <summary>TPM version, or null where none is listed.</summary>
    public string? Tpm { get; init; }

    /// <summary>All fields by their report names, ordinal order; repeated names carry an index.</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What was put right to read it, for people; empty where nothing was.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Artifact it was read from.</summary>
    public Evidence? Evidence { get; init; }
}

/// <summary>A hardware hash as people compare two copies of it. Padding is left out.</summary>
/// <param name="SizeInBytes">Bytes of header, records and trailer, as far as they are there.</param>
/// <param name="Records">Number of its records.</param>
/// <param name="FirstCharacters">First eight characters of its Base64.</param>
/// <param name="LastCharacters">Last eight characters before the letters <c>A</c> that fill it up.</param>
public sealed record HashSummary(int SizeInBytes, int Records, string FirstCharacters, string LastCharacters);

/// <summary>A disk of an inventory. Null means that the inventory does not say.</summary>
public sealed record DiskSummary(
    string? Model,
    string? Serial,
    [property: System.Text.Json.Serialization.JsonPropertyName("capacityGB")] long? CapacityInGB,
    string? Bus,
    bool? Mechanical,
    bool? Boot);

/// <summary>A network adapter of an inventory; medium and bus as the report names them.</summary>
public sealed record NetworkAdapterSummary(string? Mac, string? Medium, string? Bus);

/// <summary>Firmware identity of an inventory.</summary>
public sealed record SmbiosSummary(string? Manufacturer, string? Product, string? SerialNumber, string? Uuid, string? Family, string? Sku);

/// <summary>Party of a case.</summary>
public enum Party
{
    /// <summary>Cannot be told.</summary>
    Unknown,

    /// <summary>Whoever owns the device.</summary>
    Customer,

    /// <summary>Technical support.</summary>
    Support,

    /// <summary>Research and development.</summary>
    Rnd,

    /// <summary>Maker of the hardware, or another supplier.</summary>
    Vendor,
}

/// <summary>One mail.</summary>
public sealed record MessageSummary
{
    /// <summary>Number in the thread, from 1; where several artifacts hold the mails of a case, place in the case.</summary>
    public required int Index { get; init; }

    /// <summary>Tells it from the other mails of the case and stays the same when more mails come: 12 hex digits over its sender and its time as written.</summary>
    public string Key { get; init; } = "";

    /// <summary>Artifact that holds it.</summary>
    public required string Artifact { get; init; }

    /// <summary>Sender as shown; addresses masked.</summary>
    public required string From { get; init; }

    /// <summary>Recipients as shown, addresses masked; null where the mail names none.</summary>
    public string? To { get; init; }

    /// <summary>Party of the sender.</summary>
    public required Party Role { get; init; }

    /// <summary>Time as written in the mail.</summary>
    public required string SentAtRaw { get; init; }

    /// <summary>True instant in UTC, a wrong zone label corrected; null where unreadable.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Subject, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Text of the mail, secrets masked.</summary>
    public required string Text { get; init; }

    /// <summary>Attachments that it names or promises.</summary>
    public ImmutableArray<string> AttachmentsExpected { get; init; } = [];
}

/// <summary>One line of the timeline.</summary>
/// <param name="At">UTC.</param>
/// <param name="Source"><c>mail</c>, <c>evtx</c>, <c>log</c>, <c>inventory</c>.</param>
/// <param name="Device">Serial number, or null.</param>
/// <param name="Kind">What it is: <c>message</c>, <c>activation</c>, <c>hardware</c>, <c>clock</c>, <c>service</c>, <c>system</c>, <c>inventory</c>.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Evidence">Where it was read.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Source, string? Device, string Kind, string Title, Evidence Evidence);

/// <summary>What sort of statement a finding is.</summary>
public enum FindingRole
{
    /// <summary>What went wrong, as seen.</summary>
    Symptom,

    /// <summary>Why.</summary>
    Cause,

    /// <summary>Worth knowing beside it.</summary>
    Context,

    /// <summary>A reading that comes from the tool, not from the device.</summary>
    Misreading,

    /// <summary>State of the evidence.</summary>
    Quality,

    /// <summary>How the case is worked.</summary>
    Process,
}

/// <summary>What came of a rule. A silent rule gives no finding.</summary>
public enum FindingOutcome
{
    /// <summary>It holds.</summary>
    Fired,

    /// <summary>It would hold, but leans on a misreading.</summary>
    Withdrawn,

    /// <summary>It cannot be told, and <see cref="Finding.Reason"/> says why.</summary>
    Unknown,
}

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Minor.</summary>
    Low,

    /// <summary>Should be dealt with.</summary>
    Medium,

    /// <summary>Holds the case up.</summary>
    High,

    /// <summary>Must be dealt with at once.</summary>
    Critical,
}

/// <summary>What a rule concluded.</summary>
public sealed record Finding
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>Pack and rule, <c>activation/marker-binding-invalid</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>Sort of statement.</summary>
    public required FindingRole Role { get; init; }

    /// <summary>Fired, withdrawn or unknown.</summary>
    public required FindingOutcome Outcome { get; init; }

    /// <summary>Why it is withdrawn or unknown, in the language asked for; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Serial numbers it is about; empty for the whole case.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>One line in the language asked for.</summary>
    public required string Title { get; init; }

    /// <summary>What it means and does not mean.</summary>
    public required string Explanation { get; init; }

    /// <summary>Where it was read; empty only for process remarks about what is absent.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
}

/// <summary>A suspected cause.</summary>
public sealed record Hypothesis
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the cause in the language asked for.</summary>
    public required string Title { get; init; }

    /// <summary>0 to 1; the causes of one device, with <c>other</c>, add up to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The same as a word of the packs, <c>almost-never</c> to <c>almost-always</c>; what only people say is at most <c>likely</c>.</summary>
    public string Likelihood { get; init; } = "";

    /// <summary>Serial numbers; empty for the whole case.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Codes of findings that speak for it.</summary>
    public ImmutableArray<string> SupportedBy { get; init; } = [];

    /// <summary>Codes of findings that speak against it.</summary>
    public ImmutableArray<string> ContradictedBy { get; init; } = [];

    /// <summary>Whether the evidence excludes it.</summary>
    public bool Refuted { get; init; }

    /// <summary>Why it stands where it stands.</summary>
    public required string Reason { get; init; }
}

/// <summary>What to ask or do next.</summary>
public sealed record NextStep
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>Place in the list, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>Serial number, or null for the whole case.</summary>
    public string? Device { get; init; }

    /// <summary>Who is asked.</summary>
    public required Party Audience { get; init; }

    /// <summary><c>phone</c>, <c>mail</c>, <c>upload</c>, <c>photo</c>, <c>on-site</c>, <c>vendor</c>, <c>internal</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Minutes of people's time.</summary>
    public required int CostMinutes { get; init; }

    /// <summary>Why now.</summary>
    public required string Why { get; init; }

    /// <summary>What to say or do, in the language asked for.</summary>
    public required string Text { get; init; }

    /// <summary>Hypotheses that it tells apart.</summary>
    public ImmutableArray<string> Separates { get; init; } = [];

    /// <summary>Site rule, or site overlay, that forbids it, or null.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>Business hours that are expected to be saved where it is done first, against a case without it.</summary>
    public double SavedHours { get; init; }

    /// <summary>Codes of the steps to be asked in the same contact: opening the channel costs once.</summary>
    public ImmutableArray<string> AskWith { get; init; } = [];

    /// <summary>Serial numbers for each of which it is to be confirmed afterwards whether it is activated.</summary>
    public ImmutableArray<string> Verify { get; init; } = [];

    /// <summary>Why it stands where it stands, in at most five lines.</summary>
    public ImmutableArray<string> Explanation { get; init; } = [];
}

/// <summary>Wall-clock and business time.</summary>
public sealed record WaitingTime(TimeSpan Wall, TimeSpan Business);

/// <summary>A span of time in which one party held the ball. UTC, end exclusive.</summary>
public sealed record WaitingInterval(Party Party, DateTimeOffset From, DateTimeOffset To, Evidence Because);

/// <summary>Who held the ball for how long. The intervals do not overlap and add up to the total.</summary>
public sealed record WaitingLedger
{
    /// <summary>From the first message to the last, or to the instant asked for.</summary>
    public required WaitingTime Total { get; init; }

    /// <summary>By party.</summary>
    public required ImmutableSortedDictionary<Party, WaitingTime> ByParty { get; init; }

    /// <summary>In order of time.</summary>
    public required ImmutableArray<WaitingInterval> Intervals { get; init; }
}

/// <summary>What sort of secret was masked.</summary>
public enum RedactionKind
{
    /// <summary>Password.</summary>
    Password,

    /// <summary>User name that stands with a password.</summary>
    UserName,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>Mail address.</summary>
    MailAddress,

    /// <summary>Product key.</summary>
    ProductKey,

    /// <summary>Link that carries a person or a token.</summary>
    Link,
}

/// <summary>One masked value. The value itself is nowhere.</summary>
public sealed record Redaction(RedactionKind Kind, Evidence Where);

using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>One customer problem being worked. Its methods hold the rules; whoever calls one saves once afterwards.</summary>
public sealed class SupportCase
{
    public const int MaxNumberLength = 64;
    public const int MaxTitleLength = 300;
    public const int MaxReferenceLength = 100;

    public SupportCase(string number, string title, string? reference, DateTimeOffset createdAt)
    {
        Number = number;
        Title = title;
        Reference = reference;
        CreatedAt = createdAt;
        LastActivityAt = createdAt;
        Version = Guid.NewGuid();
    }

    public int Id { get; private set; }

    /// <summary>What people call it; unique.</summary>
    public string Number { get; private set; }

    public string Title { get; private set; }

    public string? Reference { get; private set; }

    public CaseState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When something was last received or published.</summary>
    public DateTimeOffset LastActivityAt { get; private set; }

    /// <summary>Who holds the ball by the published analysis; null where no mail says.</summary>
    public Party? Holder { get; private set; }

    /// <summary>The likeliest cause that is not refuted, by the published analysis.</summary>
    public string? TopCauseInChinese { get; private set; }

    public string? TopCauseInEnglish { get; private set; }

    /// <summary>Calendar by which its working time is counted; null for the usual one.</summary>
    public string? CalendarName { get; private set; }

    /// <summary>Concurrency token.</summary>
    public Guid Version { get; private set; }

    public int? PublishedId { get; private set; }

    /// <summary>The analysis that the pages show.</summary>
    public PublishedAnalysis? Published { get; private set; }

    public List<Bundle> Bundles { get; } = [];

    public List<AnalysisRun> Runs { get; } = [];

    public List<CaseDevice> Devices { get; } = [];

    /// <summary><see cref="CaseDevice.FactsVersion"/> by which the devices were last written; 0 before that was done.</summary>
    public int DeviceFactsVersion { get; private set; }

    public List<CaseFinding> Findings { get; } = [];

    /// <summary>Devices that people gave to artifacts.</summary>
    public List<ArtifactAttribution> Attributions { get; } = [];

    /// <summary>What people put right in the reading of the mails.</summary>
    public List<CaseCorrection> Corrections { get; } = [];

    /// <summary>
    /// Takes in an upload. The same bytes under the same label again are the same bundle. Other bytes under a label that is
    /// taken get a number after it, so that every label in a case means one file.
    /// </summary>
    public Bundle ReceiveBundle(BundleLabel label, string? device, string sha256, long sizeInBytes, DateTimeOffset now)
    {
        BundleLabel free = label;
        for (int number = 2; FindBundle(free) is { } other; number++)
        {
            if (other.Sha256 == sha256)
            {
                return other;
            }

            free = label.Numbered(number);
        }

        var bundle = new Bundle(free, device, sha256, sizeInBytes, now);
        Bundles.Add(bundle);
        Touch(now);
        return bundle;
    }

    /// <summary>
    /// Says by hand which device an artifact belongs to; null takes the word back. What is said of a whole folder or archive is said of all in it, whatever was
    /// said before.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public bool AttributeArtifact(string artifactPath, string? device, DateTimeOffset now)
    {
        List<ArtifactAttribution> replaced = Attributions.FindAll(a => a.ArtifactPath == artifactPath || (artifactPath.EndsWith('/') && IsIn(a.ArtifactPath, artifactPath)));
        if (replaced.Count == (device is null ? 0 : 1) && replaced.All(a => a.ArtifactPath == artifactPath && a.Device == device))
        {
            return false;
        }

        Attributions.RemoveAll(replaced.Contains);
        if (device is not null)
        {
            Attributions.Add(new ArtifactAttribution(artifactPath, device, now));
        }

        Touch(now);
        return true;
    }

    /// <summary>Puts something right by hand; null takes the word back.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Correct(CorrectionKind kind, string subject, string? value, DateTimeOffset now)
    {
        CaseCorrection? earlier = Corrections.Find(c => c.Kind == kind && c.Subject == subject);
        if (earlier?.Value == value)
        {
            return false;
        }

        if (earlier is not null)
        {
            Corrections.Remove(earlier);
        }

        if (value is not null)
        {
            Corrections.Add(new CaseCorrection(kind, subject, value, now));
        }

        Touch(now);
        return true;
    }

    /// <summary>Chooses the calendar of its working time; null for the usual one.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool UseCalendar(string? name, DateTimeOffset now)
    {
        if (CalendarName == name)
        {
            return false;
        }

        CalendarName = name;
        Touch(now);
        return true;
    }

    /// <summary>Asks for an analysis. A run that still waits will see the newest state, so it is the answer.</summary>
    public AnalysisRun RequestAnalysis(DateTimeOffset now)
    {
        if (Runs.Find(r => r.State == RunState.Queued) is { } waiting)
        {
            return waiting;
        }

        var run = new AnalysisRun(now);
        Runs.Add(run);
        return run;
    }

    /// <summary>
    /// Publishes the result of an analysis. Keyed by what went in and what was known: publishing what is published already changes
    /// nothing, and a result that was published before becomes the shown one again.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public bool RecordAnalysis(AnalysisOutcome outcome, PublishedAnalysis? earlier, DateTimeOffset now)
    {
        if (Published?.Key == outcome.Key)
        {
            return false;
        }

        Published = earlier ?? new PublishedAnalysis(Id, outcome, now);
        CaseDigest digest = outcome.Digest;
        State = digest.Solved ? CaseState.Solved : CaseState.Open;
        Holder = digest.Holder;
        TopCauseInChinese = digest.TopCauseInChinese;
        TopCauseInEnglish = digest.TopCauseInEnglish;
        RecordDevices(digest.Devices);
        Findings.Clear();
        Findings.AddRange(digest.Findings.Select(f => new CaseFinding(f)));
        Touch(now);
        return true;
    }

    /// <summary>Replaces what is kept of the devices. The devices must be loaded; what hangs on them goes with them.</summary>
    public void RecordDevices(IEnumerable<DeviceSummary> devices)
    {
        Devices.Clear();
        Devices.AddRange(devices.Select(CaseDevice.Of));
        DeviceFactsVersion = CaseDevice.FactsVersion;
    }

    /// <summary>An archive itself goes with what is in it.</summary>
    private static bool IsIn(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal) || path + "!/" == folder;

    private Bundle? FindBundle(BundleLabel label) => Bundles.Find(b => b.FileName == label.Text);

    private void Touch(DateTimeOffset now)
    {
        LastActivityAt = now > LastActivityAt ? now : LastActivityAt;
        Version = Guid.NewGuid();
    }
}

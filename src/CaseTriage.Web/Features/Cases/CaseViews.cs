using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases.Model;
using CaseTriage.Formats;

namespace CaseTriage.Web.Features.Cases;

/// <summary>A case with everything that its page shows.</summary>
public sealed record CaseView
{
    public required string Number { get; init; }

    public required string Title { get; init; }

    public string? Reference { get; init; }

    public required CaseState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In the order of arrival.</summary>
    public ImmutableArray<BundleView> Bundles { get; init; } = [];

    /// <summary>Newest published analysis in the language asked for; null before the first.</summary>
    public AnalysisDocument? Analysis { get; init; }

    public DateTimeOffset? AnalyzedAt { get; init; }

    /// <summary>Calendar chosen for its working time; null for the usual one.</summary>
    public string? CalendarName { get; init; }

    /// <summary>State of the newest run; null before the first upload.</summary>
    public RunState? RunState { get; init; }

    /// <summary><c>unpack</c>, <c>read</c>, <c>conclude</c>, <c>publish</c>; null when nothing runs.</summary>
    public string? Stage { get; init; }

    /// <summary>0 to 1 over the running analysis.</summary>
    public double Progress { get; init; }

    /// <summary>Why the newest run failed.</summary>
    public string? Reason { get; init; }
}

/// <summary>One upload of a case.</summary>
/// <param name="FileName">Label: the file's name, with its folder where a folder was uploaded.</param>
/// <param name="Device">Serial number given by hand, or null.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Reason">Why it failed, or null.</param>
public sealed record BundleView(
    Guid Id,
    string FileName,
    string? Device,
    string Sha256,
    long SizeInBytes,
    DateTimeOffset ReceivedAt,
    BundleState State,
    string? Stage,
    double Progress,
    string? Reason)
{
    /// <summary>The encoding that a person chose for the names in its archives, or null.</summary>
    public FileNameEncoding? Names { get; init; }

    /// <summary>Whether it was opened with a password that is still known.</summary>
    public bool IsOpenedWithPassword { get; init; }

    /// <summary>Names its evidence file.</summary>
    [JsonIgnore]
    public string ReadingName { get; init; } = Sha256;

    internal static BundleView Of(Bundle bundle, CaseChange? running) => new(
        bundle.Id,
        bundle.FileName,
        bundle.Device,
        bundle.Sha256,
        bundle.SizeInBytes,
        bundle.ReceivedAt,
        bundle.State,
        bundle.State == BundleState.Analyzing ? running?.Stage : null,
        bundle.State switch
        {
            BundleState.Analyzing => running?.Progress ?? 0,
            BundleState.Analyzed => 1,
            _ => 0,
        },
        bundle.Reason)
    {
        Names = bundle.Names,
        IsOpenedWithPassword = bundle.Opening is not null,
        ReadingName = bundle.ReadingName,
    };
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Analysis.Packs;
using CaseTriage.Formats.Qr;

namespace CaseTriage.Analysis;

/// <summary>What is to be analyzed, with what knowledge. The result depends on nothing else.</summary>
public sealed record AnalysisRequest
{
    /// <summary>The files of the case, in any order.</summary>
    public required ImmutableArray<CaseInput> Inputs { get; init; }

    /// <summary>The knowledge packs.</summary>
    public required KnowledgeBase Knowledge { get; init; }

    /// <summary>How much may come out of the archives among them.</summary>
    public UnpackLimits Limits { get; init; } = UnpackLimits.Default;

    /// <summary>Finds the QR codes in pictures; null: pictures are kept, and codes in them are not looked for.</summary>
    public IQrDecoder? Qr { get; init; }

    /// <summary>
    /// Devices given by hand, by the path of an artifact, or of a folder or archive with its separator behind it (<c>a/</c>, <c>a.zip!/</c>) for all in it; they
    /// win over every other attribution, and empty says "of no device". By <see cref="DeviceSummary.Handle"/>: the serial number of a device that the mails do not name.
    /// </summary>
    public ImmutableDictionary<string, string> DeviceByArtifact { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What people put right in the reading of the mails, in any order; of one kind and subject there is one.</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];

    /// <summary>
    /// What was known then: later mails, and files that came with none but later mails, are left out; in an open case waiting is counted until then.
    /// What devices record is not cut by their own clocks, which may be wrong. Null: all of it, and waiting until the last message.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>How many files are read at once, 1 or more. Files that are large, or whose events somebody watches, are read one after the other all the same. The result is the same.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Working hours of the parties.</summary>
    public BusinessCalendar Calendar { get; init; } = BusinessCalendar.China;
}

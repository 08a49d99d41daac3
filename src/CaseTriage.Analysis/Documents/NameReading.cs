using System.Collections.Immutable;
using CaseTriage.Formats;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Documents;

/// <summary>How the names in a container were read.</summary>
/// <param name="Encoding">Encoding of the names that are neither ASCII nor UTF-8; where there are none, that of all.</param>
/// <param name="Reason">Why it is this one.</param>
/// <param name="IsDoubtful">Whether another is nearly as likely.</param>
/// <param name="Samples">Some names that a person's choice would change: their bytes, base64.</param>
public sealed record NameReading(FileNameEncoding Encoding, FileNameReason Reason, bool IsDoubtful, ImmutableArray<string> Samples)
{
    /// <summary>The line of the document; null where every name is ASCII.</summary>
    public static NameReading? Of(FileNameDecoder? names) => names is null or { Reason: FileNameReason.Ascii }
        ? null
        : new NameReading(names.Encoding, names.Reason, names.IsDoubtful, [.. names.Samples.Select(name => Convert.ToBase64String(name.Span))]);
}

using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// How much may come out of the files of one case. Bytes are counted as they come out; what an archive says of itself is never
/// believed. What exceeds a limit becomes a visible file with the limit's name, and the rest goes on.
/// </summary>
public sealed record UnpackLimits
{
    private static readonly JsonSerializerOptions s_json = new() { IgnoreReadOnlyProperties = true };

    /// <summary>The limits of the product.</summary>
    public static UnpackLimits Default { get; } = new();

    /// <summary>Archives inside archives: the outermost counts 1. A zip with a cabinet with a cabinet, as device management writes it, is 3.</summary>
    [Range(1, 20)]
    public int MaxNesting { get; init; } = 5;

    /// <summary>Entries of one archive.</summary>
    [Range(1, 1_000_000)]
    public int MaxEntriesPerArchive { get; init; } = 10_000;

    /// <summary>Entries of all archives of one call together.</summary>
    [Range(1, 10_000_000)]
    public int MaxEntries { get; init; } = 20_000;

    /// <summary>Size of one entry, unpacked.</summary>
    [Range(1, 1L << 40)]
    public long MaxEntrySizeInBytes { get; init; } = 4L << 30;

    /// <summary>Size of all entries of all levels together, unpacked.</summary>
    [Range(1, 1L << 44)]
    public long MaxTotalSizeInBytes { get; init; } = 8L << 30;

    /// <summary>How many times its own size may come out of an archive, all levels below it counted. Healthy event logs reach 132.</summary>
    [Range(1, 1_000_000)]
    public int MaxRatio { get; init; } = 250;

    /// <summary>Before so much came out of an archive, <see cref="MaxRatio"/> is not looked at.</summary>
    [Range(0, 1L << 40)]
    public long RatioFromSizeInBytes { get; init; } = 256L << 20;

    /// <summary>How many times the size of its archive one single entry may have. A nearly empty event log of 20 MiB reaches 800.</summary>
    [Range(1, 1_000_000)]
    public int MaxEntryRatio { get; init; } = 500;

    /// <summary>Before so much came out of an entry, <see cref="MaxEntryRatio"/> is not looked at; above what an empty log by its default size has.</summary>
    [Range(0, 1L << 40)]
    public long EntryRatioFromSizeInBytes { get; init; } = 48L << 20;

    /// <summary>CPU time of the process while it unpacks; reading what was unpacked is not counted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An entry up to this size is kept in memory, a larger one in a temporary file that goes away with its handle.</summary>
    [Range(0, 1 << 30)]
    public int MaxBufferedSizeInBytes { get; init; } = 8 << 20;

    /// <summary>Tells results under other limits than the default ones apart: eight hexadecimal digits, or nothing for those.</summary>
    public string Variant => this == Default ? "" : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { MaxBufferedSizeInBytes = 0 }, s_json)))[..8];
}

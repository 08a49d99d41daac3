using CaseTriage.Formats;

namespace CaseTriage.Analysis.Bundles;

/// <summary>A limit stops what is being unpacked. It passes through the reader of a format as any failure of its destination does.</summary>
internal sealed class LimitReachedException(Damage damage) : IOException(damage.Message)
{
    /// <summary>The limit and what to do.</summary>
    public Damage Damage { get; } = damage;
}

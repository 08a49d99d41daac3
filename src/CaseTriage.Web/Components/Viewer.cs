using System.Globalization;

namespace CaseTriage.Web.Components;

/// <summary>Who looks: their time zone. Times are stored in UTC and shown as the clock on their wall.</summary>
public sealed class Viewer
{
    private readonly TimeZoneInfo _zone;

    private Viewer(TimeZoneInfo zone) => _zone = zone;

    public static Viewer Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The zone by its IANA name; UTC where this machine does not know it.</summary>
    public static Viewer In(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out TimeZoneInfo? zone) ? new Viewer(zone) : Utc;

    /// <summary>What the zone is called, by its lasting name.</summary>
    public string Zone => _zone.Id;

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    public string Minute(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public string Second(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public string WallSecond(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public string Millisecond(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>All that a log knows of an instant: steps of 100 ns, and the offset.</summary>
    public string Precise(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss.fffffff zzz", CultureInfo.InvariantCulture);

    /// <summary>What the clock on their wall showed. A time that a change of the clock skipped is taken with the offset before it.</summary>
    public DateTimeOffset FromWall(DateTime wall) => new(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), _zone.GetUtcOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified)));

    public string Day(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd dddd", CultureInfo.CurrentCulture);

    /// <summary>For a title: the instant with its offset, so that no zone has to be guessed.</summary>
    public string Exact(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}

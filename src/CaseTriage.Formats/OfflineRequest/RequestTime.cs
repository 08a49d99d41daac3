namespace CaseTriage.Formats.OfflineRequest;

/// <summary>A time stamp.</summary>
/// <param name="Clock">As written.</param>
/// <param name="Offset">Its distance from UTC, or null where it states none.</param>
public readonly record struct RequestTime(DateTime Clock, TimeSpan? Offset)
{
    /// <summary>The instant.</summary>
    /// <param name="assumed">Offset to take where none is stated.</param>
    public DateTimeOffset ToUtc(TimeSpan assumed)
    {
        // Clocks at the ends of the calendar have no instant in some zones.
        long ticks = Clock.Ticks - (Offset ?? assumed).Ticks;
        return new DateTimeOffset(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }
}

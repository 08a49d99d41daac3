using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>Finds places by time: events are numbered in its order, so halving finds them without an index.</summary>
internal sealed class TimeIndex : IDisposable
{
    private readonly Statement _timeOf;
    private readonly long _last;

    public TimeIndex(SqliteConnection connection)
    {
        _timeOf = new Statement(connection, "SELECT ifnull(at, 9223372036854775807) FROM event WHERE id = ?");
        using var last = new Statement(connection, "SELECT max(id) FROM event");
        _last = last.ReadNumber();
        End = FirstAtOrAfter(long.MaxValue);
    }

    /// <summary>Number after the last event that has a time.</summary>
    public long End { get; }

    public long FirstAtOrAfter(long ticks)
    {
        long low = 1;
        long high = _last + 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = _timeOf.Bind(1, middle).ReadNumber() < ticks ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public void Dispose() => _timeOf.Dispose();
}

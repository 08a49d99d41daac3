using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>Counts events by minute, hour and day. They come in the order of time, so that only one bucket of each is held.</summary>
internal sealed class EventSumWriter : IDisposable
{
    private readonly Sum _minutes;
    private readonly Sum _hours;
    private readonly Sum _days;

    public EventSumWriter(SqliteConnection connection)
    {
        _days = new Sum(connection, EventBucket.Day, null);
        _hours = new Sum(connection, EventBucket.Hour, _days);
        _minutes = new Sum(connection, EventBucket.Minute, _hours);
    }

    public void Add(long at, long kind) => _minutes.Add(at, kind, 1);

    public void Finish()
    {
        _minutes.Write();
        _hours.Write();
        _days.Write();
    }

    public void Dispose()
    {
        _minutes.Dispose();
        _hours.Dispose();
        _days.Dispose();
    }

    /// <param name="next">The next larger buckets, into which these go.</param>
    private sealed class Sum(SqliteConnection connection, EventBucket bucket, Sum? next) : IDisposable
    {
        /// <summary>A log may name every event anew; what is held is written then, and added to later.</summary>
        private const int MaxHeld = 100_000;

        private readonly long _ticks = EvidenceSchema.TicksOf(bucket);
        private readonly Dictionary<long, long> _events = [];
        private readonly Statement _write = new(
            connection,
            $"INSERT INTO {EvidenceSchema.SumTable(bucket)} (bucket, kind, events) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events");

        private long _bucket;

        public void Add(long at, long kind, long events)
        {
            long its = at / _ticks;
            if (its != _bucket || _events.Count >= MaxHeld)
            {
                Write();
                _bucket = its;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(_events, kind, out _) += events;
        }

        public void Write()
        {
            foreach ((long kind, long events) in _events)
            {
                _write.Bind(1, _bucket).Bind(2, kind).Bind(3, events).Run();
                next?.Add(_bucket * _ticks, kind, events);
            }

            _events.Clear();
        }

        public void Dispose() => _write.Dispose();
    }
}

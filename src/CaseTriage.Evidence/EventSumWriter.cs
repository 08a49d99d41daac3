using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>Counts events by minute, hour and day. They come in the order of time, so that only one bucket of each is held.</summary>
internal sealed class EventSumWriter(SqliteConnection connection) : IDisposable
{
    private readonly Sum[] _sums =
    [
        new(connection, EventBucket.Minute),
        new(connection, EventBucket.Hour),
        new(connection, EventBucket.Day),
    ];

    public void Add(long at, long kind)
    {
        foreach (Sum sum in _sums)
        {
            sum.Add(at, kind);
        }
    }

    public void Finish()
    {
        foreach (Sum sum in _sums)
        {
            sum.Write();
        }
    }

    public void Dispose()
    {
        foreach (Sum sum in _sums)
        {
            sum.Dispose();
        }
    }

    private sealed class Sum(SqliteConnection connection, EventBucket bucket) : IDisposable
    {
        /// <summary>A log may name every event anew; what is held is written then, and added to later.</summary>
        private const int MaxHeld = 100_000;

        private readonly long _ticks = EvidenceSchema.TicksOf(bucket);
        private readonly Dictionary<long, long> _events = [];
        private readonly Statement _write = new(
            connection,
            $"INSERT INTO {EvidenceSchema.SumTable(bucket)} (bucket, kind, events) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events");

        private long _bucket;

        public void Add(long at, long kind)
        {
            long its = at / _ticks;
            if (its != _bucket || _events.Count >= MaxHeld)
            {
                Write();
                _bucket = its;
            }

            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_events, kind, out _)++;
        }

        public void Write()
        {
            foreach ((long kind, long events) in _events)
            {
                _write.Bind(1, _bucket).Bind(2, kind).Bind(3, events).Run();
            }

            _events.Clear();
        }

        public void Dispose() => _write.Dispose();
    }
}

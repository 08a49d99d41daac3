using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CaseTriage.Formats.Evtx;

/// <summary>What is made of one record, on any worker's thread.</summary>
/// <typeparam name="TBatch">Collects what is made of the records of some neighbouring chunks.</typeparam>
public delegate void EvtxRecordAction<in TBatch>(in EvtxRecord record, TBatch batch);

/// <summary>
/// Reads event logs with several workers. Chunks are complete in themselves, so each worker reads other ones; what they made is given out in
/// the order of the log, by the thread that called. Damage and counts are the same as one reader's.
/// </summary>
public static class EvtxParallel
{
    private const int SlotsPerBlock = 2;

    /// <summary>Reads a log from its first byte to its end. The stream is read by the calling thread only, and stays open.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="workers">Threads that decode, 1 or more.</param>
    /// <param name="newBatch">Makes an empty batch; a few for each worker are made, and used again.</param>
    /// <param name="take">Makes something of a record: called by the workers, for one batch by one of them and in the order of its records.</param>
    /// <param name="give">Takes what was made, in the order of the log, and empties the batch.</param>
    /// <param name="cancellationToken">Looked at for each record.</param>
    /// <exception cref="MalformedDataException">There is no event log.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EvtxSummary Read<TBatch>(
        Stream stream, EvtxReaderOptions options, int workers, Func<TBatch> newBatch, EvtxRecordAction<TBatch> take, Action<TBatch> give, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        EvtxSource source = EvtxSource.Open(stream, options, SlotsPerBlock, out EvtxBlock first);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using Crew<TBatch> crew = new(source.Header, options, take, ending);
        crew.Hire(workers);

        // Two blocks in the making for each worker, and one that is given out.
        Queue<Job<TBatch>> idle = new(Enumerable.Range(0, (2 * workers) + 1).Select(number => crew.NewJob(number == 0 ? first : new EvtxBlock(options.InRecordOrder ? 1 : SlotsPerBlock), newBatch())));
        Queue<Job<TBatch>> begun = new();
        EvtxTally tally = new(options.MaxDamageEntries, isPart: false);
        source.Header.Check(tally.Damage);
        bool isFilled = true;
        while (true)
        {
            while (idle.TryPeek(out Job<TBatch>? next) && (isFilled || source.TryRead(next.Block)))
            {
                isFilled = false;
                begun.Enqueue(idle.Dequeue());
                crew.Begin(next);
            }

            if (!begun.TryDequeue(out Job<TBatch>? done))
            {
                source.Header.CheckAgainst(tally);
                return tally.ToSummary(source.Header);
            }

            done.Wait(cancellationToken);
            tally.Take(done.Tally);
            give(done.Batch);
            idle.Enqueue(done);
        }
    }

    /// <summary>Some neighbouring chunks and what was made of them.</summary>
    private sealed class Job<TBatch>(EvtxBlock block, TBatch batch, int maxDamageEntries) : IDisposable
    {
        private readonly SemaphoreSlim _end = new(0);
        private ExceptionDispatchInfo? _failure;

        public EvtxBlock Block => block;

        public TBatch Batch => batch;

        public EvtxTally Tally { get; } = new(maxDamageEntries, isPart: true);

        public void End(Exception? failure)
        {
            _failure = failure is null ? null : ExceptionDispatchInfo.Capture(failure);
            _end.Release();
        }

        /// <summary>Waits for its end, and passes on what ended it.</summary>
        public void Wait(CancellationToken cancellationToken)
        {
            _end.Wait(cancellationToken);
            _failure?.Throw();
        }

        public void Dispose()
        {
            block.Dispose();
            _end.Dispose();
        }
    }

    /// <summary>The workers. Disposing waits for them: none touches a buffer that was given back.</summary>
    private sealed class Crew<TBatch>(EvtxFileHeader header, EvtxReaderOptions options, EvtxRecordAction<TBatch> take, CancellationTokenSource ending) : IDisposable
    {
        private readonly BlockingCollection<Job<TBatch>> _jobs = [];
        private readonly List<Job<TBatch>> _all = [];
        private readonly List<Thread> _threads = [];

        public void Hire(int workers)
        {
            for (int i = 0; i < workers; i++)
            {
                Thread thread = new(Work) { IsBackground = true, Name = "evtx" };
                thread.Start();
                _threads.Add(thread);
            }
        }

        public Job<TBatch> NewJob(EvtxBlock block, TBatch batch)
        {
            Job<TBatch> job = new(block, batch, options.MaxDamageEntries);
            _all.Add(job);
            return job;
        }

        public void Begin(Job<TBatch> job) => _jobs.Add(job);

        public void Dispose()
        {
            ending.Cancel();
            _jobs.CompleteAdding();
            _threads.ForEach(thread => thread.Join());
            _all.ForEach(job => job.Dispose());
            _jobs.Dispose();
        }

        private void Work()
        {
            EvtxChunkReader reader = new(options, header);
            foreach (Job<TBatch> job in _jobs.GetConsumingEnumerable())
            {
                job.End(TryWork(job, reader));
            }
        }

        /// <summary>What ended the work early, or null. Whatever it is, the calling thread throws it again in the order of the log.</summary>
        private Exception? TryWork(Job<TBatch> job, EvtxChunkReader reader)
        {
            try
            {
                for (int place = 0; place < job.Block.Count; place++)
                {
                    ReadOnlySpan<byte> chunk = job.Block.Slot(place);
                    reader.Begin(chunk, job.Block.FirstIndex + place, job.Tally);
                    while (reader.TryRead(chunk, out EvtxRecord record, ending.Token))
                    {
                        take(record, job.Batch);
                    }
                }

                return null;
            }
            catch (Exception exception)
            {
                return exception;
            }
        }
    }
}

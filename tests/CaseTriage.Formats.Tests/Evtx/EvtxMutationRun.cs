using System.Globalization;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>
/// Reads mutated logs one after the other, of the corpus where it is there, and keeps account. Seed n changes the log of number
/// n modulo their count, so that any of them can be repeated alone.
/// </summary>
internal sealed class EvtxMutationRun
{
    private const int MaxFaults = 20;
    private readonly (string Name, byte[] Bytes)[] _logs;
    private readonly List<string> _faults = [];
    private readonly List<string> _disagreements = [];
    private (int Seed, TimeSpan Elapsed, int Length) _slowest;
    private (int Seed, long Allocated) _greediest;
    private long _records;
    private long _compared;
    private long _disagreementCount;
    private long _refused;

    public EvtxMutationRun() =>
        _logs = [.. EvtxKinds.All.Select(kind => (kind.Name, kind.Log)), .. EvtxCorpus.Names.Select(name => (name, EvtxCorpus.Read(name)))];

    /// <summary>Mutations that were read.</summary>
    public int Count { get; private set; }

    /// <summary>What went wrong, with the seed.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Some of the records that one of the two readers can read, and the other not.</summary>
    public IReadOnlyList<string> Disagreements => _disagreements;

    /// <summary>Most that one log made the reader allocate, the lists asked of it included.</summary>
    public long GreedyBytes => _greediest.Allocated;

    /// <summary>What was read, in one line; its times mean something on a quiet machine only.</summary>
    public string Report => string.Create(CultureInfo.InvariantCulture,
        $"{Count} mutations of {_logs.Length} logs, {_refused} refused, {_records} records, {_compared} compared, {_disagreementCount} read by one of both; slowest {_slowest.Elapsed.TotalMilliseconds:F0} ms for {_slowest.Length} bytes (seed {_slowest.Seed}); most allocated {_greediest.Allocated} bytes (seed {_greediest.Seed}); {_faults.Count} faults");

    /// <summary>Reads one mutation.</summary>
    public void Read(int seed)
    {
        (string name, byte[] log) = _logs[(int)((uint)seed % (uint)_logs.Length)];
        byte[] mutated = new EvtxMutator(seed).Mutate(log);
        Count++;
        try
        {
            Keep(seed, mutated.Length, name, EvtxStrictCheck.Of(mutated, isMutated: true));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Add($"seed {seed} of {name}: {e.GetType().Name} {e.Message} {e.StackTrace}");
        }
    }

    private void Keep(int seed, int length, string name, EvtxStrictResult result)
    {
        _records += result.Records;
        _compared += result.Compared;
        _disagreementCount += result.Disagreements.Count;
        _disagreements.AddRange(result.Disagreements.Take(_disagreements.Count < MaxFaults ? 1 : 0).Select(place => $"seed {seed} of {name}: {place}"));
        _refused += result.Summary is null ? 1 : 0;
        _slowest = result.Elapsed > _slowest.Elapsed ? (seed, result.Elapsed, length) : _slowest;
        _greediest = result.Allocated > _greediest.Allocated ? (seed, result.Allocated) : _greediest;
        foreach (string fault in result.Faults)
        {
            Add($"seed {seed} of {name}: {fault}");
        }
    }

    private void Add(string fault)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(fault);
        }
    }
}

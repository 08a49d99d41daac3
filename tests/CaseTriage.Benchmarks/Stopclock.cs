using System.Diagnostics;

namespace CaseTriage.Benchmarks;

/// <summary>What a piece of work cost: CPU time of the whole process, wall time, bytes allocated.</summary>
internal readonly record struct Cost(TimeSpan Cpu, TimeSpan Wall, long AllocatedBytes)
{
    public static Cost Of(Action work)
    {
        using Process process = Process.GetCurrentProcess();
        process.Refresh();
        TimeSpan cpu = process.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        work();
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        return new Cost(process.TotalProcessorTime - cpu, wall, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    /// <summary>The cost of median CPU time of several runs; one run before them does not count.</summary>
    public static Cost MedianOf(int runs, Action work)
    {
        work();
        Cost[] costs = [.. Enumerable.Range(0, runs).Select(_ => Of(work)).OrderBy(cost => cost.Cpu)];
        return costs[runs / 2];
    }
}

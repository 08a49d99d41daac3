using BenchmarkDotNet.Running;
using CaseTriage.Benchmarks;

// Whole runs over big files first, since they share one process with what they are compared to; anything else is BenchmarkDotNet's.
switch (args)
{
    case ["evtx", .. var rest]:
        EvtxRun.Run(rest);
        break;
    case ["evidence", .. var rest]:
        EvidenceRun.Run(rest);
        break;
    case ["archive", .. var rest]:
        ArchiveRun.Run(rest);
        break;
    case ["pack", .. var rest]:
        ArchiveRun.Pack(rest);
        break;
    case ["qr", .. var rounds]:
        QrRun.Run(rounds is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 1);
        break;
    case ["rules", var packs, var events]:
        RulesRun.Run(packs, int.Parse(events, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["trial", var packs, var cases]:
        TrialRun.Run(packs, int.Parse(cases, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["memory", .. var rest]:
        MemoryRun.Run(rest);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(EvtxRun).Assembly).Run(args);
        break;
}

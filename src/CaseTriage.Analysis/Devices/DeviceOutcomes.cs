using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Devices;

/// <summary>State of a device's activation and what says so.</summary>
/// <param name="Outcome">The last word.</param>
/// <param name="Evidence">Where it stands, newest last.</param>
public sealed record DeviceState(DeviceOutcome Outcome, ImmutableArray<Evidence> Evidence)
{
    // Two witnesses of one instant: people know what they saw on the screen, a log of the device may be older than its file.
    private static readonly ImmutableArray<string> s_trust = ["event", "licensingDiag", "slmgr", "platform", "mail"];

    /// <summary>The last word on a device.</summary>
    public static DeviceState Of(FactTable facts, string? device)
    {
        List<Fact> said =
        [
            .. facts.Named("activation.outcome", device)
                .Where(fact => fact.Text("outcome") is "failed" or "activated")
                .OrderBy(fact => fact.At ?? DateTimeOffset.MinValue)
                .ThenBy(fact => s_trust.IndexOf(fact.Text("source") ?? "")),
        ];
        if (said.Count == 0)
        {
            return new DeviceState(DeviceOutcome.Unknown, []);
        }

        string? last = said[^1].Text("outcome");
        return new DeviceState(
            last == "activated" ? DeviceOutcome.Activated : DeviceOutcome.Failed,
            [.. said.Where(fact => fact.Text("outcome") == last).TakeLast(5).Select(fact => fact.Evidence)]);
    }
}

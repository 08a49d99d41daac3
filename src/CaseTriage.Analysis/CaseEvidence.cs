using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis;

/// <summary>All that is known of a case before a rule is asked: artifacts, devices, mails, and the table of facts with what comparison adds to it.</summary>
internal sealed record CaseEvidence
{
    public required ImmutableArray<ReadArtifact> Artifacts { get; init; }

    public required DeviceAttribution Attribution { get; init; }

    public required ConversationResult Conversation { get; init; }

    /// <summary>Serial numbers with the state of their activation, ordinal order.</summary>
    public required ImmutableSortedDictionary<string, DeviceState> Devices { get; init; }

    /// <summary>The inventory of each device that has one.</summary>
    public required InventoryShelf Inventories { get; init; }

    public required FactTable Facts { get; init; }

    /// <summary>Brings together what the artifacts and the mails gave.</summary>
    public static CaseEvidence Gather(ImmutableArray<ReadArtifact> artifacts, DeviceAttribution attribution, ConversationResult conversation)
    {
        var inventories = InventoryShelf.Of(artifacts, attribution);
        List<Fact> facts =
        [
            .. artifacts.SelectMany(artifact => artifact.Describe(attribution.DeviceOf(artifact.Path))),
            .. artifacts.SelectMany(artifact => artifact.Reading.Facts.Select(fact => fact with { Device = fact.Device ?? attribution.DeviceOf(artifact.Path) })).Where(inventories.Holds),
            .. WithLastWord(conversation.Facts),
            .. conversation.Messages.SelectMany(Quoted),
            .. conversation.Messages.SelectMany(ActivationIdFacts.InMessage),
            .. attribution.Conflicts,
        ];
        string[] serials = [.. facts.Select(fact => fact.Device).OfType<string>().Concat(attribution.Devices).Distinct(StringComparer.Ordinal)];
        var said = new FactTable(facts, serials);
        var devices = serials.ToImmutableSortedDictionary(serial => serial, serial => DeviceState.Of(said, serial), StringComparer.Ordinal);
        return new CaseEvidence
        {
            Artifacts = artifacts,
            Attribution = attribution,
            Conversation = conversation,
            Devices = devices,
            Inventories = inventories,
            Facts = new FactTable([.. facts, .. Derive(said, devices, inventories, conversation), .. RequestComparison.Compare(Requests(artifacts, attribution), device => inventories[device], said)], serials),
        };
    }

    private static (string? Device, QrCodeSummary Request)[] Requests(ImmutableArray<ReadArtifact> artifacts, DeviceAttribution attribution) =>
        [.. artifacts.SelectMany(artifact => artifact.Reading.Codes.Select(code => (attribution.DeviceOf(artifact.Path), code)))];

    /// <summary>A case that was opened again is not solved, and what seemed to cure it did not.</summary>
    private static IEnumerable<Fact> WithLastWord(ImmutableArray<Fact> said)
    {
        bool isOpen = said.LastOrDefault(fact => fact.Name == "case.solved")?.Fields.GetValueOrDefault("solved") is false;
        return said.Where(fact => !isOpen || fact.Name != "case.solved" || fact.Fields.GetValueOrDefault("solved") is false);
    }

    /// <summary>Lines of inventories that a mail quotes. An excerpt: what it lacks, the inventory may have.</summary>
    private static IEnumerable<Fact> Quoted(MessageSummary message) =>
        InventoryFacts.FromText(message.Artifact, FormattableString.Invariant($"message {message.Index}"), message.Text).Facts;

    private static IEnumerable<Fact> Derive(FactTable said, ImmutableSortedDictionary<string, DeviceState> devices, InventoryShelf inventories, ConversationResult conversation)
    {
        ImmutableArray<SiblingComparison.Machine> machines = inventories.Machines(said, devices);
        return
        [
            .. devices.SelectMany(device => DescribeDevice(device.Key, device.Value, said)),
            .. ClockComparison.Compare(said.Named("inventory"), conversation.Messages, said.Named("mail.attachment")),
            .. SiblingComparison.Compare(machines),
            .. SiblingComparison.Shared(machines),
            .. said.Named("device.count").TakeLast(1).SelectMany(count => Unnamed(count, devices.Count)),
        ];
    }

    private static IEnumerable<Fact> Unnamed(Fact count, int named) =>
        count.Fields.GetValueOrDefault("total") is long total && total > named
            ? [Fact.Create("device.unnamed", null, count.Evidence, count.At, ("count", total - named), ("total", total), ("named", named))]
            : [];

    private static IEnumerable<Fact> DescribeDevice(string serial, DeviceState state, FactTable said)
    {
        Fact? failure = said.Named("activation.outcome", serial).FirstOrDefault(fact => fact.Text("outcome") == "failed");
        Evidence? evidence = state.Evidence.LastOrDefault() ?? said.Named("artifact", serial).FirstOrDefault()?.Evidence;
        return evidence is null
            ? []
            :
            [
                Fact.Create(
                    "device",
                    serial,
                    evidence,
                    null,
                    ("outcome", state.Outcome.ToString().ToLowerInvariant()),
                    ("everFailed", failure is not null),
                    ("hasFiles", said.Named("artifact", serial).Any()),
                    ("hasInventory", said.Named("inventory", serial).Any())),
            ];
    }
}

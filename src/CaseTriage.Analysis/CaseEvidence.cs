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

    /// <summary>The devices that the mails count but do not name.</summary>
    public required ImmutableArray<UnnamedDevices.Slot> Unnamed { get; init; }

    /// <summary>Serial numbers with the state of their activation, ordinal order.</summary>
    public required ImmutableSortedDictionary<string, DeviceState> Devices { get; init; }

    /// <summary>The inventory of each device that has one.</summary>
    public required InventoryShelf Inventories { get; init; }

    public required FactTable Facts { get; init; }

    /// <summary>Brings together what the artifacts and the mails gave.</summary>
    /// <param name="artifacts">The files, by path.</param>
    /// <param name="attribution">Whose they are.</param>
    /// <param name="conversation">What the mails say.</param>
    /// <param name="givenNames">Serial numbers that people gave to devices which the mails do not name, by handle.</param>
    public static CaseEvidence Gather(
        ImmutableArray<ReadArtifact> artifacts, DeviceAttribution attribution, ConversationResult conversation, ImmutableSortedDictionary<string, string> givenNames)
    {
        ImmutableArray<Fact> read = [.. artifacts.SelectMany(artifact => artifact.Reading.Facts.Select(fact => fact with { Device = DeviceOf(artifact, fact, attribution) }))];
        var inventories = InventoryShelf.Of(artifacts, read);
        List<Fact> facts =
        [
            .. artifacts.SelectMany(artifact => artifact.Describe(attribution.DeviceOf(artifact.Path))),
            .. read.Where(inventories.Holds),
            .. WithLastWord(conversation.Facts),
            .. conversation.Messages.SelectMany(Quoted),
            .. conversation.Messages.SelectMany(ActivationIdFacts.InMessage),
            .. attribution.Conflicts,
        ];
        string[] named = [.. facts.Select(fact => fact.Device).OfType<string>().Concat(attribution.Devices).Distinct(StringComparer.Ordinal)];
        var said = new FactTable(facts, named);
        ImmutableArray<UnnamedDevices.Slot> unnamed = UnnamedDevices.Of(
            said.Named("device.count").LastOrDefault(), named.Except(givenNames.Values, StringComparer.Ordinal).Select(serial => DeviceState.Of(said, serial)), givenNames);
        facts.AddRange(unnamed.Where(slot => slot.GivenName is not null).SelectMany(slot => Given(slot, said)));
        string[] serials = [.. named.Concat(unnamed.Select(slot => slot.GivenName).OfType<string>()).Distinct(StringComparer.Ordinal)];
        said = new FactTable(facts, serials);
        var devices = serials.ToImmutableSortedDictionary(serial => serial, serial => DeviceState.Of(said, serial), StringComparer.Ordinal);
        return new CaseEvidence
        {
            Artifacts = artifacts,
            Attribution = attribution,
            Conversation = conversation,
            Unnamed = unnamed,
            Devices = devices,
            Inventories = inventories,
            Facts = new FactTable([.. facts, .. Derive(said, devices, inventories, conversation), .. RequestComparison.Compare(Requests(artifacts, attribution), device => inventories[device], said)], serials),
        };
    }

    /// <summary>A file of several machines says itself which of them a fact is about; else it is about the file's device.</summary>
    private static string? DeviceOf(ReadArtifact artifact, Fact fact, DeviceAttribution attribution) =>
        fact.Device is { } serial ? attribution.DeviceOfSerial(serial) : attribution.DeviceOf(artifact.Path);

    /// <summary>What is known of a device by its place in the count of the mails, now that a person has said which one it is.</summary>
    private static IEnumerable<Fact> Given(UnnamedDevices.Slot slot, FactTable said)
    {
        if (!said.Named("device.named", slot.GivenName).Any())
        {
            yield return Fact.Create("device.named", slot.GivenName, slot.Evidence, null);
        }

        if (slot.Outcome != DeviceOutcome.Unknown && !said.Named("activation.outcome", slot.GivenName).Any())
        {
            yield return Fact.Create("activation.outcome", slot.GivenName, slot.Evidence, null, ("outcome", slot.Outcome.ToString().ToLowerInvariant()), ("source", "mail"));
        }
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
        ImmutableArray<SiblingComparison.Machine> machines = inventories.Machines(devices);
        return
        [
            .. devices.SelectMany(device => DescribeDevice(device.Key, device.Value, said)),
            .. ClockComparison.Compare(said.Named("inventory"), conversation.Messages, said.Named("mail.attachment")),
            .. SiblingComparison.Compare(machines),
            .. SiblingComparison.Shared(machines),
            .. devices.Keys.SelectMany(serial => Changes(serial, said, inventories)),
            .. said.Named("device.count").TakeLast(1).SelectMany(count => CountUnnamed(count, devices.Count)),
        ];
    }

    private static IEnumerable<Fact> Changes(string serial, FactTable said, InventoryShelf inventories)
    {
        ImmutableArray<Fact> changes = InventoryChanges.Read(serial, inventories[serial]);
        return [.. changes, .. LaterHardware.Read(said, serial, changes), .. DiskMismatch.Read(said, serial)];
    }

    private static IEnumerable<Fact> CountUnnamed(Fact count, int named) =>
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

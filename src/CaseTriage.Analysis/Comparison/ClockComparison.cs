using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// Holds the device's own UTC clock, as its inventory prints it, against the time at which the inventory was received. An inventory cannot be newer than the
/// mail that brought it; it may be older, since data travel slowly out of closed sites.
/// </summary>
public static class ClockComparison
{
    /// <summary>Facts <c>clock.compared</c>: <c>seconds</c> device minus receipt, for each inventory with a clock.</summary>
    /// <param name="inventories">Facts <c>inventory</c>.</param>
    /// <param name="messages">The mails, in order; may be empty.</param>
    /// <param name="attachments">Facts <c>mail.attachment</c>: they tell which mail brought which file.</param>
    public static ImmutableArray<Fact> Compare(IEnumerable<Fact> inventories, ImmutableArray<MessageSummary> messages, IReadOnlyCollection<Fact> attachments)
    {
        ImmutableArray<MessageSummary> dated = [.. messages.Where(message => message.SentAt is not null).OrderBy(message => message.SentAt)];
        return dated.IsEmpty
            ? []
            : [.. inventories.Where(fact => fact.Fields.GetValueOrDefault("osSystemTime") is DateTimeOffset).Select(fact => Compare(fact, dated, attachments))];
    }

    private static Fact Compare(Fact inventory, ImmutableArray<MessageSummary> messages, IReadOnlyCollection<Fact> attachments)
    {
        var clock = (DateTimeOffset)inventory.Fields["osSystemTime"];
        (DateTimeOffset receipt, string by) = Receipt(inventory, messages, attachments);
        return Fact.Create(
            "clock.compared",
            inventory.Device,
            inventory.Evidence,
            receipt,
            ("seconds", (clock - receipt).TotalSeconds),
            ("days", Math.Round(Math.Abs((clock - receipt).TotalDays), 1)),
            ("clock", clock),
            ("receipt", receipt),
            ("by", by));
    }

    private static (DateTimeOffset At, string By) Receipt(Fact inventory, ImmutableArray<MessageSummary> messages, IReadOnlyCollection<Fact> attachments)
    {
        if (messages.FirstOrDefault(message => message.Artifact == inventory.Evidence.Artifact && $"message {message.Index}" == inventory.Evidence.Locator) is { SentAt: { } quoted })
        {
            return (quoted, "message");
        }

        Fact? brought = attachments.FirstOrDefault(attachment => attachment.At is not null && IsPartOf(inventory.Evidence.Artifact, attachment.Text("name")));
        return brought?.At is { } at ? (at, "attachment") : (messages[^1].SentAt.GetValueOrDefault(), "last-message");
    }

    private static bool IsPartOf(string path, string? name) =>
        !string.IsNullOrEmpty(name) && path.Split('/').Any(part => part.TrimEnd('!').Equals(name, StringComparison.OrdinalIgnoreCase));
}

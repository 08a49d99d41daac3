using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class ClockComparisonTests
{
    private static readonly DateTimeOffset s_noon = new(2025, 3, 4, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compare_TakenBeforeTheMailThatBroughtIt_IsNegative()
    {
        Fact attachment = Fact.Create("mail.attachment", null, new Evidence("mail.txt", "message 1", ""), s_noon, ("name", "QX07310000101.zip"), ("present", true));

        Fact compared = Assert.Single(ClockComparison.Compare([Inventory("QX07310000101.zip!/hash.txt", "line 1", s_noon.AddMinutes(-40))], Mails(s_noon, s_noon.AddDays(9)), [attachment]));

        Assert.Equal(-2400.0, compared.Fields["seconds"]);
        Assert.Equal("attachment", compared.Text("by"));
    }

    [Fact]
    public void Compare_NewerThanTheLastMail_IsPositive() =>
        Assert.Equal(86400.0, Assert.Single(ClockComparison.Compare([Inventory("hash.txt", "line 1", s_noon.AddDays(1))], Mails(s_noon), [])).Fields["seconds"]);

    [Fact]
    public void Compare_QuotedInAMail_IsHeldAgainstThatMail() =>
        Assert.Equal("message", Assert.Single(ClockComparison.Compare([Inventory("mail.txt", "message 1", s_noon.AddHours(-1))], Mails(s_noon, s_noon.AddDays(5)), [])).Text("by"));

    [Fact]
    public void Compare_NoMail_SaysNothing() => Assert.Empty(ClockComparison.Compare([Inventory("hash.txt", "line 1", s_noon)], [], []));

    private static Fact Inventory(string artifact, string locator, DateTimeOffset clock) => Fact.Create("inventory", Given.Device, new Evidence(artifact, locator, ""), clock, ("osSystemTime", clock));

    private static ImmutableArray<MessageSummary> Mails(params DateTimeOffset[] times) =>
        [.. times.Select((time, index) => new MessageSummary { Index = index + 1, Artifact = "mail.txt", From = "A", Role = Party.Support, SentAtRaw = "", SentAt = time, Text = "" })];
}

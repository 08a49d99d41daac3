using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class LaterHardwareTests
{
    private static readonly DateTimeOffset s_activated = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("configured", 5, true)]
    [InlineData("installed", 5, true)]
    [InlineData("removed", 5, true)]
    [InlineData("updated", 5, false)]
    [InlineData("started", 5, false)]
    [InlineData("configured", -5, false)]
    [InlineData("configured", 15, false)]
    public void Read_EventOfADiskInside_CountsBetweenActivationAndFailure(string what, int day, bool counts) =>
        Assert.Equal(counts, Read([.. Outcomes(), Log(-30), Change(what, day, removable: false)]).Any());

    [Fact]
    public void Read_RemovableDisk_DoesNotCount() => Assert.Empty(Read([.. Outcomes(), Log(-30), Change("configured", 5, removable: true)]));

    [Fact]
    public void Read_LogThatBeginsLater_CannotTellWhatIsNew() => Assert.Empty(Read([.. Outcomes(), Log(2), Change("configured", 5, removable: false)]));

    [Fact]
    public void Read_NeverActivated_SaysNothing() => Assert.Empty(Read(Outcomes()[1], Log(-30), Change("configured", 5, removable: false)));

    [Theory]
    [InlineData("board", 1, 6, true)]
    [InlineData("os", 1, 6, false)]
    [InlineData("disk", -6, 6, false)]
    [InlineData("disk", 1, 15, false)]
    public void Read_ChangeBetweenTwoInventories_CountsWhereBothLieBetween(string kind, int before, int after, bool counts)
    {
        Fact change = At("inventory.change", after, ("kind", kind), ("what", "changed"), ("after", "x"), ("since", s_activated.AddDays(before)));

        Assert.Equal(counts, LaterHardware.Read(Given.Table(Outcomes()), Given.Device, [change]).Any());
    }

    private static IEnumerable<Fact> Read(params Fact[] facts) => LaterHardware.Read(Given.Table(facts), Given.Device, []);

    private static Fact[] Outcomes() => [At("activation.outcome", 0, ("outcome", "activated")), At("activation.outcome", 10, ("outcome", "failed"))];

    private static Fact Log(int from) => At("log", 20, ("channel", "System"), ("from", s_activated.AddDays(from)));

    private static Fact Change(string what, int day, bool removable) => At(
        "device.change", day, ("class", "disk"), ("what", what), ("model", "M"), ("removableBus", removable), ("first", s_activated.AddDays(day)), ("last", s_activated.AddDays(day)));

    private static Fact At(string name, int day, params ReadOnlySpan<(string Name, object? Value)> fields) =>
        Fact.Create(name, Given.Device, new Evidence("System.evtx", "record 1", ""), s_activated.AddDays(day), fields);
}

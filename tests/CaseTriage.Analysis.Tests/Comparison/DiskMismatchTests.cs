using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Comparison;

public sealed class DiskMismatchTests
{
    private static readonly Fact s_complete = Given.Fact("inventory", Given.Device, ("complete", true), ("integrity", "intact"));
    private static readonly Fact s_listed = Given.Fact("inventory.disk", Given.Device, ("model", "EXAMPLE SSD 256GB"), ("serial", "S-1001"));

    [Fact]
    public void Read_DiskThatOnlyEventsKnow_IsTold()
    {
        Fact fact = Assert.Single(Read(s_complete, s_listed, Seen("partition", "EXAMPLE HDD 1TB", "H1")));

        Assert.Equal(("events", "EXAMPLE HDD 1TB", "H1"), (fact.Text("where"), fact.Text("model"), fact.Text("serial")));
    }

    [Theory]
    [InlineData("EXAMPLE_SSD_256GB", "0025_3886")]
    [InlineData("other name", "S1001  ")]
    public void Read_SameModelOrSerialSpelledOtherwise_IsTheSameDisk(string model, string serial) => Assert.Empty(Read(s_complete, s_listed, Seen("pnp", model, serial)));

    [Fact]
    public void Read_DiskThatOnlyTheInventoryKnows_IsToldWhereEventsListAllDisks()
    {
        Fact second = Given.Fact("inventory.disk", Given.Device, ("model", "EXAMPLE HDD 1TB"), ("serial", "H1"));

        Assert.Equal("inventory", Assert.Single(Read(s_complete, s_listed, second, Seen("partition", "EXAMPLE SSD 256GB", "S-1001"))).Text("where"));
        Assert.Empty(Read(s_complete, s_listed, second, Seen("pnp", "EXAMPLE SSD 256GB", "S-1001")));
        Assert.Empty(Read(s_complete, s_listed, second));
    }

    [Fact]
    public void Read_InventoryNotComplete_ConcludesNothing() =>
        Assert.Empty(Read(Given.Fact("inventory", Given.Device, ("complete", false), ("integrity", "truncated")), Seen("partition", "EXAMPLE HDD 1TB", "H1")));

    private static IEnumerable<Fact> Read(params Fact[] facts) => DiskMismatch.Read(Given.Table(facts), Given.Device);

    private static Fact Seen(string source, string model, string serial) => Given.Fact("event.disk", Given.Device, ("source", source), ("model", model), ("serial", serial), ("bus", "SATA"));
}

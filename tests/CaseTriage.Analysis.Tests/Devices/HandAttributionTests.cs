using System.Collections.Immutable;
using CaseTriage.Analysis.Devices;

namespace CaseTriage.Analysis.Tests.Devices;

public sealed class HandAttributionTests
{
    private static readonly HandAttribution s_given = new(ImmutableDictionary<string, string>.Empty
        .Add("logs.zip!/", Given.Device)
        .Add("logs.zip!/b/", Given.Other)
        .Add("logs.zip!/b/x.evtx", "")
        .Add("!/failed/1", "QX07310000104"));

    [Theory]
    [InlineData("logs.zip", Given.Device)]
    [InlineData("logs.zip!/a/System.evtx", Given.Device)]
    [InlineData("logs.zip!/b/c/System.evtx", Given.Other)]
    [InlineData("logs.zip!/b/x.evtx", "")]
    [InlineData("logs.zip2", null)]
    [InlineData("a/logs.zip", null)]
    [InlineData("/", null)]
    [InlineData("", null)]
    public void DeviceOf_LongestPathThatWasGiven_Counts(string path, string? device) => Assert.Equal(device, s_given.DeviceOf(path));

    [Fact]
    public void Named_HandlesOnly_WithTheirSerialNumbers() => Assert.Equal([KeyValuePair.Create("!/failed/1", "QX07310000104")], s_given.Named);
}

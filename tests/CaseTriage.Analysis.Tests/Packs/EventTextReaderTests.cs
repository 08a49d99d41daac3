using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

public sealed class EventTextReaderTests
{
    private const string Sound = """
        messages:
          - provider: [Alpha, Old Alpha]
            id: [7, 10-12]
            certainty: documented
            text: { zh-CN: "甲 {1} {data:Name}", en: "a {data:Name} {1}" }
        """;

    [Fact]
    public void Load_SoundText_KnowsListsAndRanges()
    {
        CatalogedMessage message = Assert.Single(Given.PackOf(("messages.yaml", Sound)).Messages.All);

        Assert.Equal(["Alpha", "Old Alpha"], message.Providers);
        Assert.Equal([7, 10, 11, 12], message.Ids);
        Assert.Equal(MessageCertainty.Documented, message.Certainty);
    }

    [Theory]
    [InlineData("documented", "sure", "tried/messages.yaml:4:", "allowed: documented")]
    [InlineData("10-12", "12-10", "tried/messages.yaml:3:", "'12-10' is no event id; allowed: ")]
    [InlineData("10-12", "70000", "tried/messages.yaml:3:", "is no event id")]
    [InlineData("10-12", "-1", "tried/messages.yaml:3:", "is no event id")]
    [InlineData("10-12", "1-2-3", "tried/messages.yaml:3:", "is no event id")]
    [InlineData("a {data:Name} {1}", "a {data:Name}", "tried/messages.yaml:5:", "{1} stands in one language only")]
    [InlineData("a {data:Name} {1}", "a {data:Name} {1} {0}", "tried/messages.yaml:5:", "a brace belongs to no placeholder; allowed: ")]
    [InlineData("a {data:Name} {1}", "a {data:Name} {1", "tried/messages.yaml:5:", "a brace belongs to no placeholder")]
    [InlineData("zh-CN: \"甲 {1} {data:Name}\", ", "", "tried/messages.yaml:5:", "'zh-CN' is missing")]
    [InlineData("certainty: documented", "certainty: documented\n    conf: D", "tried/messages.yaml:5:", "unknown key 'conf'")]
    public void Load_FaultyText_NamesFileLineAndWhatIsAllowed(string sound, string faulty, string place, string complaint)
    {
        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => Given.PackOf(("messages.yaml", Sound.Replace(sound, faulty, StringComparison.Ordinal))));

        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnotherText_ChangesTheHashOfThePack() => Assert.NotEqual(
        Given.PackOf(("messages.yaml", Sound)).Packs[0].Sha256,
        Given.PackOf(("messages.yaml", Sound.Replace("甲", "乙", StringComparison.Ordinal))).Packs[0].Sha256);

    /// <summary>What the events of activation are known by: a text for each, so that none is shown as bare numbers.</summary>
    [Theory]
    [InlineData("Microsoft-Windows-Security-SPP", "900 902 903 1001 1003 1004 1007 1008 1009 1010 1011 1012 1013 1014 1016 1017 1025 1033 1034 1036 1037 1040 1058 1066 1067 10 11 8196 8198 8200 8208 8233 12288 12289 12290 12293 16384 16385 16394")]
    [InlineData("Software Protection Platform Service", "900 902 903 1001 1003 1004 1013 1014 1016 1017 1033 1034 1040 1066 8198 12288 12289 16384 16394")]
    [InlineData("CmitClient", "1 200 4711")]
    [InlineData("Microsoft-Windows-Kernel-General", "1")]
    [InlineData("Microsoft-Windows-Time-Service", "16 17 35 36 37 47 48 50 52 129 134 257 258 259 260 261 262 263 264 265 266")]
    [InlineData("EventLog", "6005 6006 6008 6009 6013")]
    [InlineData("Microsoft-Windows-Kernel-PnP", "219 400 410 411 420 430")]
    [InlineData("Microsoft-Windows-Kernel-PnPConfig", "1 2 3 4")]
    [InlineData("Microsoft-Windows-UserPnp", "20001 20003")]
    [InlineData("Microsoft-Windows-NetworkProfile", "10000 10001")]
    [InlineData("e1iexpress", "27 32")]
    [InlineData("rt640x64", "27 32")]
    [InlineData("disk", "7 11 51 153 157")]
    [InlineData("storahci", "129")]
    [InlineData("Ntfs", "55 98")]
    [InlineData("Microsoft-Windows-Kernel-Power", "41")]
    [InlineData("User32", "1074")]
    [InlineData("Service Control Manager", "7023 7031 7034 7040")]
    [InlineData("Application Error", "1000")]
    [InlineData(".NET Runtime", "1026")]
    [InlineData("Microsoft-Windows-WindowsUpdateClient", "19 20")]
    [InlineData("Microsoft-Windows-WHEA-Logger", "17 18 19 47")]
    [InlineData("Microsoft-Windows-TPM-WMI", "1796 1025")]
    public void Find_EventOfActivation_HasAText(string provider, string ids) =>
        Assert.All(ids.Split(' '), id => Assert.NotNull(Given.Knowledge.Messages.Find(provider.ToUpperInvariant(), null, int.Parse(id, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Texts_OfThePacks_AreShortAndInTheirLanguage() => Assert.All(Given.Knowledge.Messages.All, message =>
    {
        Assert.InRange(message.Text.Chinese.Length, 4, 200);
        Assert.InRange(message.Text.English.Length, 10, 260);
        Assert.Contains(message.Text.Chinese, character => character is >= '\u4e00' and <= '\u9fff');
        Assert.DoesNotContain(message.Text.English, character => character is >= '\u4e00' and <= '\u9fff');
    });
}

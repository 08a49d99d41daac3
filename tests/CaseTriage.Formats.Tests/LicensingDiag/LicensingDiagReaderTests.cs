using System.Text;
using CaseTriage.Formats.LicensingDiag;
using CsCheck;

namespace CaseTriage.Formats.Tests.LicensingDiag;

public sealed class LicensingDiagReaderTests
{
    private const string Report = """
        <DiagReport>
          <LicensingData>
            <LicensingStatus>SL_LICENSING_STATUS_NOTIFICATION</LicensingStatus>
            <ResultCode>0xC004F009</ResultCode>
            <OA3ProductKey></OA3ProductKey>
          </LicensingData>
          <GenuineAuthz><ServerProps>&lt;?xml version="1.0"?&gt;&lt;g xmlns="urn:x"&gt;&lt;properties&gt;OA3xOriginalProductKey=A;TimeStampClient=2024-03-05T06:07:08Z&lt;/properties&gt;&lt;/g&gt;</ServerProps></GenuineAuthz>
        </DiagReport>
        """;

    [Fact]
    public void Read_Report_GivesLeavesAndTheDocumentInside()
    {
        LicensingDiagDocument document = LicensingDiagReader.Read(Encoding.UTF8.GetBytes(Report));

        Assert.Equal("DiagReport", document.Root);
        Assert.Equal("0xC004F009", document.Text("ResultCode"));
        Assert.Equal("2024-03-05T06:07:08Z", document.Text("TimeStampClient"));
        Assert.Equal("LicensingData", document.Values[0].Section);
        Assert.Null(document.Text("OA3ProductKey"));
        Assert.Empty(document.Damage);
    }

    [Fact]
    public void Read_NameInAttributeOrElement_IsTheName()
    {
        LicensingDiagDocument document = LicensingDiagReader.Read("<HardwareID><R path='x'><Value name='UBR'>1192</Value><CurrentBuild>17763</CurrentBuild></R></HardwareID>"u8);

        Assert.Equal([("R", "UBR", "1192"), ("R", "CurrentBuild", "17763")], document.Values.Select(value => (value.Section, value.Name, value.Text)));
    }

    [Fact]
    public void Read_BrokenOff_KeepsWhatCameBeforeAndSaysSo()
    {
        LicensingDiagDocument document = LicensingDiagReader.Read(Encoding.Unicode.GetBytes(Report[..250]));

        Assert.Equal("SL_LICENSING_STATUS_NOTIFICATION", document.Text("LicensingStatus"));
        Assert.Equal("xml-broken", Assert.Single(document.Damage).Code);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]
    public void Read_NoReport_IsRefused(string text) =>
        Assert.Equal("not-licensing-diag", Assert.Throws<MalformedDataException>(() => LicensingDiagReader.Read(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public void Read_DeepNesting_StopsAtTheLimit()
    {
        string text = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Assert.Equal("xml-limit", Assert.Single(LicensingDiagReader.Read(Encoding.UTF8.GetBytes(text)).Damage).Code);
    }

    [Fact]
    public void Read_AnyMutation_RefusesOrReads()
    {
        byte[] content = Encoding.UTF8.GetBytes(Report);

        Gen.Select(Gen.Int[0, content.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] mutated = [.. content];
            mutated[at] = value;
            try
            {
                return LicensingDiagReader.Read(mutated).Root.Length > 0;
            }
            catch (MalformedDataException)
            {
                return true;
            }
        });
    }
}

using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class ImageFactsTests
{
    [Theory]
    [InlineData("FFD8FFE000044A46FFC0000B080002000301011100FFDA000301AAFF00BBFFD9", ArtifactStatus.Parsed, "")]
    [InlineData("FFD8FFE000044A46FFC0000B080002000301011100FFDA000301AAFF00BB", ArtifactStatus.Partial, "jpeg-truncated")]
    [InlineData("FFD8FFE000044A46FFC0000B08FFFFFFFF01011100FFDA000301AAFF00BBFFD9", ArtifactStatus.Refused, "limit-pixels")]
    [InlineData("89504E470D0A1A0A", ArtifactStatus.Refused, "png-header")]
    [InlineData("474946383961", ArtifactStatus.Stored, "")]
    public void Read_Picture_SaysWhatBecameOfIt(string hex, ArtifactStatus status, string damage)
    {
        ArtifactReading reading = ImageFacts.Read("p.jpg", ArtifactFormat.Jpeg, Convert.FromHexString(hex), decoder: null, TestContext.Current.CancellationToken);

        Assert.Equal(status, reading.Status);
        Assert.Equal(damage, string.Concat(reading.Damage.Select(one => one.Code)));
    }
}

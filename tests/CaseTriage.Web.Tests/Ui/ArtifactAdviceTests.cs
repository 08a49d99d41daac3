using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;
using CaseTriage.Web.Features.Cases.Files;

namespace CaseTriage.Web.Tests.Ui;

public sealed class ArtifactAdviceTests
{
    [Theory]
    [InlineData(ArtifactStatus.Refused, "empty", "advice.empty")]
    [InlineData(ArtifactStatus.Refused, "entry-encrypted", "advice.encrypted")]
    [InlineData(ArtifactStatus.Refused, "limit-entry-ratio", "advice.limit")]
    [InlineData(ArtifactStatus.Refused, "not-an-archive", "advice.refused")]
    [InlineData(ArtifactStatus.Partial, "chunk-checksum", "advice.partial")]
    [InlineData(ArtifactStatus.Parsed, "checksum", "advice.reservation")]
    [InlineData(ArtifactStatus.Partial, "members", null)]
    public void Of_Damage_SaysWhatToDo(ArtifactStatus status, string code, string? advice) =>
        Assert.Equal(advice, ArtifactAdvice.Of(Artifact(status) with { Damage = [new Damage(code, "Something.", null)] }));

    [Fact]
    public void Of_WholeFile_IsSilent() => Assert.Null(ArtifactAdvice.Of(Artifact(ArtifactStatus.Parsed)));

    private static ArtifactSummary Artifact(ArtifactStatus status) =>
        new() { Path = "a.zip", Kind = ArtifactKind.Zip, SizeInBytes = 100, Sha256 = "", Status = status, Records = 3 };
}

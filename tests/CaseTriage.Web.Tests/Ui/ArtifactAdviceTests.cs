using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;
using CaseTriage.Web.Features.Cases.Files;

namespace CaseTriage.Web.Tests.Ui;

public sealed class ArtifactAdviceTests
{
    [Theory]
    [InlineData(ArtifactStatus.Refused, "encrypted", "advice.encrypted")]
    [InlineData(ArtifactStatus.Refused, "limit-ratio", "advice.limit")]
    [InlineData(ArtifactStatus.Refused, "not-an-archive", "advice.refused")]
    [InlineData(ArtifactStatus.Partial, "chunk-checksum", "advice.partial")]
    [InlineData(ArtifactStatus.Parsed, "checksum", "advice.reservation")]
    [InlineData(ArtifactStatus.Partial, "members", null)]
    public void Of_Damage_SaysWhatToDo(ArtifactStatus status, string code, string? advice) =>
        Assert.Equal(advice, ArtifactAdvice.Of(Artifact(status, size: 100) with { Damage = [new Damage(code, "Something.", null)] }));

    [Fact]
    public void Of_EmptyFile_SaysThatItIsEmpty() => Assert.Equal("advice.empty", ArtifactAdvice.Of(Artifact(ArtifactStatus.Stored, size: 0)));

    [Fact]
    public void Of_WholeFile_IsSilent() => Assert.Null(ArtifactAdvice.Of(Artifact(ArtifactStatus.Parsed, size: 100)));

    private static ArtifactSummary Artifact(ArtifactStatus status, long size) =>
        new() { Path = "a.zip", Kind = ArtifactKind.Zip, SizeInBytes = size, Sha256 = "", Status = status, Records = 3 };
}

using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Bundles;

public sealed class SharedCasesUnpackTests
{
    [Fact]
    public void Unpack_EveryFileOfEveryCase_IsKnownAndWhole()
    {
        string? cases = SharedFolder.Find("cases");
        Assert.SkipWhen(cases is null, SharedFolder.AbsentReason);
        CaseInput[] inputs = [.. Directory.EnumerateFiles(cases, "*", SearchOption.AllDirectories)
            .Where(path => path.Contains("input", StringComparison.Ordinal))
            .Select(path => new CaseInput(Path.GetRelativePath(cases, path), null, () => File.OpenRead(path)))];

        List<UnpackedFile> files = [.. BundleUnpacker.Unpack([.. inputs], UnpackLimits.Default, TestContext.Current.CancellationToken)];

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(
            (file.IsWhole && file.Kind != ArtifactKind.Unknown) || file.Path.StartsWith("damaged-bundle/", StringComparison.Ordinal), $"{file.Path} {file.Kind} {file.Status}"));
        Assert.DoesNotContain(files, file => file.Path.Contains('\uFFFD', StringComparison.Ordinal));
    }
}

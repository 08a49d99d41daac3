using System.Formats.Tar;
using System.IO.Compression;
using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Analysis.Tests.Bundles;

public sealed class ArchiveUnpackTests
{
    private const string Password = "pass-word-7";

    [Fact]
    public void Unpack_TarInGzip_GivesItsFilesUnderTheNamesOfBoth()
    {
        List<(string Path, ArtifactKind Kind)> files = [.. Unpack(new CaseInput("logs.tar.gz", null, () => new MemoryStream(Gzip(Tar())))).Select(file => (file.Path, file.Kind))];

        Assert.Equal(
            [("logs.tar.gz!/logs.tar!/a.bin", ArtifactKind.Unknown), ("logs.tar.gz!/logs.tar", ArtifactKind.Tar), ("logs.tar.gz", ArtifactKind.Gzip)],
            files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Unpack_Rar_GivesItsFile(bool isVersion5)
    {
        byte[] rar = new RarBuilder(isVersion5).Add("a.bin", [1, 2, 3]).Build();

        Assert.Equal([("r!/a.bin", ArtifactStatus.Stored), ("r", ArtifactStatus.Parsed)], Unpack(new CaseInput("r", null, () => new MemoryStream(rar))).Select(file => (file.Path, file.Status)));
    }

    [Theory]
    [InlineData(Password, null)]
    [InlineData("wrong", "entry-password")]
    [InlineData(null, "entry-encrypted")]
    public void Unpack_EncryptedZipInsideAnother_IsOpenedWithThePasswordOfTheInput(string? password, string? code)
    {
        byte[] inner = new ZipBuilder().Add(ZipEncryptor.WithAes("a.bin", [1, 2, 3], Password, strength: 3, version: 2)).Build();
        byte[] outer = new ZipBuilder().Add("inner.zip", inner).Build();

        UnpackedFile file = Unpack(new CaseInput("o", null, () => new MemoryStream(outer)) { Password = password })[0];

        Assert.Equal("o!/inner.zip!/a.bin", file.Path);
        Assert.Equal(code, file.Damage.FirstOrDefault()?.Code);
    }

    [Fact]
    public void Unpack_BombInGzip_StopsAtTheLimitOfAnEntry()
    {
        byte[] bomb = Gzip(new byte[1 << 20]);

        List<UnpackedFile> files = [.. BundleUnpacker.Unpack([new CaseInput("b.gz", null, () => new MemoryStream(bomb))], new UnpackLimits { MaxEntrySizeInBytes = 1 << 16 }, TestContext.Current.CancellationToken)];

        Assert.Equal("limit-entry-size", files[0].Damage[0].Code);
        Assert.Equal(ArtifactStatus.Skipped, files[0].Status);
    }

    [Fact]
    public void ToString_InputWithPassword_HidesIt()
    {
        string text = new CaseInput("a", null, () => Stream.Null) { Password = Password }.ToString();

        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.Contains("HasPassword = True", text, StringComparison.Ordinal);
    }

    private static List<UnpackedFile> Unpack(CaseInput input) => [.. BundleUnpacker.Unpack([input], UnpackLimits.Default, TestContext.Current.CancellationToken)];

    private static byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a.bin") { DataStream = new MemoryStream([1, 2, 3]) });
        }

        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}

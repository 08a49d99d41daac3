using System.Security.Cryptography;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Cli.Tests;

public sealed class PacksCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-sign-").FullName;

    private static string Pack => Path.Combine(AppContext.BaseDirectory, "packs", "windows-update");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sign_PackAndKey_MakesAFileThatTheKeyVouchesFor()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (string pem, string output) = (Path.Combine(_folder, "key.pem"), Path.Combine(_folder, "windows-update.ctpack"));
        await File.WriteAllTextAsync(pem, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);

        (int status, string said, _) = await CommandLine.RunAsync("packs", "sign", Pack, "--key", pem, "--output", output);

        Assert.Equal(ExitCode.Done, status);
        Assert.Contains(PackArchive.KeyIdOf(key), said, StringComparison.Ordinal);
        using (FileStream file = File.OpenRead(output))
        {
            var archive = PackArchive.Read(file);
            Assert.Equal("windows-update", archive.Reference.Id);
            Assert.True(archive.IsSignedBy(key));
        }

        byte[] before = await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
        (int again, _, string error) = await CommandLine.RunAsync("packs", "sign", Pack, "--key", pem, "--output", output);
        Assert.Equal(ExitCode.Failed, again);
        Assert.Contains("windows-update.ctpack", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sign_WhatIsNoKeyOrNoPack_FailsAndLeavesNoFile()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (string pem, string notPem, string output) = (Path.Combine(_folder, "key.pem"), Path.Combine(_folder, "not.pem"), Path.Combine(_folder, "x.ctpack"));
        await File.WriteAllTextAsync(pem, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(notPem, "no key", TestContext.Current.CancellationToken);
        string noPack = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;

        (int noKey, _, string keyError) = await CommandLine.RunAsync("packs", "sign", Pack, "--key", notPem, "--output", output);
        Assert.Equal(ExitCode.Failed, noKey);
        Assert.StartsWith("casetriage: ", keyError, StringComparison.Ordinal);
        Assert.False(File.Exists(output));

        (int none, _, string packError) = await CommandLine.RunAsync("packs", "sign", noPack, "--key", pem, "--output", output);
        Assert.Equal(ExitCode.Failed, none);
        Assert.Contains("pack.yaml", packError, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }
}

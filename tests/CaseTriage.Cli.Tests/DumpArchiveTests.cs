using System.CommandLine;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Cli.Tests;

public sealed class DumpArchiveTests
{
    [Fact]
    public async Task Dump_NestedContainers_PutsEachBeforeItsMembersAndClosesWithASummary()
    {
        byte[] cab = new CabBuilder().Add(CabBuilder.Stored(CabBuilder.File("r.xml", "<a/>"), CabBuilder.File("empty", ""))).Build();
        byte[] zip = new ZipBuilder().Add("diag.cab", cab).Add(new ZipEntrySpec { Name = "s"u8.ToArray(), Content = [1], Flags = 1 }).Build();

        (int exitCode, string[] lines) = await DumpAsync(zip);

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Collection(
            lines,
            line => Assert.StartsWith("{\"path\":\"diag.cab\",", line, StringComparison.Ordinal),
            line => Assert.Contains("\"path\":\"diag.cab!/r.xml\",\"sizeInBytes\":4,", line, StringComparison.Ordinal),
            line => Assert.EndsWith("\"status\":\"ok\",\"damage\":[]}", line, StringComparison.Ordinal),
            line => Assert.Contains("\"status\":\"encrypted\",\"damage\":[{\"code\":\"entry-encrypted\"", line, StringComparison.Ordinal),
            line => Assert.StartsWith("{\"summary\":{\"entries\":4,\"damage\":[{\"code\":\"encrypted\"", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("plain text", "not-archive")]
    [InlineData("MSCF", "cab-header")]
    public async Task Dump_NoArchive_SaysWhy(string content, string code)
    {
        (_, string[] lines) = await DumpAsync(System.Text.Encoding.ASCII.GetBytes(content));

        Assert.Contains($"\"code\":\"{code}\"", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dump_NoFile_IsNothingReadable()
    {
        using var error = new StringWriter();

        int exitCode = await DumpArchive.Create().Parse([Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), "--json"])
            .InvokeAsync(new InvocationConfiguration { Error = error }, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.NothingReadable, exitCode);
        Assert.NotEmpty(error.ToString());
    }

    [Fact]
    public async Task Dump_NamesAndPasswordGiven_UsesThem()
    {
        ZipEntrySpec entry = ZipEncryptor.Traditional("a.txt", [1], "word") with { Name = [0xB1, 0xD2, (byte)'.', (byte)'x'] };
        string password = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(password, "word\r\n", TestContext.Current.CancellationToken);
        try
        {
            (_, string[] lines) = await DumpAsync(new ZipBuilder().Add(entry).Build(), "--names", "big5", "--password-file", password);

            Assert.StartsWith("{\"path\":\"啟.x\",\"sizeInBytes\":1,", lines[0], StringComparison.Ordinal);
            Assert.EndsWith("\"status\":\"ok\",\"damage\":[]}", lines[0], StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(password);
        }
    }

    private static async Task<(int ExitCode, string[] Lines)> DumpAsync(byte[] content, params string[] options)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
            using var output = new StringWriter();
            int exitCode = await DumpArchive.Create().Parse([path, "--json", .. options])
                .InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);
            return (exitCode, output.ToString().TrimEnd().Split(Environment.NewLine));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

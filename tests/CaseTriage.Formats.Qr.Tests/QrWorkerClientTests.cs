using System.Diagnostics;
using System.Reflection;
using CaseTriage.TestKit.Qr;

namespace CaseTriage.Formats.Qr.Tests;

public sealed class QrWorkerClientTests
{
    [Fact]
    public void Scan_Pictures_AreReadByOneProcessAndEqualToOurs()
    {
        byte[] content = QrSamples.Payloads[4].Content;
        byte[] file = QrPicture.Of(QrEncoder.Encode(content), 3).ToPng();
        using var client = QrWorkerClient.Of(Assembly.Load("casetriage"));

        QrScan first = client.Scan(file, TestContext.Current.CancellationToken);
        QrScan none = client.Scan(QrPicture.Blank(50, 50).ToPng(), TestContext.Current.CancellationToken);
        QrScan again = client.Scan(file, TestContext.Current.CancellationToken);

        Assert.Equal(content, Assert.Single(first.Codes).Bytes);
        Assert.Empty(none.Codes);
        Assert.Equal(first.Codes[0].Corners, Assert.Single(again.Codes).Corners);
        Assert.InRange(client.MemoryInUse, 1, QrLimits.Default.MaxMemoryInMiB << 20);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("exec sleep 60")]
    [InlineData("printf '\\377\\377\\377\\377'; exec cat > /dev/null")]
    [InlineData("printf '\\002\\000\\000\\000{]'; exec cat > /dev/null")]
    public void Scan_WorkerThatFalls_IsDamageOfThatPicture(string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", script } };
        using var client = new QrWorkerClient(start, QrLimits.Default with { MaxDuration = TimeSpan.FromMilliseconds(300) });

        QrScan scan = client.Scan(new byte[10], TestContext.Current.CancellationToken);

        Assert.Equal("image-decoder-failed", Assert.Single(scan.Damage).Code);
        Assert.Equal(0, client.MemoryInUse);
    }

    [Fact]
    public void Scan_WorkerThatFallsAgainAndAgain_IsNotStartedForever()
    {
        using var client = new QrWorkerClient(new ProcessStartInfo("/bin/false"), QrLimits.Default with { MaxFailures = 2 });

        string[] codes = [.. Enumerable.Range(0, 3).Select(_ => client.Scan(new byte[10], TestContext.Current.CancellationToken).Damage[0].Code)];

        Assert.Equal(["image-decoder-failed", "image-decoder-failed", "limit-pictures"], codes);
    }

    [Fact]
    public void Scan_WorkerOverItsMemory_IsEnded()
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec sleep 60" } };
        using var client = new QrWorkerClient(start, QrLimits.Default with { MaxMemoryInMiB = 0 });

        QrScan scan = client.Scan(new byte[10], TestContext.Current.CancellationToken);

        Assert.Contains("too much memory", Assert.Single(scan.Damage).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_ProgramThatIsNotThere_IsDamage()
    {
        using var client = new QrWorkerClient(new ProcessStartInfo("/nowhere/at-all"), QrLimits.Default);

        Assert.Equal("image-decoder-failed", client.Scan(new byte[10], TestContext.Current.CancellationToken).Damage[0].Code);
    }

    [Fact]
    public void Scan_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var client = QrWorkerClient.Of(Assembly.Load("casetriage"));

        Assert.Throws<OperationCanceledException>(() => client.Scan(new byte[10], cancelled.Token));
    }
}

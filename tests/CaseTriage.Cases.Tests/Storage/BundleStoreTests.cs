using System.Security.Cryptography;
using CaseTriage.Cases.Storage;

namespace CaseTriage.Cases.Tests.Storage;

public sealed class BundleStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("blobs").FullName;
    private readonly BundleStore _store;

    public BundleStoreTests()
    {
        _store = new BundleStore(_folder, maxSizeInBytes: 3 << 20);
        _store.Prepare();
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(3 << 20)]
    public async Task Write_AnySize_KeepsTheBytesUnderTheirHash(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);

        StoredBlob? blob = await _store.WriteAsync(new Trickle(bytes), Token);

        Assert.Equal(new StoredBlob(Convert.ToHexStringLower(SHA256.HashData(bytes)), size), blob);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_store.PathOf(blob!.Sha256), Token));
    }

    [Fact]
    public async Task Write_SameBytesAgain_LeavesTheFirstFileAlone()
    {
        StoredBlob? first = await _store.WriteAsync(new MemoryStream([1, 2, 3]), Token);
        DateTime written = File.GetLastWriteTimeUtc(_store.PathOf(first!.Sha256));

        StoredBlob? second = await _store.WriteAsync(new MemoryStream([1, 2, 3]), Token);

        Assert.Equal(first, second);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_store.PathOf(first.Sha256)));
        Assert.Single(Files());
    }

    [Fact]
    public async Task Write_OverTheLimit_KeepsNothing()
    {
        Assert.Null(await _store.WriteAsync(new MemoryStream(new byte[(3 << 20) + 1]), Token));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Write_SenderBreaksOff_KeepsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.WriteAsync(new Trickle(new byte[2 << 20], breaksAt: (1 << 20) + 5), Token));
        Assert.Empty(Files());
    }

    [Fact]
    public void Prepare_StrayFileOfACrash_IsRemoved()
    {
        File.WriteAllText(Path.Combine(_folder, "incoming", "half"), "half an upload");

        _store.Prepare();

        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("../../../../../../../../../../../../../../../../etc/passwd00000000")]
    [InlineData("AB00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ab")]
    public void PathOf_NoHash_IsRefused(string name) => Assert.Throws<ArgumentException>(() => _store.PathOf(name));

    private string[] Files() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    /// <summary>Gives its bytes in uneven pieces, as a network does, and may break.</summary>
    private sealed class Trickle(byte[] bytes, int breaksAt = int.MaxValue) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= breaksAt)
            {
                throw new IOException("The sender is gone.");
            }

            int piece = (int)Math.Min(Math.Min(buffer.Length, 50_021), Math.Max(1, breaksAt - Position));
            return base.ReadAsync(buffer[..piece], cancellationToken);
        }
    }
}

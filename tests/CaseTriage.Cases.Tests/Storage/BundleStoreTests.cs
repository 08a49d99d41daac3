using System.Security.Cryptography;
using CaseTriage.Cases.Storage;
using CaseTriage.Formats.Sealed;

namespace CaseTriage.Cases.Tests.Storage;

public sealed class BundleStoreTests : IDisposable
{
    private readonly DataKey _key = DataKey.New();
    private readonly string _folder = Directory.CreateTempSubdirectory("blobs").FullName;
    private readonly BundleStore _store;

    public BundleStoreTests()
    {
        _store = new BundleStore(_folder, maxSizeInBytes: 3 << 20, _key);
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
        Assert.Equal(bytes, ReadAll(_store.Find(blob!.Sha256)));
    }

    [Fact]
    public async Task Write_SameBytesAgain_LeavesTheFirstFileAlone()
    {
        StoredBlob? first = await _store.WriteAsync(new MemoryStream([1, 2, 3]), Token);
        DateTime written = File.GetLastWriteTimeUtc(_store.Find(first!.Sha256).Path);

        StoredBlob? second = await _store.WriteAsync(new MemoryStream([1, 2, 3]), Token);

        Assert.Equal(first, second);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_store.Find(first.Sha256).Path));
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
    public void Find_NoHash_IsRefused(string name) => Assert.Throws<ArgumentException>(() => _store.Find(name));

    [Fact]
    public async Task Write_AnyBytes_StandNowhereInTheFolder()
    {
        await _store.WriteAsync(new MemoryStream("a password: Zk7-plain-91"u8.ToArray()), Token);

        Assert.DoesNotContain(Files(), file => ReadAll(new BlobPlace(file, Key: null)).AsSpan().IndexOf("Zk7-plain-91"u8) >= 0);
    }

    [Fact]
    public async Task Find_OtherKey_CannotBeRead()
    {
        StoredBlob? blob = await _store.WriteAsync(new MemoryStream([1, 2, 3]), Token);
        BlobPlace place = new BundleStore(_folder, maxSizeInBytes: 1, DataKey.New()).Find(blob!.Sha256);

        Assert.Throws<SealBrokenException>(() => ReadAll(place));
    }

    [Fact]
    public async Task SealPlain_BlobOfAnOlderVersion_IsSealedUnderTheSameName()
    {
        byte[] bytes = new byte[100_000];
        new Random(3).NextBytes(bytes);
        string sha256 = KeepPlain(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(bytes, ReadAll(_store.Find(sha256)));

        PlainBlobs done = await _store.SealPlainAsync(Token);

        Assert.Equal(new PlainBlobs(1, 0), done);
        Assert.NotNull(_store.Find(sha256).Key);
        Assert.Equal(bytes, ReadAll(_store.Find(sha256)));
        Assert.Single(Files());
        Assert.Equal(new PlainBlobs(0, 0), await _store.SealPlainAsync(Token));
    }

    [Fact]
    public async Task SealPlain_EndedBeforeThePlainOneWent_TakesItAwayTheNextTime()
    {
        StoredBlob? blob = await _store.WriteAsync(new MemoryStream([1, 2, 3]), Token);
        KeepPlain([1, 2, 3], blob!.Sha256);

        Assert.Equal(new PlainBlobs(1, 0), await _store.SealPlainAsync(Token));
        Assert.Equal(_store.Find(blob.Sha256).Path, Assert.Single(Files()));
    }

    [Fact]
    public async Task SealPlain_BytesThatAreNotThoseOfTheirName_StayAsTheyAre()
    {
        string sha256 = KeepPlain([1, 2, 3], new string('a', 64));

        Assert.Equal(new PlainBlobs(0, 1), await _store.SealPlainAsync(Token));
        Assert.Equal([1, 2, 3], ReadAll(_store.Find(sha256)));
        Assert.Single(Files());
    }

    private static byte[] ReadAll(BlobPlace place)
    {
        using Stream content = place.Key is null ? File.OpenRead(place.Path) : SealedReadStream.OpenFile(place.Path, place.Key);
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray();
    }

    private string KeepPlain(byte[] bytes, string sha256)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, sha256[..2])).FullName;
        File.WriteAllBytes(Path.Combine(folder, sha256), bytes);
        return sha256;
    }

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

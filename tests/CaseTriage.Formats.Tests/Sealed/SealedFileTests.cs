using System.Security.Cryptography;
using CaseTriage.Formats.Sealed;

namespace CaseTriage.Formats.Tests.Sealed;

public sealed class SealedFileTests
{
    private const int Chunk = 64 * 1024;
    private const int Stride = Chunk + 16;
    private static readonly byte[] s_key = SHA256.HashData("a key"u8);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) + 17)]
    public void Read_AnySize_GivesWhatWasWritten(int size)
    {
        byte[] plain = Bytes(size);
        using SealedReadStream reader = Open(Seal(plain));

        Assert.Equal(size, reader.Length);
        Assert.Equal(plain, ReadAll(reader));
        Assert.Equal(-1, reader.ReadByte());
    }

    [Fact]
    public void Read_FromAnywhere_GivesTheSameBytesAsTheWhole()
    {
        byte[] plain = Bytes((4 * Chunk) + 100);
        using SealedReadStream reader = Open(Seal(plain));
        var random = new Random(7);
        byte[] buffer = new byte[2 * Chunk];
        for (int i = 0; i < 500; i++)
        {
            int at = random.Next(plain.Length);
            int count = random.Next(buffer.Length);
            reader.Seek(at, SeekOrigin.Begin);

            int read = reader.Read(buffer, 0, count);

            Assert.Equal(Math.Min(count, plain.Length - at), read);
            Assert.True(plain.AsSpan(at, read).SequenceEqual(buffer.AsSpan(0, read)), $"{count} bytes from {at}");
        }
    }

    [Fact]
    public void Read_AnyBitOfASmallFileChanged_IsRefused()
    {
        byte[] whole = Seal(Bytes(40));
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SealBrokenException>(() => Open(changed).Dispose());
        }
    }

    [Fact]
    public void Read_CutAnywhere_IsRefused()
    {
        byte[] whole = Seal(Bytes((2 * Chunk) + 5));
        int[] sizes = [0, 1, 63, 64, 65, 79, 80, 64 + Stride - 1, 64 + Stride, 64 + Stride + 15, 64 + Stride + 16, 64 + (2 * Stride), whole.Length - 1];
        Assert.All(sizes, size => Assert.Throws<SealBrokenException>(() => Open(whole[..size]).Dispose()));
        Assert.Throws<SealBrokenException>(() => Open([.. whole, 0]).Dispose());
    }

    [Fact]
    public void Read_ChunksSwapped_IsRefusedAtTheFirstOfThem()
    {
        byte[] whole = Seal(Bytes((2 * Chunk) + 5));
        byte[] swapped = [.. whole[..64], .. whole[(64 + Stride)..(64 + (2 * Stride))], .. whole[64..(64 + Stride)], .. whole[(64 + (2 * Stride))..]];
        using SealedReadStream reader = Open(swapped);

        Assert.Throws<SealBrokenException>(() => reader.ReadByte());
    }

    [Fact]
    public void Read_ChunkOfAnotherFileOfTheSameKey_IsRefused()
    {
        byte[] one = Seal(Bytes(Chunk + 5));
        byte[] other = Seal(Bytes(Chunk + 5));
        using SealedReadStream reader = Open([.. one[..64], .. other[64..(64 + Stride)], .. one[(64 + Stride)..]]);

        Assert.Throws<SealBrokenException>(() => reader.ReadByte());
    }

    [Fact]
    public void Open_OtherKey_IsRefused() =>
        Assert.Throws<SealBrokenException>(() => new SealedReadStream(new MemoryStream(Seal(Bytes(5))), SHA256.HashData("another"u8)).Dispose());

    private static byte[] Bytes(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Seal(byte[] plain)
    {
        using var target = new MemoryStream();
        using var writer = new SealedWriter(target, SealedHeader.New(new byte[SealedHeader.KeyIdSize]), s_key);
        for (int at = 0; at < plain.Length; at += 50_021)
        {
            writer.Write(plain.AsSpan(at, Math.Min(50_021, plain.Length - at)));
        }

        writer.Complete();
        return target.ToArray();
    }

    private static SealedReadStream Open(byte[] bytes) => new(new MemoryStream(bytes), s_key);

    private static byte[] ReadAll(SealedReadStream reader)
    {
        using var all = new MemoryStream();
        reader.CopyTo(all);
        return all.ToArray();
    }
}

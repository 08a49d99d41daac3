using System.Security.Cryptography;
using CaseTriage.Formats.Sealed;

namespace CaseTriage.Cases.Storage;

/// <summary>Bytes that are safely on disk.</summary>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record StoredBlob(string Sha256, long SizeInBytes);

/// <summary>Where a blob lies, and how it is read.</summary>
/// <param name="Key">Opens this one sealed file; null for a plain one.</param>
public sealed record BlobPlace(string Path, byte[]? Key)
{
    /// <summary>The path alone: a key is not for messages.</summary>
    public override string ToString() => Path;
}

/// <summary>What became of blobs that an older version had kept in clear.</summary>
/// <param name="Sealed">Sealed now, or found sealed already.</param>
/// <param name="Damaged">Left in clear: their bytes are not those of their name.</param>
public sealed record PlainBlobs(int Sealed, int Damaged);

/// <summary>
/// Every uploaded byte, sealed, by SHA-256 of the plain bytes: <c>ab/ab12....sealed</c>. Written to a temporary name, flushed, renamed, folder
/// flushed; only then is it there. Never changed afterwards. A crash leaves at most a stray temporary file, which the next start removes.
/// </summary>
public sealed class BundleStore
{
    // Two of these in turn: one is hashed and sealed while the other is filled.
    private const int BufferSize = 1024 * 1024;

    /// <summary>A name tells sealed from plain; the first bytes cannot, since an upload may begin with anything.</summary>
    private const string SealedExtension = ".sealed";
    private readonly DataKey _key;
    private readonly string _folder;
    private readonly string _incoming;

    public BundleStore(string folder, long maxSizeInBytes, DataKey key)
    {
        _key = key;
        _folder = folder;
        _incoming = Path.Combine(folder, "incoming");
        MaxSizeInBytes = maxSizeInBytes;
    }

    /// <summary>Largest upload that is taken.</summary>
    public long MaxSizeInBytes { get; }

    /// <summary>Makes the folder and clears what a crash left behind. Once, before the first upload.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_incoming);
        foreach (string stray in Directory.EnumerateFiles(_incoming))
        {
            File.Delete(stray);
        }
    }

    /// <summary>Stores a stream. When this returns, the bytes survive a power cut.</summary>
    /// <returns>Null where the stream is longer than <see cref="MaxSizeInBytes"/>; nothing is kept then.</returns>
    public async Task<StoredBlob?> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            StoredBlob? blob = await WriteTemporaryAsync(content, temporary, MaxSizeInBytes, cancellationToken);
            if (blob is not null)
            {
                Keep(temporary, PathOf(blob.Sha256));
            }

            return blob;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Where the bytes lie. For reading only.</summary>
    public BlobPlace Find(string sha256)
    {
        string path = PathOf(sha256);
        return File.Exists(path + SealedExtension) ? new BlobPlace(path + SealedExtension, KeyOf(path + SealedExtension)) : new BlobPlace(path, null);
    }

    /// <summary>
    /// Seals what an older version has kept in clear. It may be ended at any moment: a plain blob goes only once the sealed one is safely on disk.
    /// </summary>
    public async Task<PlainBlobs> SealPlainAsync(CancellationToken cancellationToken)
    {
        var done = new PlainBlobs(0, 0);
        foreach (string path in Directory.EnumerateFiles(_folder, new string('?', 64), SearchOption.AllDirectories).Where(path => IsHash(Path.GetFileName(path))).ToArray())
        {
            bool isSealed = File.Exists(path + SealedExtension) || await SealPlainAsync(path, cancellationToken);
            if (isSealed)
            {
                File.Delete(path);
            }

            done = isSealed ? done with { Sealed = done.Sealed + 1 } : done with { Damaged = done.Damaged + 1 };
        }

        return done;
    }

    private static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string sha256) => IsHash(sha256)
        ? Path.Combine(_folder, sha256[..2], sha256)
        : throw new ArgumentException("A blob is named by 64 lower-case hex digits.", nameof(sha256));

    /// <summary>A file without a head gets a key that opens nothing: whoever reads it is told.</summary>
    private byte[] KeyOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return _key.FileKeyOf(SealedHeader.Read(file));
        }
        catch (SealBrokenException)
        {
            return new byte[DataKey.Size];
        }
    }

    private async Task<bool> SealPlainAsync(string path, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            await using var plain = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            StoredBlob? blob = await WriteTemporaryAsync(plain, temporary, long.MaxValue, cancellationToken);
            bool isWhole = blob?.Sha256 == Path.GetFileName(path);
            if (isWhole)
            {
                Keep(temporary, path);
            }

            return isWhole;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<StoredBlob?> WriteTemporaryAsync(Stream content, string temporary, long maxSizeInBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        SealedHeader header = _key.NewHeader();
        using var writer = new SealedWriter(file, header, _key.FileKeyOf(header));
        byte[] filling = new byte[BufferSize];
        byte[] writing = new byte[BufferSize];
        Task written = Task.CompletedTask;
        long size = 0;
        try
        {
            while (await content.ReadAtLeastAsync(filling, BufferSize, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
            {
                size += read;
                if (size > maxSizeInBytes)
                {
                    return null;
                }

                await written;
                (filling, writing) = (writing, filling);
                ReadOnlyMemory<byte> full = writing.AsMemory(0, read);
                written = Task.Run(() => Take(full.Span), cancellationToken);
            }
        }
        finally
        {
            await written;
        }

        writer.Complete();
        file.Flush(flushToDisk: true);
        return new StoredBlob(Convert.ToHexStringLower(hash.GetHashAndReset()), size);

        void Take(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            writer.Write(bytes);
        }
    }

    private void Keep(string temporary, string path)
    {
        string target = path + SealedExtension;
        if (File.Exists(target))
        {
            return;
        }

        string folder = Path.Combine(_folder, Path.GetFileName(path)[..2]);
        Directory.CreateDirectory(folder);
        File.Move(temporary, target, overwrite: true);
        DurableFolder.Flush(folder);
        DurableFolder.Flush(_folder);
    }
}

using System.Security.Cryptography;
using CaseTriage.Formats.Sealed;

namespace CaseTriage.Analysis.Bundles;

/// <summary>A temporary file, sealed with a key that is in this object only: written once, then read.</summary>
internal sealed class SpoolFile : IDisposable
{
    private const int KeySize = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(KeySize);
    private readonly FileStream _file;
    private readonly SealedWriter _writer;
    private SealedReadStream? _content;

    public SpoolFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"casetriage-{Guid.NewGuid():n}");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        _writer = new SealedWriter(_file, SealedHeader.New(new byte[SealedHeader.KeyIdSize]), _key);
    }

    /// <summary>Bytes written.</summary>
    public long Length => _writer.Length;

    /// <summary>What was written, at its start. After the first call nothing more can be written.</summary>
    public Stream Content
    {
        get
        {
            if (_content is null)
            {
                _writer.Complete();
                _content = new SealedReadStream(_file, _key);
            }

            _content.Position = 0;
            return _content;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => _writer.Write(bytes);

    public void Dispose()
    {
        _writer.Dispose();
        _content?.Dispose();
        _file.Dispose();
    }
}

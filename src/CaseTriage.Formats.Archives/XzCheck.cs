using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace CaseTriage.Formats.Archives;

/// <summary>The checksum behind each block of an xz stream (xz-file-format 2.1.1.2). Kinds that nothing writes are skipped, not verified.</summary>
internal sealed class XzCheck(int kind)
{
    private const int Crc32Kind = 1;
    private const int Crc64Kind = 4;
    private const int Sha256Kind = 10;

    private readonly Crc32 _crc32 = new();
    private readonly Crc64 _crc64 = new();
    private readonly IncrementalHash? _sha256 = kind == Sha256Kind ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>Bytes that it has in the stream.</summary>
    public int SizeInBytes => kind == 0 ? 0 : 4 << ((kind - 1) / 3);

    /// <summary>Adds content.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        switch (kind)
        {
            case Crc32Kind:
                _crc32.Append(content);
                break;
            case Crc64Kind:
                _crc64.Append(content);
                break;
            case Sha256Kind:
                _sha256?.AppendData(content);
                break;
        }
    }

    /// <summary>Whether the content has the checksum that is stated.</summary>
    public bool Fits(ReadOnlySpan<byte> stated) => kind switch
    {
        Crc32Kind => BinaryPrimitives.ReadUInt32LittleEndian(stated) == _crc32.GetCurrentHashAsUInt32(),
        Crc64Kind => BinaryPrimitives.ReadUInt64LittleEndian(stated) == _crc64.Value,
        Sha256Kind => stated.SequenceEqual(_sha256?.GetHashAndReset()),
        _ => true,
    };
}

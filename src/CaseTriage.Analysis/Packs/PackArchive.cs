using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Packs;

/// <summary>
/// A pack as one file, to be carried into a closed network: a zip of its YAML files, and <c>signature.json</c> with an ECDSA signature (P-256, SHA-256, DER) over the hash of them.
/// What lies in it is not trusted before it is checked and has passed <see cref="PackGate"/>.
/// </summary>
public sealed partial class PackArchive
{
    /// <summary>Largest file read, in bytes.</summary>
    public const int MaxSizeInBytes = 8 << 20;

    private const int MaxEntries = 2000;
    private const int MaxEntryInBytes = 1 << 20;
    private const int MaxTotalInBytes = 32 << 20;
    private const string SignatureName = "signature.json";
    private const string Purpose = "casetriage.pack/1\n";

    private readonly ImmutableSortedDictionary<string, string> _texts;
    private readonly byte[]? _signature;

    private PackArchive(ImmutableSortedDictionary<string, string> texts, PackReference reference, byte[]? signature)
    {
        _texts = texts;
        Reference = reference;
        _signature = signature;
    }

    /// <summary>Id, version and hash, as loaded packs have them.</summary>
    public PackReference Reference { get; }

    /// <summary>Whether it carries a signature at all.</summary>
    public bool IsSigned => _signature is not null;

    /// <summary>Packs a folder and signs it.</summary>
    /// <param name="folder">Folder of one pack.</param>
    /// <param name="key">Private key of whoever vouches for it.</param>
    /// <param name="destination">Where the file goes.</param>
    /// <exception cref="InvalidPackException">The pack cannot be used.</exception>
    public static void Write(string folder, ECDsa key, Stream destination)
    {
        var files = PackFiles.Open(folder);
        PackReference reference = PackLoader.Load(folder).Reference;
        using var zip = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, string text) in files.Texts)
        {
            Add(zip, name, Encoding.UTF8.GetBytes(text));
        }

        byte[] signature = key.SignData(Signed(reference), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Add(zip, SignatureName, JsonSerializer.SerializeToUtf8Bytes(new Signature(KeyIdOf(key), Convert.ToBase64String(signature))));
    }

    /// <summary>Reads such a file into memory; its rules are not looked at yet.</summary>
    /// <param name="source">Seekable.</param>
    /// <exception cref="InvalidPackException">It is none, is too large, or holds what a pack does not hold.</exception>
    public static PackArchive Read(Stream source)
    {
        if (source.Length > MaxSizeInBytes)
        {
            throw new InvalidPackException($"The file has {source.Length} bytes; a pack has at most {MaxSizeInBytes}.");
        }

        try
        {
            using var zip = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries)
            {
                throw new InvalidPackException($"The file holds {zip.Entries.Count} entries; a pack has at most {MaxEntries}.");
            }

            var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            byte[]? signature = null;
            byte[] buffer = new byte[MaxEntryInBytes + 1];
            int total = 0;
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                ReadOnlySpan<byte> content = Content(entry, buffer);
                total += content.Length;
                if (total > MaxTotalInBytes)
                {
                    throw new InvalidPackException($"The files in it have more than {MaxTotalInBytes} bytes together.");
                }

                if (entry.FullName == SignatureName && signature is null)
                {
                    signature = Convert.FromBase64String(JsonSerializer.Deserialize<Signature>(content)?.Value ?? "");
                }
                else if (!PackFileName().IsMatch(entry.FullName) || !texts.TryAdd(entry.FullName, TextOf(entry, content)))
                {
                    throw new InvalidPackException($"'{entry.FullName}' is no file of a pack, or is there twice; allowed are names such as rules/x.yaml, of small letters, digits, '-', '_' and '.'.");
                }
            }

            return new PackArchive(texts.ToImmutable(), ReferenceOf(texts), signature);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or JsonException or FormatException or DecoderFallbackException or NotSupportedException)
        {
            throw new InvalidPackException($"The file is no pack, or is damaged: {broken.Message} Ask for it again.", broken);
        }
    }

    /// <summary>Whether the owner of a key vouches for exactly these files.</summary>
    public bool IsSignedBy(ECDsa publicKey) => _signature is not null && publicKey.VerifyData(Signed(Reference), _signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Writes the files below a folder, which is made.</summary>
    public void ExtractTo(string folder)
    {
        foreach ((string name, string text) in _texts)
        {
            string path = Path.Combine([folder, .. name.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>How a key is told from others: the first 16 hex digits of the SHA-256 of its public part.</summary>
    public static string KeyIdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    private static PackReference ReferenceOf(ImmutableSortedDictionary<string, string>.Builder texts)
    {
        var files = PackFiles.Of("pack", texts);
        (string id, string version) = PackLoader.ReadHead(files.Get("pack.yaml"));
        return PackId().IsMatch(id) ? new PackReference(id, version, files.Sha256) : throw new InvalidPackException($"pack.yaml: the id '{id}' must have 1 to 40 small letters, digits or '-'.");
    }

    private static byte[] Signed(PackReference reference) => Encoding.UTF8.GetBytes($"{Purpose}{reference.Id}\n{reference.Version}\n{reference.Sha256}");

    /// <summary>The stated length is not believed.</summary>
    private static ReadOnlySpan<byte> Content(ZipArchiveEntry entry, byte[] buffer)
    {
        using Stream stream = entry.Open();
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MaxEntryInBytes ? buffer.AsSpan(0, length) : throw new InvalidPackException($"'{entry.FullName}' is larger than {MaxEntryInBytes} bytes.");
    }

    /// <summary>As it is read again from a folder. Names and texts are signed as one text that NUL parts, so that none may hold it.</summary>
    private static string TextOf(ZipArchiveEntry entry, ReadOnlySpan<byte> content)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content);
        return text.Contains('\0', StringComparison.Ordinal) ? throw new InvalidPackException($"'{entry.FullName}' is no text: it holds the character NUL.") : text.ReplaceLineEndings("\n");
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private sealed record Signature(string KeyId, string Value);

    [GeneratedRegex(@"\A(?:[a-z0-9][a-z0-9_-]{0,80}/){0,2}[a-z0-9][a-z0-9._-]{0,80}\.yaml\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PackFileName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PackId();
}

using System.Security.Cryptography;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Web.Features.Packs;

/// <summary>Whose packs may be imported: public keys (PEM, P-256) in a folder that the operator fills.</summary>
/// <param name="folder">Folder of <c>*.pem</c> files; it need not be there.</param>
public sealed class TrustedKeys(string folder)
{
    /// <summary>Where the keys lie, for messages.</summary>
    public string Folder => folder;

    /// <summary>Name of the key, without extension, whose owner vouches for a pack; null where none of them does.</summary>
    public string? SignerOf(PackArchive archive) => !archive.IsSigned || !Directory.Exists(folder)
        ? null
        : Directory.EnumerateFiles(folder, "*.pem").Order(StringComparer.Ordinal).Where(file => IsBy(archive, file)).Select(file => Path.GetFileNameWithoutExtension(file)).FirstOrDefault();

    private static bool IsBy(PackArchive archive, string file)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return archive.IsSignedBy(key);
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            // A file that is no key vouches for nothing.
            return false;
        }
    }
}

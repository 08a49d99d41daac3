using System.Text;
using System.Xml.Linq;
using CaseTriage.Cases.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.Hosting;

/// <summary>The keys that protect forms lie in the data directory, sealed with its key.</summary>
internal static class FormKeys
{
    public static void AddFormKeys(this IServiceCollection services, CaseTriageOptions options)
    {
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(options.FormKeyFolder));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlEncryptor = new Encryptor(provider.GetRequiredService<DataKey>())));
    }

    /// <summary>Removes what an older version kept in clear. A page that is open then must be loaded again; nothing else hangs on them.</summary>
    public static void RemovePlain(CaseTriageOptions options)
    {
        var folder = new DirectoryInfo(options.FormKeyFolder);
        foreach (FileInfo file in folder.Exists ? folder.GetFiles("key-*.xml") : [])
        {
            if (!File.ReadAllText(file.FullName).Contains(nameof(FormKeyDecryptor), StringComparison.Ordinal))
            {
                file.Delete();
            }
        }
    }

    private sealed class Encryptor(DataKey key) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
            new(new XElement("sealed", Convert.ToBase64String(key.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString())))), typeof(FormKeyDecryptor));
    }
}

/// <summary>Opens a key that protects forms. Made by ASP.NET, by the name of the type that stands beside the sealed key.</summary>
internal sealed class FormKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<DataKey>().Open(Convert.FromBase64String(encryptedElement.Value))));
}

using System.ComponentModel.DataAnnotations;

namespace CaseTriage.Web.Hosting;

/// <summary>Section <c>CaseTriage</c>. Everything has a default; the server runs with none of it set.</summary>
public sealed class CaseTriageOptions
{
    public const string Section = "CaseTriage";

    /// <summary>Where everything is kept. Default: <c>CaseTriage</c> in the local application data of the user.</summary>
    [Required(ErrorMessage = "CaseTriage:DataDirectory is empty; it must name a folder.")]
    public string DataDirectory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "CaseTriage");

    /// <summary>Largest upload in bytes, 1 KiB to 64 GiB. Default: 8 GiB.</summary>
    [Range(1024, 64L << 30, ErrorMessage = "CaseTriage:MaxUploadInBytes must be between 1024 and 68719476736.")]
    public long MaxUploadInBytes { get; set; } = 8L << 30;

    /// <summary>File that holds the key of the data directory; made at the first start. Default: <c>CaseTriage/data.key</c> in the user's configuration folder.</summary>
    public string KeyFile { get; set; } = DefaultKeyFile();

    /// <summary>The key itself, as base64, in place of a file. Empty: the file holds.</summary>
    public string Key { get; set; } = "";

    /// <summary>What whoever uses this machine may do, until there are accounts. Default: see masked telephone numbers and mail addresses.</summary>
    public string LocalUserRoles { get; set; } = Roles.RevealContacts;

    public string DatabasePath => Path.Combine(DataDirectory, "cases.db");

    public string BlobFolder => Path.Combine(DataDirectory, "blobs");

    public string EvidenceFolder => Path.Combine(DataDirectory, "evidence");

    /// <summary>Temporary files of running analyses.</summary>
    public string WorkFolder => Path.Combine(DataDirectory, "work");

    public string LogFolder => Path.Combine(DataDirectory, "logs");

    /// <summary>Keys that protect forms, themselves sealed.</summary>
    public string FormKeyFolder => Path.Combine(DataDirectory, "keys");

    /// <summary>Says which key the data directory was sealed with.</summary>
    public string KeyIdPath => Path.Combine(DataDirectory, "key.id");

    private static string DefaultKeyFile()
    {
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.Create);
        return folder.Length == 0 ? "" : Path.Combine(folder, "CaseTriage", "data.key");
    }
}

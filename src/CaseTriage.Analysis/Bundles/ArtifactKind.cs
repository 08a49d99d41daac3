using System.Text.Json.Serialization;

namespace CaseTriage.Analysis.Bundles;

/// <summary>What a file is by its content. The names in JSON are those of the contract.</summary>
public enum ArtifactKind
{
    /// <summary>Stored and listed, not read.</summary>
    Unknown,

    /// <summary>Windows event log, or the file of texts that was saved with one.</summary>
    Evtx,

    /// <summary>Cabinet.</summary>
    Cab,

    /// <summary>Zip archive.</summary>
    Zip,

    /// <summary>7z archive.</summary>
    [JsonStringEnumMemberName("7z")]
    SevenZip,

    /// <summary>Tar archive.</summary>
    Tar,

    /// <summary>Gzip stream.</summary>
    Gzip,

    /// <summary>RAR archive.</summary>
    Rar,

    /// <summary>Xz stream.</summary>
    Xz,

    /// <summary>Bzip2 stream.</summary>
    [JsonStringEnumMemberName("bzip2")]
    BZip2,

    /// <summary>Zstandard stream.</summary>
    [JsonStringEnumMemberName("zstd")]
    Zstandard,

    /// <summary>Hardware inventory (OA 3.0 hardware hash or its report) in any of its forms.</summary>
    HardwareInventory,

    /// <summary>Picture in which a QR code was read.</summary>
    Qr,

    /// <summary>Picture.</summary>
    Image,

    /// <summary>Exported mail thread: several messages in one text file.</summary>
    MailThread,

    /// <summary>One mail.</summary>
    Mail,

    /// <summary>Report of licensingdiag, or an XML file out of its cabinet.</summary>
    LicensingDiag,

    /// <summary>Plain text with lines of a log.</summary>
    TextLog,

    /// <summary>Registry hive or export.</summary>
    Registry,

    /// <summary>XML of no kind known here.</summary>
    Xml,

    /// <summary>PDF document.</summary>
    Pdf,
}

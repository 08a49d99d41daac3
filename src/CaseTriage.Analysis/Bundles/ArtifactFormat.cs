using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// What a file is more exactly than its <see cref="ArtifactKind"/>. The names in JSON are lower-case words with dashes and stay as they are; new ones may come.
/// <c>docs/bundles.md</c> lists them with what each is told by.
/// </summary>
[JsonConverter(typeof(ArtifactFormatConverter))]
public enum ArtifactFormat
{
    /// <summary>Cannot be told.</summary>
    Unknown,

    /// <summary>Windows event log.</summary>
    Evtx,

    /// <summary>Texts that were saved beside an event log.</summary>
    EvtxTexts,

    /// <summary>Event log of Windows XP and Server 2003.</summary>
    Evt,

    /// <summary>Event trace.</summary>
    Etl,

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

    /// <summary>XZ stream.</summary>
    Xz,

    /// <summary>Bzip2 stream.</summary>
    Bzip2,

    /// <summary>Zstandard stream.</summary>
    Zstd,

    /// <summary>Windows image.</summary>
    Wim,

    /// <summary>Image of an optical disc.</summary>
    Iso,

    /// <summary>Disk of a virtual machine.</summary>
    VirtualDisk,

    /// <summary>Program or library.</summary>
    Exe,

    /// <summary>Package of the Windows installer.</summary>
    Installer,

    /// <summary>Shell link.</summary>
    Shortcut,

    /// <summary>Memory dump of a program or of Windows, of any size.</summary>
    Minidump,

    /// <summary>Report of Windows error reporting.</summary>
    WerReport,

    /// <summary>SQLite database.</summary>
    Sqlite,

    /// <summary>Database of the extensible storage engine.</summary>
    Ese,

    /// <summary>Registry hive.</summary>
    RegistryHive,

    /// <summary>Export of the registry editor.</summary>
    RegistryExport,

    /// <summary>What <c>reg query</c> prints.</summary>
    RegistryQuery,

    /// <summary>Hardware inventory in any of its forms.</summary>
    HardwareInventory,

    /// <summary>Report of licensingdiag.</summary>
    LicensingdiagReport,

    /// <summary>Hardware data out of the cabinet of licensingdiag.</summary>
    HardwareData,

    /// <summary>Report of the diagnosis of Windows 7.</summary>
    Mgadiag,

    /// <summary>What slmgr prints.</summary>
    SlmgrOutput,

    /// <summary>Exported mail thread.</summary>
    MailThread,

    /// <summary>Mails pasted from a mail program, with the heads that it puts before what it quotes.</summary>
    PastedMail,

    /// <summary>One mail as it was sent.</summary>
    Eml,

    /// <summary>Mails of a folder one after the other.</summary>
    Mbox,

    /// <summary>Mail saved by Outlook.</summary>
    OutlookMessage,

    /// <summary>Mail folders of Outlook.</summary>
    OutlookStore,

    /// <summary>PDF document.</summary>
    Pdf,

    /// <summary>Document, workbook or presentation. Not opened, although it may be a zip.</summary>
    OfficeDocument,

    /// <summary>Rich text.</summary>
    Rtf,

    /// <summary>Compound file of no kind known here.</summary>
    CompoundFile,

    /// <summary>PNG picture.</summary>
    Png,

    /// <summary>JPEG picture.</summary>
    Jpeg,

    /// <summary>GIF picture.</summary>
    Gif,

    /// <summary>Bitmap.</summary>
    Bmp,

    /// <summary>TIFF picture.</summary>
    Tiff,

    /// <summary>WebP picture.</summary>
    Webp,

    /// <summary>HEIF or AVIF picture, as telephones take them.</summary>
    Heic,

    /// <summary>Vector graphic.</summary>
    Svg,

    /// <summary>Film, such as a recorded screen.</summary>
    Video,

    /// <summary>Log of the activation client.</summary>
    [JsonStringEnumMemberName("cmitclient-log")]
    CmitClientLog,

    /// <summary>Log of the activation platform: verdicts on serial numbers.</summary>
    PlatformLog,

    /// <summary>Log of Windows Setup or of servicing.</summary>
    SetupLog,

    /// <summary>Any other log.</summary>
    TextLog,

    /// <summary>What systeminfo or msinfo32 writes.</summary>
    SystemInfo,

    /// <summary>What ipconfig prints.</summary>
    IpConfig,

    /// <summary>XML of no kind known here.</summary>
    Xml,

    /// <summary>Web page.</summary>
    Html,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Table with separators.</summary>
    Csv,

    /// <summary>Any other readable text.</summary>
    Text,
}

/// <summary>Facts of formats.</summary>
public static class ArtifactFormats
{
    /// <summary>The kind that files of a format are of. What has no kind in the contract is unknown: stored and listed.</summary>
    public static ArtifactKind Kind(this ArtifactFormat format) => format switch
    {
        ArtifactFormat.Evtx or ArtifactFormat.EvtxTexts => ArtifactKind.Evtx,
        ArtifactFormat.Cab => ArtifactKind.Cab,
        ArtifactFormat.Zip => ArtifactKind.Zip,
        ArtifactFormat.SevenZip => ArtifactKind.SevenZip,
        ArtifactFormat.Tar => ArtifactKind.Tar,
        ArtifactFormat.Gzip => ArtifactKind.Gzip,
        ArtifactFormat.Rar => ArtifactKind.Rar,
        ArtifactFormat.Xz => ArtifactKind.Xz,
        ArtifactFormat.Bzip2 => ArtifactKind.BZip2,
        ArtifactFormat.Zstd => ArtifactKind.Zstandard,
        ArtifactFormat.RegistryHive or ArtifactFormat.RegistryExport or ArtifactFormat.RegistryQuery => ArtifactKind.Registry,
        ArtifactFormat.HardwareInventory => ArtifactKind.HardwareInventory,
        ArtifactFormat.LicensingdiagReport or ArtifactFormat.HardwareData or ArtifactFormat.Mgadiag => ArtifactKind.LicensingDiag,
        ArtifactFormat.MailThread or ArtifactFormat.PastedMail => ArtifactKind.MailThread,
        ArtifactFormat.Eml or ArtifactFormat.Mbox or ArtifactFormat.OutlookMessage => ArtifactKind.Mail,
        ArtifactFormat.Pdf => ArtifactKind.Pdf,
        ArtifactFormat.Png or ArtifactFormat.Jpeg or ArtifactFormat.Gif or ArtifactFormat.Bmp or ArtifactFormat.Tiff or ArtifactFormat.Webp or ArtifactFormat.Heic or ArtifactFormat.Svg => ArtifactKind.Image,
        ArtifactFormat.SlmgrOutput or ArtifactFormat.CmitClientLog or ArtifactFormat.PlatformLog or ArtifactFormat.SetupLog or ArtifactFormat.TextLog => ArtifactKind.TextLog,
        ArtifactFormat.Xml => ArtifactKind.Xml,
        _ => ArtifactKind.Unknown,
    };

    /// <summary>The word that stands for a format in documents: <c>registry-hive</c>.</summary>
    public static string Word(this ArtifactFormat format) => JsonSerializer.SerializeToElement(format).GetString() ?? "";
}

/// <summary>Writes formats as lower-case words with dashes.</summary>
internal sealed class ArtifactFormatConverter() : JsonStringEnumConverter<ArtifactFormat>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

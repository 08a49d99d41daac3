namespace CaseTriage.Formats.HardwareHash;

/// <summary>Forms in which an inventory is handed in.</summary>
public enum InventoryForm
{
    /// <summary>The bytes of the hash.</summary>
    Binary,

    /// <summary>Hexadecimal, with or without offsets.</summary>
    Hex,

    /// <summary>Base64 on one line.</summary>
    RawOneLine,

    /// <summary>Base64 over several lines, quoted or in HTML included.</summary>
    RawWrapped,

    /// <summary>Base64 copied out of a console window, prompt and all.</summary>
    ConsoleCopy,

    /// <summary>HardwareHash of the OA3.xml of oa3tool.</summary>
    Oa3Xml,

    /// <summary>Column of an Autopilot CSV.</summary>
    AutopilotCsv,

    /// <summary>String of a JSON document.</summary>
    Json,

    /// <summary>Report as names and values on lines.</summary>
    Report,

    /// <summary>Report as XML.</summary>
    ReportXml,
}

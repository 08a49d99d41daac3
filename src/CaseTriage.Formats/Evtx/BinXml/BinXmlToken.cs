namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Tokens of BinXML (MS-EVEN6 2.2.12). Bit 6 says that attributes or more data follow; it is masked off here.</summary>
internal enum BinXmlToken : byte
{
    /// <summary>End of a fragment or of a template's body.</summary>
    EndOfFragment = 0x00,

    /// <summary>Dependency id (in templates only), size, name, with bit 6 the size of the attributes.</summary>
    OpenStartElement = 0x01,

    /// <summary>Ends a start tag; content follows.</summary>
    CloseStartElement = 0x02,

    /// <summary>Ends an element without content.</summary>
    CloseEmptyElement = 0x03,

    /// <summary>Ends an element with content.</summary>
    EndElement = 0x04,

    /// <summary>Type and text.</summary>
    Value = 0x05,

    /// <summary>Name; its value follows as other tokens.</summary>
    Attribute = 0x06,

    /// <summary>Text.</summary>
    CDataSection = 0x07,

    /// <summary>A UTF-16 code unit.</summary>
    CharacterReference = 0x08,

    /// <summary>Name of the entity.</summary>
    EntityReference = 0x09,

    /// <summary>Name of a processing instruction.</summary>
    InstructionTarget = 0x0A,

    /// <summary>Text of a processing instruction.</summary>
    InstructionData = 0x0B,

    /// <summary>Template and values.</summary>
    TemplateInstance = 0x0C,

    /// <summary>Index of a value and its type.</summary>
    NormalSubstitution = 0x0D,

    /// <summary>As <see cref="NormalSubstitution"/>; left out where the value is NULL.</summary>
    OptionalSubstitution = 0x0E,

    /// <summary>Major and minor version, flags.</summary>
    FragmentHeader = 0x0F,
}

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Budgets against hostile logs. Real ones stay far below: 4 levels of fragments, 60 values, 100 KiB of XML a record.</summary>
internal static class BinXmlLimits
{
    /// <summary>Fragments inside fragments.</summary>
    public const int Nesting = 64;

    /// <summary>Elements open at once, over all fragments of a record.</summary>
    public const int OpenElements = 512;

    /// <summary>Values of one instance.</summary>
    public const int Substitutions = 4096;

    /// <summary>Fragments that one template can hold in the event's own structure: real ones have 2.</summary>
    public const int NestedSlots = 64;

    /// <summary>Bytes of templates, their names and texts included, that the records of one chunk may have scanned. Real ones stay below 200 KiB.</summary>
    public const int ChunkTemplates = 4 * 1024 * 1024;

    /// <summary>Bytes of templates, names and texts included, that are kept from chunk to chunk.</summary>
    public const int KeptTemplates = 8 * 1024 * 1024;

    /// <summary>Characters of names that are kept.</summary>
    public const int KeptNames = 1024 * 1024;

    /// <summary>Attributes of one element.</summary>
    public const int Attributes = 256;

    /// <summary>Values and texts of one template that may be the same column; real ones have one.</summary>
    public const int FieldParts = 8;

    /// <summary>Characters of data that one record may make without the tree, which counts them as they are made; a record has 64 KiB.</summary>
    public const int PlainText = 1024 * 1024;

    /// <summary>Bytes of XML, or characters of data, that one record may make.</summary>
    public const int Output = 8 * 1024 * 1024;

    /// <summary>Steps that one record may take: values can hold fragments that are shown twice each, level by level.</summary>
    public const int Steps = 1 << 20;

    /// <summary>Steps and characters that all records of one chunk may make together: a chunk holds up to 2,322 of them.</summary>
    public const int ChunkWork = 16 * 1024 * 1024;
}

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>What takes a record as it is run: the tree of its data. Structs, so that the calls cost nothing.</summary>
internal interface IBinXmlSink
{
    /// <summary>Whether its budget is used up, so that running must end.</summary>
    bool IsFull { get; }

    /// <summary>An element begins; false where the sink wants nothing of it.</summary>
    bool StartElement(BinXmlName name);

    /// <summary>An attribute of it begins; what follows is its value.</summary>
    void StartAttribute(BinXmlName name);

    /// <summary>The attribute ends.</summary>
    void EndAttribute();

    /// <summary>The start tag ends; content follows.</summary>
    void EndStart();

    /// <summary>The element ends; without content where it is empty.</summary>
    void EndElement(BinXmlName? name, bool isEmpty);

    /// <summary>Text of the template.</summary>
    void Literal(BinXmlLiteral literal);

    /// <summary>A value that is no fragment.</summary>
    void Value(ReadOnlySpan<byte> chunk, BinXmlValue value);
}

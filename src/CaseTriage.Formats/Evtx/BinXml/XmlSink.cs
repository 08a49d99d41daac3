namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>Makes XML of a record.</summary>
/// <param name="output">Takes the XML.</param>
/// <param name="text">Makes text of values.</param>
/// <param name="scratch">Holds the text of one value.</param>
internal readonly struct XmlSink(XmlOutput output, BinXmlText text, TextBuffer scratch) : IBinXmlSink
{
    /// <inheritdoc/>
    public bool IsFull => output.IsFull;

    /// <inheritdoc/>
    public bool StartElement(BinXmlName name)
    {
        output.AppendMarkup(name.StartTag);
        return true;
    }

    /// <inheritdoc/>
    public void StartAttribute(BinXmlName name) => output.StartAttribute(name);

    /// <inheritdoc/>
    public void EndAttribute() => output.EndAttribute();

    /// <inheritdoc/>
    public void EndStart() => output.AppendMarkup(">"u8);

    /// <inheritdoc/>
    public void EndElement(BinXmlName? name, bool isEmpty) => output.AppendMarkup(isEmpty || name is null ? "/>"u8 : name.EndTag);

    /// <inheritdoc/>
    public void Literal(BinXmlLiteral literal) => output.AppendText(literal.Text);

    /// <inheritdoc/>
    public void Value(ReadOnlySpan<byte> chunk, BinXmlValue value)
    {
        if (value.Type == BinXmlType.Text)
        {
            output.AppendText(BinXmlText.Characters(value.In(chunk)));
            return;
        }

        scratch.Clear();
        text.Append(scratch, chunk, value);
        output.AppendText(scratch.Written);
    }
}

using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>Fills the tree from a record, leaving out the columns.</summary>
/// <param name="tree">What is filled.</param>
/// <param name="text">Makes text of values.</param>
internal struct EvtxDataSink(EvtxDataTree tree, BinXmlText text) : IBinXmlSink
{
    private int _depth;

    /// <inheritdoc/>
    public readonly bool IsFull => tree.Text.IsFull;

    /// <inheritdoc/>
    public bool StartElement(BinXmlName name)
    {
        // Depth 0 is the element Event; what stands below it is kept, save the columns.
        if (_depth == 1 && name.Text == "System")
        {
            return false;
        }

        if (_depth++ > 0)
        {
            tree.Begin(EvtxDataTree.NodeKind.Element, name);
        }

        return true;
    }

    /// <inheritdoc/>
    public readonly void StartAttribute(BinXmlName name)
    {
        if (_depth > 1)
        {
            tree.Begin(EvtxDataTree.NodeKind.Attribute, name);
        }
    }

    /// <inheritdoc/>
    public readonly void EndAttribute()
    {
        if (_depth > 1)
        {
            tree.End();
        }
    }

    /// <inheritdoc/>
    public readonly void EndStart()
    {
    }

    /// <inheritdoc/>
    public void EndElement(BinXmlName? name, bool isEmpty)
    {
        if (--_depth > 0)
        {
            tree.End();
        }
    }

    /// <inheritdoc/>
    public readonly void Literal(BinXmlLiteral literal)
    {
        if (_depth > 1)
        {
            int start = tree.Text.Length;
            tree.Text.Append(literal.Text);
            tree.AddText(start);
        }
    }

    /// <inheritdoc/>
    public readonly void Value(ReadOnlySpan<byte> chunk, BinXmlValue value)
    {
        if (_depth > 1)
        {
            int start = tree.Text.Length;
            text.Append(tree.Text, chunk, value);
            tree.AddText(start);
        }
    }
}

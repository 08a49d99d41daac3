using System.Runtime.InteropServices;
using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// What a record says besides its columns: the elements below EventData, UserData and their like, as nodes in document order.
/// Lone surrogates are replaced by U+FFFD. Used again for every record.
/// </summary>
internal sealed class EvtxDataTree
{
    private readonly List<Node> _nodes = [];
    private readonly List<int> _open = [];

    /// <summary>Kinds of nodes.</summary>
    internal enum NodeKind
    {
        /// <summary>An element.</summary>
        Element,

        /// <summary>An attribute of the element around it.</summary>
        Attribute,

        /// <summary>A piece of text.</summary>
        Text,
    }

    /// <summary>The characters of all texts.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>The nodes, each followed by those within it.</summary>
    public ReadOnlySpan<Node> Nodes => CollectionsMarshal.AsSpan(_nodes);

    /// <summary>Lone surrogates replaced so far, over all records.</summary>
    public long ReplacedCount { get; private set; }

    /// <summary>Forgets the record before.</summary>
    public void Clear()
    {
        _nodes.Clear();
        _open.Clear();
        Text.Clear();
    }

    /// <summary>Begins an element or attribute.</summary>
    public void Begin(NodeKind kind, BinXmlName name)
    {
        _open.Add(_nodes.Count);
        _nodes.Add(new Node(kind, name, Text.Length, 0, 0));
    }

    /// <summary>Ends the element or attribute that was begun last.</summary>
    public void End()
    {
        int index = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        _nodes[index] = _nodes[index] with { End = _nodes.Count, TextLength = Text.Length - _nodes[index].TextStart };
        if (_nodes[index].Kind == NodeKind.Attribute && _open.Count > 0)
        {
            // The text of an element begins behind its attributes.
            _nodes[_open[^1]] = _nodes[_open[^1]] with { TextStart = Text.Length };
        }
    }

    /// <summary>Ends whatever is open, where a budget cut the record off.</summary>
    public void EndAll()
    {
        while (_open.Count > 0)
        {
            End();
        }
    }

    /// <summary>Ends a piece of text that began at a length of <see cref="Text"/>.</summary>
    public void AddText(int start)
    {
        if (Text.Length > start)
        {
            ReplacedCount += LoneSurrogates.Replace(Text.WrittenFrom(start));
            _nodes.Add(new Node(NodeKind.Text, null, start, Text.Length - start, _nodes.Count + 1));
        }
    }

    /// <summary>The characters of a node: of an element its content, without its attributes.</summary>
    public ReadOnlySpan<char> TextOf(Node node) => Text.Written.Slice(node.TextStart, node.TextLength);

    /// <summary>An element, attribute or text.</summary>
    /// <param name="Kind">Which of them.</param>
    /// <param name="Name">Name; null of a text.</param>
    /// <param name="TextStart">First of its characters.</param>
    /// <param name="TextLength">Number of its characters.</param>
    /// <param name="End">Index of the first node that is not within it.</param>
    internal readonly record struct Node(NodeKind Kind, BinXmlName? Name, int TextStart, int TextLength, int End);
}

using static CaseTriage.Formats.Evtx.EvtxDataTree;

namespace CaseTriage.Formats.Evtx;

/// <summary>What the nodes of the tree of data are called.</summary>
internal static class EvtxDataNames
{
    /// <summary>Name of an item of EventData: its attribute Name; else none for Data, the element's own for others such as Binary.</summary>
    public static string? OfItem(EvtxDataTree tree, int index, StringPool strings)
    {
        Node node = tree.Nodes[index];
        for (int i = index + 1; i < node.End; i = tree.Nodes[i].End)
        {
            if (tree.Nodes[i] is { Kind: NodeKind.Attribute, Name.Text: "Name" } attribute)
            {
                return strings.Get(tree.TextOf(attribute));
            }
        }

        return node.Name?.Text is "Data" ? null : node.Name?.Text;
    }

    /// <summary>Whether a node is an attribute other than a namespace, or an element with neither elements nor such attributes alone.</summary>
    public static bool IsLeaf(EvtxDataTree tree, int index)
    {
        Node node = tree.Nodes[index];
        return node.Kind switch
        {
            NodeKind.Attribute => !IsNamespace(node),
            NodeKind.Element => !HasElements(tree, index) && (node.TextLength > 0 || !HasAttributes(tree, index)),
            _ => false,
        };
    }

    /// <summary>Whether an attribute declares a namespace.</summary>
    public static bool IsNamespace(Node node) =>
        node.Name?.Text is { } name && (name == "xmlns" || name.StartsWith("xmlns:", StringComparison.Ordinal));

    /// <summary>Whether an element has elements directly in it.</summary>
    public static bool HasElements(EvtxDataTree tree, int index)
    {
        for (int i = index + 1; i < tree.Nodes[index].End; i = tree.Nodes[i].End)
        {
            if (tree.Nodes[i].Kind == NodeKind.Element)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an element has attributes other than namespaces.</summary>
    public static bool HasAttributes(EvtxDataTree tree, int index)
    {
        for (int i = index + 1; i < tree.Nodes[index].End && tree.Nodes[i].Kind == NodeKind.Attribute; i = tree.Nodes[i].End)
        {
            if (!IsNamespace(tree.Nodes[i]))
            {
                return true;
            }
        }

        return false;
    }
}

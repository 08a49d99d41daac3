using static CaseTriage.Formats.Evtx.EvtxDataTree;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// The items of EventData, in order, with repeated and missing names kept; or, of UserData, its leaves: elements without elements,
/// and attributes, named by themselves. Valid until the next record is read.
/// </summary>
public readonly ref struct EvtxDataItems
{
    private readonly EvtxDataTree _tree;
    private readonly StringPool _strings;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _areLeaves;

    internal EvtxDataItems(EvtxDataTree tree, StringPool strings, int root, bool areLeaves)
    {
        (_tree, _strings, _areLeaves) = (tree, strings, areLeaves);
        (_start, _end) = root < 0 ? (0, 0) : (root + 1, tree.Nodes[root].End);
    }

    /// <summary>For <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The items as strings, to be kept.</summary>
    public IReadOnlyList<KeyValuePair<string?, string>> ToList()
    {
        List<KeyValuePair<string?, string>> list = [];
        foreach (EvtxDataItem item in this)
        {
            list.Add(new KeyValuePair<string?, string>(item.Name, item.Value.ToString()));
        }

        return list;
    }

    /// <summary>Walks the items.</summary>
    public ref struct Enumerator
    {
        private readonly EvtxDataItems _items;
        private int _next;

        internal Enumerator(EvtxDataItems items)
        {
            _items = items;
            _next = items._start;
        }

        /// <summary>The item.</summary>
        public EvtxDataItem Current { get; private set; }

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext() => _items._areLeaves ? MoveToLeaf() : MoveToChild();

        private bool MoveToChild()
        {
            if (_next >= _items._end)
            {
                return false;
            }

            Node node = _items._tree.Nodes[_next];
            Current = new EvtxDataItem(EvtxDataNames.OfItem(_items._tree, _next, _items._strings), _items._tree.TextOf(node));
            _next = node.End;
            return true;
        }

        private bool MoveToLeaf()
        {
            while (_next < _items._end)
            {
                int index = _next++;
                Node node = _items._tree.Nodes[index];
                if (EvtxDataNames.IsLeaf(_items._tree, index))
                {
                    Current = new EvtxDataItem(node.Name?.Text, _items._tree.TextOf(node));
                    return true;
                }
            }

            return false;
        }
    }
}

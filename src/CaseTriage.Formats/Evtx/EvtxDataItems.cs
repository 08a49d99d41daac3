using CaseTriage.Formats.Evtx.BinXml;
using static CaseTriage.Formats.Evtx.EvtxDataTree;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// The items of EventData, in order, with repeated and missing names kept; or, of UserData, its leaves: elements without elements,
/// and attributes, named by themselves. Valid until the next record is read.
/// </summary>
public readonly ref struct EvtxDataItems
{
    private readonly ReadOnlySpan<byte> _chunk;
    private readonly EvtxRecordDecoder _decoder;
    private readonly EvtxPlainData _plain;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _areLeaves;

    /// <summary>Items of a section that holds nothing else.</summary>
    internal EvtxDataItems(ReadOnlySpan<byte> chunk, EvtxRecordDecoder decoder, EvtxPlainData plain)
    {
        _chunk = chunk;
        _plain = plain;
        (_decoder, _end) = (decoder, plain.Items.Length);
    }

    /// <summary>Items, or leaves, below a node of the tree; nothing where there is none.</summary>
    internal EvtxDataItems(EvtxRecordDecoder decoder, int root, bool areLeaves)
    {
        (_decoder, _areLeaves) = (decoder, areLeaves);
        (_start, _end) = root < 0 ? (0, 0) : (root + 1, decoder.Tree.Nodes[root].End);
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
        private BinXmlArray _array;
        private string? _arrayName;
        private int _next;

        internal Enumerator(EvtxDataItems items)
        {
            _items = items;
            _next = items._start;
        }

        /// <summary>The item.</summary>
        public EvtxDataItem Current { get; private set; }

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext() => _items switch
        {
            { _plain.Items.IsEmpty: false } => MoveToPlain(),
            { _areLeaves: true } => MoveToLeaf(),
            _ => MoveToChild(),
        };

        private bool MoveToPlain()
        {
            while (!TryNextOfArray())
            {
                if (_next == _items._end)
                {
                    return false;
                }

                EvtxItem item = _items._plain.Items[_next++];
                if (_items._plain.IsLeftOut(item))
                {
                    continue;
                }

                BinXmlValue value = _items._plain.ValueOf(item);
                if (!(item.IsRepeated && value is { IsArray: true, Length: > 0 }))
                {
                    Current = new EvtxDataItem(item.Name, _items._decoder.TextOf(_items._chunk, value));
                    return true;
                }

                _array = new BinXmlArray(_items._chunk, value);
                _arrayName = item.Name;
            }

            return true;
        }

        private bool TryNextOfArray()
        {
            bool hasNext = _array.TryNext(out BinXmlValue value);
            if (hasNext)
            {
                Current = new EvtxDataItem(_arrayName, _items._decoder.TextOf(_items._chunk, value));
            }

            return hasNext;
        }

        private bool MoveToChild()
        {
            if (_next >= _items._end)
            {
                return false;
            }

            EvtxDataTree tree = _items._decoder.Tree;
            Node node = tree.Nodes[_next];
            Current = new EvtxDataItem(EvtxDataNames.OfItem(tree, _next, _items._decoder.Strings), tree.TextOf(node));
            _next = node.End;
            return true;
        }

        private bool MoveToLeaf()
        {
            while (_next < _items._end)
            {
                int index = _next++;
                EvtxDataTree tree = _items._decoder.Tree;
                if (EvtxDataNames.IsLeaf(tree, index))
                {
                    Current = new EvtxDataItem(tree.Nodes[index].Name?.Text, tree.TextOf(tree.Nodes[index]));
                    return true;
                }
            }

            return false;
        }
    }
}

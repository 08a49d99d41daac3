using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Decodes the record at hand: where its values stand at once, columns, data and XML when asked for. One for a reader or worker, used
/// again for each record.
/// </summary>
internal sealed class EvtxRecordDecoder
{
    private readonly BinXmlDocument _document = new();
    private readonly BinXmlReader _reader;
    private readonly BinXmlText _text;
    private readonly TextBuffer _scratch = new();
    private readonly XmlOutput _xml = new();
    private readonly EvtxColumns _columns;
    private readonly TextBuffer _itemText = new();
    private bool _hasTree;
    private bool? _isPlain;
    private int _workLeft;

    public EvtxRecordDecoder(int ansiCodePage)
    {
        _reader = new BinXmlReader(_document);
        _columns = new EvtxColumns(_document);
        _text = new BinXmlText(CodePagesEncodingProvider.Instance.GetEncoding(ansiCodePage) ?? Encoding.GetEncoding(ansiCodePage));
    }

    /// <summary>What the record says besides its columns, once <see cref="Find"/> was asked.</summary>
    public EvtxDataTree Tree { get; } = new();

    /// <summary>Strings that come again and again.</summary>
    public StringPool Strings { get; } = new();

    /// <summary>Why the record, or a part of it, could not be read; or null.</summary>
    public string? Failure => _document.Failure;

    /// <summary>Lone surrogates, and characters XML cannot hold, that were replaced in what was asked for so far.</summary>
    public long ReplacedCharacterCount => Tree.ReplacedCount + _xml.ReplacedCount;

    /// <summary>Whether a budget cut off the data or the XML of the record.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Called once <see cref="WasCut"/> was told.</summary>
    public void ForgetCut() => WasCut = false;

    /// <summary>Must be called before the first record of each chunk.</summary>
    public void BeginChunk()
    {
        _reader.BeginChunk();
        _workLeft = BinXmlLimits.ChunkWork;
    }

    /// <summary>Decodes a record.</summary>
    public void Decode(ReadOnlySpan<byte> chunk, EvtxSlot slot)
    {
        _reader.Read(chunk, slot.Offset + EvtxFormat.RecordHeaderSize, slot.Offset + slot.Size - sizeof(uint));
        (_hasTree, _isPlain) = (false, null);
        _itemText.Clear();
    }

    /// <summary>A column as a whole number.</summary>
    public long? Number(ReadOnlySpan<byte> chunk, EvtxField field) => _columns.Number(chunk, field);

    /// <summary>A column as a time.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> chunk, EvtxField field) => _columns.Time(chunk, field);

    /// <summary>A column as text; null where it is NULL.</summary>
    public string? Text(ReadOnlySpan<byte> chunk, EvtxField field)
    {
        if (!_columns.TryGetText(chunk, field, _text, _scratch, out ReadOnlySpan<char> text))
        {
            return null;
        }

        if (!LoneSurrogates.MayHave(text))
        {
            return Strings.Get(text);
        }

        _scratch.Clear();
        _scratch.Append(text);
        LoneSurrogates.Replace(_scratch.WrittenFrom(0));
        return Strings.Get(_scratch.Written);
    }

    /// <summary>The items of EventData, or nothing.</summary>
    public EvtxDataItems Items(ReadOnlySpan<byte> chunk) =>
        TryGetPlain(chunk, out EvtxPlainData plain) ? new(chunk, this, plain) : new(this, Find(chunk, EvtxRecord.EventDataElement), areLeaves: false);

    /// <summary>The leaves of UserData, or nothing.</summary>
    public EvtxDataItems Leaves(ReadOnlySpan<byte> chunk) => new(this, Find(chunk, EvtxRecord.UserDataElement), areLeaves: true);

    /// <summary>Whether there is an element of that name directly in Event.</summary>
    public bool Has(string element) => TryGetSection(element, out _, out _);

    /// <summary>The text of one value, valid until the next record; in the chunk where it stands there as text.</summary>
    public ReadOnlySpan<char> TextOf(ReadOnlySpan<byte> chunk, BinXmlValue value)
    {
        if (value.Type == BinXmlType.Text)
        {
            return BinXmlText.Characters(value.In(chunk));
        }

        int start = _itemText.Length;
        _text.Append(_itemText, chunk, value);
        return _itemText.WrittenFrom(start);
    }

    /// <summary>Text of an element in an element directly in Event; null where there is none.</summary>
    public string? TextOf(ReadOnlySpan<byte> chunk, string element, string child)
    {
        int root = Find(chunk, element);
        for (int i = root + 1; root >= 0 && i < Tree.Nodes[root].End; i = Tree.Nodes[i].End)
        {
            if (Tree.Nodes[i].Name?.Text == child)
            {
                return Tree.TextOf(Tree.Nodes[i]).ToString();
            }
        }

        return null;
    }

    /// <summary>Writes EventData as one JSON value; null where there is none.</summary>
    public void WriteDataJson(ReadOnlySpan<byte> chunk, Utf8JsonWriter json)
    {
        if (TryGetPlain(chunk, out EvtxPlainData plain))
        {
            EvtxDataJson.WriteItems(plain, chunk, this, json);
        }
        else if (Find(chunk, EvtxRecord.EventDataElement) is >= 0 and int root)
        {
            EvtxDataJson.WriteItems(Tree, root, Strings, json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Writes UserData as one JSON value; null where there is none.</summary>
    public void WriteUserDataJson(ReadOnlySpan<byte> chunk, Utf8JsonWriter json)
    {
        int root = Find(chunk, EvtxRecord.UserDataElement);
        if (root < 0)
        {
            json.WriteNullValue();
        }
        else
        {
            EvtxDataJson.WriteElement(Tree, root, json, depth: 1);
        }
    }

    /// <summary>Writes the record as XML in UTF-8; false, and nothing, where it cannot be read or is beyond the budget.</summary>
    public bool TryWriteXml(ReadOnlySpan<byte> chunk, IBufferWriter<byte> output)
    {
        _xml.Clear();
        if (_document.Root < 0)
        {
            return false;
        }

        int steps = Math.Min(BinXmlLimits.Steps, _workLeft);
        XmlRunner runner = new(chunk, _document, _xml, _text, _scratch, steps);
        bool isWhole = runner.Run(_document.Root) && !_xml.IsFull;
        _workLeft = Math.Max(_workLeft - (steps - runner.StepsLeft) - _xml.Written.Length, 0);
        WasCut |= !isWhole;
        if (isWhole)
        {
            output.Write(_xml.Written);
        }

        return isWhole && !_xml.Written.IsEmpty;
    }

    /// <summary>EventData where its template holds plain items alone and its text is within bounds; else it is for the tree.</summary>
    private bool TryGetPlain(ReadOnlySpan<byte> chunk, out EvtxPlainData plain)
    {
        plain = default;
        if (_isPlain == false || !TryGetSection(EvtxRecord.EventDataElement, out EvtxSection? section, out int instance) || section.Items is null)
        {
            return false;
        }

        plain = new EvtxPlainData(section, _document.ValuesOf(instance));
        if (_isPlain is null)
        {
            long length = plain.MeasureText(chunk);
            _isPlain = length >= 0 && length <= Math.Min(_workLeft, BinXmlLimits.PlainText);
            _workLeft -= _isPlain.Value ? (int)length : 0;
        }

        return _isPlain.Value;
    }

    private bool TryGetSection(string element, [NotNullWhen(true)] out EvtxSection? section, out int instance)
    {
        (section, instance) = (null, _document.Root);
        if (instance < 0 || IsLeftOut(_document.Instance(instance), _document.Instance(instance).Template.Section))
        {
            return false;
        }

        BinXmlInstance root = _document.Instance(instance);
        foreach (EvtxSection part in root.Template.Sections)
        {
            int nested = part.Name is null ? _document.Value(root, part.Slot).Instance : -1;
            instance = nested >= 0 ? nested : _document.Root;
            section = nested >= 0 ? _document.Instance(nested).Template.Section : part;
            if (section.Name == element && !IsLeftOut(_document.Instance(instance), section))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLeftOut(in BinXmlInstance instance, EvtxSection section) => section.Slot >= 0 && _document.Value(instance, section.Slot).IsNull;

    private int Find(ReadOnlySpan<byte> chunk, string element)
    {
        if (!Has(element))
        {
            return -1;
        }

        ReadTree(chunk);
        for (int i = 0; i < Tree.Nodes.Length; i = Tree.Nodes[i].End)
        {
            if (Tree.Nodes[i].Name?.Text == element)
            {
                return i;
            }
        }

        return -1;
    }

    private void ReadTree(ReadOnlySpan<byte> chunk)
    {
        if (_hasTree)
        {
            return;
        }

        Tree.Clear();
        _hasTree = true;
        if (_document.Root >= 0)
        {
            int steps = Math.Min(BinXmlLimits.Steps, _workLeft);
            BinXmlRunner<EvtxDataSink> runner = new(chunk, _document, new EvtxDataSink(Tree, _text), steps);
            bool isWhole = runner.Run(_document.Root) && !Tree.Text.IsFull;
            Tree.EndAll();
            _workLeft = Math.Max(_workLeft - (steps - runner.StepsLeft) - Tree.Text.Length, 0);
            WasCut |= !isWhole;
        }
    }
}

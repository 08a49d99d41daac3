using System.Buffers;
using System.Text;
using System.Text.Json;
using CaseTriage.Formats.Evtx.BinXml;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Decodes the record at hand: its columns at once, its data and its XML when asked for. One for a reader, used again for each
/// record.
/// </summary>
internal sealed class EvtxRecordDecoder
{
    private readonly BinXmlDocument _document = new();
    private readonly BinXmlReader _reader;
    private readonly BinXmlText _text;
    private readonly TextBuffer _scratch = new();
    private readonly XmlOutput _xml = new();
    private readonly EvtxDataTree _data = new();
    private readonly EvtxColumns _columns;
    private readonly StringPool _strings = new();
    private bool _hasData;
    private int _workLeft;

    public EvtxRecordDecoder(int ansiCodePage)
    {
        _reader = new BinXmlReader(_document);
        _columns = new EvtxColumns(_document);
        _text = new BinXmlText(CodePagesEncodingProvider.Instance.GetEncoding(ansiCodePage) ?? Encoding.GetEncoding(ansiCodePage));
    }

    /// <summary>Why the record, or a part of it, could not be read; or null.</summary>
    public string? Failure => _document.Failure;

    /// <summary>Lone surrogates, and characters XML cannot hold, that were replaced in what was asked for so far.</summary>
    public long ReplacedCharacterCount => _data.ReplacedCount + _xml.ReplacedCount;

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
        _hasData = false;
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
            return _strings.Get(text);
        }

        _scratch.Clear();
        _scratch.Append(text);
        LoneSurrogates.Replace(_scratch.WrittenFrom(0));
        return _strings.Get(_scratch.Written);
    }

    /// <summary>The items below an element directly in Event, or nothing.</summary>
    public EvtxDataItems Items(ReadOnlySpan<byte> chunk, string element, bool areLeaves) =>
        new(_data, _strings, Find(chunk, element), areLeaves);

    /// <summary>Whether there is an element of that name directly in Event.</summary>
    public bool Has(ReadOnlySpan<byte> chunk, string element) => Find(chunk, element) >= 0;

    /// <summary>Text of an element in an element directly in Event; null where there is none.</summary>
    public string? TextOf(ReadOnlySpan<byte> chunk, string element, string child)
    {
        int root = Find(chunk, element);
        for (int i = root + 1; root >= 0 && i < _data.Nodes[root].End; i = _data.Nodes[i].End)
        {
            if (_data.Nodes[i].Name?.Text == child)
            {
                return _data.TextOf(_data.Nodes[i]).ToString();
            }
        }

        return null;
    }

    /// <summary>Writes EventData as one JSON value; null where there is none.</summary>
    public void WriteDataJson(ReadOnlySpan<byte> chunk, Utf8JsonWriter json)
    {
        int root = Find(chunk, EvtxRecord.EventDataElement);
        if (root < 0)
        {
            json.WriteNullValue();
        }
        else
        {
            EvtxDataJson.WriteItems(_data, root, _strings, json);
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
            EvtxDataJson.WriteElement(_data, root, json, depth: 1);
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

    private int Find(ReadOnlySpan<byte> chunk, string element)
    {
        ReadData(chunk);
        for (int i = 0; i < _data.Nodes.Length; i = _data.Nodes[i].End)
        {
            if (_data.Nodes[i].Name?.Text == element)
            {
                return i;
            }
        }

        return -1;
    }

    private void ReadData(ReadOnlySpan<byte> chunk)
    {
        if (_hasData)
        {
            return;
        }

        _data.Clear();
        _hasData = true;
        if (_document.Root >= 0)
        {
            int steps = Math.Min(BinXmlLimits.Steps, _workLeft);
            BinXmlRunner<EvtxDataSink> runner = new(chunk, _document, new EvtxDataSink(_data, _text), steps);
            bool isWhole = runner.Run(_document.Root) && !_data.Text.IsFull;
            _data.EndAll();
            _workLeft = Math.Max(_workLeft - (steps - runner.StepsLeft) - _data.Text.Length, 0);
            WasCut |= !isWhole;
        }
    }
}

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>An instance of a template: where its values stand in the document.</summary>
/// <param name="Template">What is run.</param>
/// <param name="FirstValue">Index of its first value in the document.</param>
/// <param name="ValueCount">How many it has; slots beyond are NULL.</param>
internal readonly record struct BinXmlInstance(BinXmlTemplate Template, int FirstValue, int ValueCount);

/// <summary>
/// The values of one record: the instance it is, and those nested in its values. Used again for every record, so that steady
/// reading allocates nothing.
/// </summary>
internal sealed class BinXmlDocument
{
    private BinXmlInstance[] _instances = new BinXmlInstance[8];
    private BinXmlValue[] _values = new BinXmlValue[256];
    private int _instanceCount;
    private int _valueCount;

    /// <summary>Index of the instance that is the whole record, or -1 where it could not be read.</summary>
    public int Root { get; set; } = -1;

    /// <summary>Why the record, or a part of it, could not be read; null where all of it was.</summary>
    public string? Failure { get; set; }

    /// <summary>Forgets the record before.</summary>
    public void Clear()
    {
        (_instanceCount, _valueCount, Root, Failure) = (0, 0, -1, null);
    }

    /// <summary>Adds an instance, whose values are to be set by <see cref="ValuesOf"/>.</summary>
    public int Add(BinXmlTemplate template, int valueCount)
    {
        Grow(ref _instances, _instanceCount + 1);
        Grow(ref _values, _valueCount + valueCount);
        _instances[_instanceCount] = new BinXmlInstance(template, _valueCount, valueCount);
        _valueCount += valueCount;
        return _instanceCount++;
    }

    /// <summary>The instance of an index.</summary>
    public ref readonly BinXmlInstance Instance(int index) => ref _instances[index];

    /// <summary>The values of an instance, to be set; no longer theirs once another instance is added.</summary>
    public Span<BinXmlValue> ValuesOf(int instance) => _values.AsSpan(_instances[instance].FirstValue, _instances[instance].ValueCount);

    /// <summary>A value of an instance; NULL where it has none of that index.</summary>
    public BinXmlValue Value(in BinXmlInstance instance, int slot) =>
        (uint)slot < (uint)instance.ValueCount ? _values[instance.FirstValue + slot] : BinXmlValue.Null;

    private static void Grow<T>(ref T[] array, int count)
    {
        if (count > array.Length)
        {
            Array.Resize(ref array, Math.Max(count, 2 * array.Length));
        }
    }
}

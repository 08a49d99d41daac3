using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseTriage.TestKit.Evtx;

/// <summary>
/// Shapes of elements met so far: what is the same for all events of one template. An event of a known shape costs one look-up.
/// </summary>
internal sealed class BinXmlShapes
{
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shape>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly ArrayBufferWriter<char> _text = new(1024);

    public BinXmlShapes() => _lookup = _shapes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The shape of an element, the same object each time.</summary>
    public Shape Of(EvtxElement element)
    {
        _text.ResetWrittenCount();
        Append(element);
        if (!_lookup.TryGetValue(_text.WrittenSpan, out Shape? shape))
        {
            string text = _text.WrittenSpan.ToString();
            shape = new Shape(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));
            _shapes.Add(text, shape);
        }

        return shape;
    }

    private void Append(EvtxElement element)
    {
        Write("<");
        Write(element.Name);
        for (int i = 0; i < element.Attributes.Count; i++)
        {
            Write(" ");
            Write(element.Attributes[i].Name);
            Write("=");
            AppendPart(element.Attributes[i].Value);
        }

        Write(element.IsOmittedWhenNull ? " ?>" : ">");
        for (int i = 0; i < element.Children.Count; i++)
        {
            AppendPart(element.Children[i]);
        }

        Write("</>");
    }

    private void AppendPart(object content)
    {
        switch (content)
        {
            case EvtxElement element:
                Append(element);
                break;
            case string text:
                Write("'");
                Write(text);
                Write("'");
                break;
            case EvtxValue value:
                AppendSlot("%", value);
                break;
            case EvtxElement.Always always:
                AppendSlot("%!", always.Value);
                break;
            case EvtxElement.Nested:
                Write("%%");
                break;
            default:
                Write(content.ToString());
                break;
        }
    }

    private void AppendSlot(string sign, EvtxValue value)
    {
        Write(sign);
        value.Type.TryFormat(_text.GetSpan(4), out int written, default, CultureInfo.InvariantCulture);
        _text.Advance(written);
    }

    private void Write(string? text) => _text.Write(text);

    /// <param name="Guid">The template's, made from the shape.</param>
    internal sealed record Shape(Guid Guid);
}

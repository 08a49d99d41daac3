using System.Text;

namespace CaseTriage.Formats.Evtx.BinXml;

/// <summary>A name of an element or attribute, with the pieces of markup that it makes.</summary>
internal sealed class BinXmlName
{
    /// <param name="text">A name that XML allows.</param>
    public BinXmlName(string text)
    {
        Text = text;
        StartTag = Encoding.UTF8.GetBytes($"<{text}");
        EndTag = Encoding.UTF8.GetBytes($"</{text}>");
        AttributeStart = Encoding.UTF8.GetBytes($" {text}=\"");
    }

    /// <summary>The name.</summary>
    public string Text { get; }

    /// <summary>Start of a start tag in UTF-8, without its end.</summary>
    public byte[] StartTag { get; }

    /// <summary>An end tag in UTF-8.</summary>
    public byte[] EndTag { get; }

    /// <summary>An attribute in UTF-8 up to its first quotation mark.</summary>
    public byte[] AttributeStart { get; }
}

/// <summary>Text of a template.</summary>
/// <param name="text">UTF-16 as it stands in the template; may hold lone surrogates.</param>
internal sealed class BinXmlLiteral(string text)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;
}

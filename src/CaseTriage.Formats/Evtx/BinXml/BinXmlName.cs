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
        IsPrefixDeclaration = DeclaresPrefix(text);
        IsNamespace = IsPrefixDeclaration || text == "xmlns";
    }

    /// <summary>The name.</summary>
    public string Text { get; }

    /// <summary>Start of a start tag in UTF-8, without its end.</summary>
    public byte[] StartTag { get; }

    /// <summary>An end tag in UTF-8.</summary>
    public byte[] EndTag { get; }

    /// <summary>An attribute in UTF-8 up to its first quotation mark.</summary>
    public byte[] AttributeStart { get; }

    /// <summary>As an attribute: declares a namespace, of a prefix or of names without one.</summary>
    public bool IsNamespace { get; }

    /// <summary>As an attribute: declares the namespace of a prefix.</summary>
    public bool IsPrefixDeclaration { get; }

    /// <summary>Whether an attribute of this name declares a prefix. XML keeps two of them to itself.</summary>
    public static bool DeclaresPrefix(ReadOnlySpan<char> name) =>
        name.StartsWith("xmlns:") && name["xmlns:".Length..] is not ("" or "xml" or "xmlns");

    /// <summary>
    /// Whether one element cannot have both attributes: equal names, and equal ones under two prefixes, which may stand for one namespace.
    /// </summary>
    public bool RepeatsAttribute(BinXmlName? other)
    {
        if (other is null || Text == other.Text)
        {
            return other is not null;
        }

        int colon = Text.IndexOf(':', StringComparison.Ordinal);
        int otherColon = other.Text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && otherColon > 0 && !IsNamespace && !other.IsNamespace && Text.AsSpan(colon).SequenceEqual(other.Text.AsSpan(otherColon));
    }
}

/// <summary>Text of a template.</summary>
/// <param name="text">UTF-16 as it stands in the template; may hold lone surrogates.</param>
internal sealed class BinXmlLiteral(string text)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;
}

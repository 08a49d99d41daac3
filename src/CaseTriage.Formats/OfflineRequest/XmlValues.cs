using System.Xml;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>The values of an XML text: attributes and the texts of elements, with the names that lead to them. No DTD, no entity.</summary>
internal static class XmlValues
{
    /// <summary>The values up to where the text breaks off.</summary>
    public static SplitText Read(string text)
    {
        var values = new List<(string Name, string Value)>();
        if (Depth(text) > TextStructure.MaxNesting)
        {
            return new SplitText(PayloadKind.Xml, values, PayloadFault.Limit);
        }

        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        using var characters = new StringReader(text);
        using var reader = XmlReader.Create(characters, settings);
        try
        {
            Collect(reader, values);
            return new SplitText(PayloadKind.Xml, values, values.Count >= OfflineRequestReader.MaxValues ? PayloadFault.Limit : PayloadFault.None);
        }
        catch (XmlException)
        {
            return new SplitText(PayloadKind.Xml, values, PayloadFault.Broken);
        }
    }

    private static void Collect(XmlReader reader, List<(string Name, string Value)> values)
    {
        var open = new Stack<string>();
        while (reader.Read() && values.Count < OfflineRequestReader.MaxValues)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    string path = open.TryPeek(out string? above) ? $"{above}.{reader.LocalName}" : reader.LocalName;
                    bool isEmpty = reader.IsEmptyElement;
                    Attributes(reader, path, values);
                    if (!isEmpty)
                    {
                        open.Push(path);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.TryPeek(out string? name):
                    values.Add((name, reader.Value.Trim()));
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
            }
        }
    }

    /// <summary><c>n="Name" v="value"</c>, as oa3tool's report has it, is one value; other attributes are values of their own.</summary>
    private static void Attributes(XmlReader reader, string path, List<(string Name, string Value)> values)
    {
        if (reader.GetAttribute("n") is { } name && reader.GetAttribute("v") is { } value)
        {
            values.Add((name, value));
            return;
        }

        while (reader.MoveToNextAttribute() && values.Count < OfflineRequestReader.MaxValues)
        {
            if (reader.Prefix != "xmlns" && reader.LocalName != "xmlns")
            {
                values.Add(($"{path}.{reader.LocalName}", reader.Value));
            }
        }
    }

    /// <summary>Elements within each other, by their tags alone.</summary>
    private static int Depth(string text)
    {
        int depth = 0;
        int deepest = 0;
        for (int i = 1; i < text.Length; i++)
        {
            depth += (text[i - 1], text[i]) switch
            {
                ('<', '/') or ('/', '>') => -1,
                ('<', not ('?' or '!')) => 1,
                _ => 0,
            };
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}

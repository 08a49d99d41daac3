using System.Text.Json;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>The values of a JSON text with the names that lead to them.</summary>
internal static class JsonValues
{
    /// <summary>The values; none where the text breaks off or goes too deep.</summary>
    public static SplitText Read(string text)
    {
        if (Depth(text) > TextStructure.MaxNesting)
        {
            return new SplitText(PayloadKind.Json, [], PayloadFault.Limit);
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = TextStructure.MaxNesting, AllowTrailingCommas = true });
            var values = new List<(string Name, string Value)>();
            Collect(document.RootElement, "", values);
            return new SplitText(PayloadKind.Json, values, values.Count >= OfflineRequestReader.MaxValues ? PayloadFault.Limit : PayloadFault.None);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return new SplitText(PayloadKind.Json, [], PayloadFault.Broken);
        }
    }

    /// <summary>Brackets within each other, those in strings left out.</summary>
    private static int Depth(string text)
    {
        int depth = 0;
        int deepest = 0;
        bool isString = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isString:
                    i++;
                    break;
                case '"':
                    isString = !isString;
                    break;
                case '{' or '[' when !isString:
                    deepest = Math.Max(deepest, ++depth);
                    break;
                case '}' or ']' when !isString:
                    depth--;
                    break;
            }
        }

        return deepest;
    }

    /// <summary>No deeper than <see cref="TextStructure.MaxNesting"/>: the parser has seen to it.</summary>
    private static void Collect(JsonElement element, string path, List<(string Name, string Value)> values)
    {
        if (values.Count >= OfflineRequestReader.MaxValues)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    string name = NameOf(property);
                    Collect(property.Value, path.Length == 0 ? name : $"{path}.{name}", values);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, FormattableString.Invariant($"{path}[{index++}]"), values);
                }

                break;
            default:
                values.Add((path, TextOf(element)));
                break;
        }
    }

    /// <summary>Half of a pair of surrogates is no text; such a string is shown as it is written.</summary>
    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : element.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }
}

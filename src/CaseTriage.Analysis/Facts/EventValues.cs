using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace CaseTriage.Analysis.Facts;

/// <summary>The values of an event, in order; a name is null or empty where the event gives none.</summary>
internal static class EventValues
{
    private const string NamePrefix = "data:";

    /// <summary>A value by its name, any case and with or without <c>data:</c>, or by its place, from 1; null where it is not there.</summary>
    public static string? Find(IReadOnlyList<KeyValuePair<string?, string>> values, string name)
    {
        string wanted = name.StartsWith(NamePrefix, StringComparison.Ordinal) ? name[NamePrefix.Length..] : name;
        foreach ((string? key, string value) in values)
        {
            if (string.Equals(key, wanted, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place >= 1 && place <= values.Count ? values[place - 1].Value : null;
    }

    /// <summary>The values out of <see cref="EventRow.Data"/>: leaves in order, each under the name of its own element. What is no JSON has none.</summary>
    public static ImmutableArray<KeyValuePair<string?, string>> Of(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Null ? [] : [.. Leaves(null, document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<KeyValuePair<string?, string>> Leaves(string? name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(member => !member.Name.StartsWith('@')).SelectMany(member => Leaves(member.Name, member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaves(name, item)),
        _ => [KeyValuePair.Create(name, value.ToString())],
    };
}

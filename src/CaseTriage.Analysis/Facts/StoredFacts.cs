using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Facts;

/// <summary>The facts of a case as bytes: JSON, one object with the devices and the facts. Instants are told from text by an object of their own.</summary>
public static class StoredFacts
{
    private const string InstantMark = "instant";

    /// <summary>Writes facts.</summary>
    /// <param name="facts">The facts; what is tainted is not kept, since other packs may know other misreadings.</param>
    /// <param name="mask">Masks what must not be kept in a text.</param>
    public static byte[] Write(FactTable facts, Func<string, string> mask)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("devices");
            foreach (string device in facts.Devices)
            {
                json.WriteStringValue(device);
            }

            json.WriteEndArray();
            json.WriteStartArray("facts");
            foreach (Fact fact in facts.All)
            {
                Write(json, fact, mask);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="MalformedDataException">It is something else, or damaged.</exception>
    public static FactTable Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new FactTable(
                [.. root.GetProperty("facts").EnumerateArray().Select(ReadFact)],
                [.. root.GetProperty("devices").EnumerateArray().Select(device => device.GetString()).OfType<string>()]);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MalformedDataException("stored-facts", $"The stored facts of the case are damaged: {wrong.Message} Analyze the case again.");
        }
    }

    private static void Write(Utf8JsonWriter json, Fact fact, Func<string, string> mask)
    {
        json.WriteStartObject();
        json.WriteString("name", fact.Name);
        if (fact.Device is { } device)
        {
            json.WriteString("device", device);
        }

        if (fact.At is { } at)
        {
            json.WriteString("at", at.ToUniversalTime());
        }

        json.WriteString("artifact", fact.Evidence.Artifact);
        json.WriteString("locator", fact.Evidence.Locator);
        json.WriteString("excerpt", mask(fact.Evidence.Excerpt));
        json.WriteStartObject("fields");
        foreach ((string name, object value) in fact.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, value, mask);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object value, Func<string, string> mask)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double real when double.IsFinite(real):
                json.WriteNumberValue(real);
                break;
            case DateTimeOffset at:
                json.WriteStartObject();
                json.WriteString(InstantMark, at.ToUniversalTime());
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(mask(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    private static Fact ReadFact(JsonElement json) => Fact.Create(
        Text(json, "name"),
        json.TryGetProperty("device", out JsonElement device) ? device.GetString() : null,
        new Evidence(Text(json, "artifact"), Text(json, "locator"), Text(json, "excerpt")),
        json.TryGetProperty("at", out JsonElement at) ? at.GetDateTimeOffset() : null,
        [.. json.GetProperty("fields").EnumerateObject().Select(field => (field.Name, Value(field.Value)))]);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null.");

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.GetDouble(),
        JsonValueKind.Object => json.GetProperty(InstantMark).GetDateTimeOffset(),
        _ => json.GetString(),
    };
}

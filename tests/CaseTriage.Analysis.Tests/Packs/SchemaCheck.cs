using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Packs;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>Holds a pack file against <c>docs/packs.schema.json</c>: as much of JSON Schema as that file uses, and it fails on more.</summary>
internal static class SchemaCheck
{
    private static readonly JsonElement s_root = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.RepositoryRoot, "docs", "packs.schema.json"))).RootElement;

    public static bool Fits(PackNode node, string definition) => Fits(node, s_root.GetProperty("$defs").GetProperty(definition));

    private static bool Fits(PackNode node, JsonElement schema) => schema.EnumerateObject().All(rule => rule.Name switch
    {
        "description" => true,
        "$ref" => Fits(node, rule.Value.GetString()?["#/$defs/".Length..] ?? ""),
        "anyOf" => rule.Value.EnumerateArray().Any(one => Fits(node, one)),
        "enum" => rule.Value.EnumerateArray().Any(one => one.GetString() == node.Scalar),
        "type" => rule.Value.ValueKind == JsonValueKind.Array ? rule.Value.EnumerateArray().Any(one => IsOf(node, one.GetString())) : IsOf(node, rule.Value.GetString()),
        "pattern" => node.Scalar is { } text && Regex.IsMatch(text, rule.Value.GetString() ?? "", RegexOptions.None, TimeSpan.FromSeconds(1)),
        "minLength" => node.Scalar?.Trim().Length >= rule.Value.GetInt32(),
        "minimum" => Number(node) >= rule.Value.GetDouble(),
        "maximum" => Number(node) <= rule.Value.GetDouble(),
        "items" => node.Items is { } items && items.All(item => Fits(item, rule.Value)),
        "minItems" => node.Items?.Length >= rule.Value.GetInt32(),
        "maxItems" => node.Items?.Length <= rule.Value.GetInt32(),
        "required" => rule.Value.EnumerateArray().All(key => node.Entries.Any(entry => entry.Key == key.GetString())),
        "properties" => node.Entries.All(entry => !rule.Value.TryGetProperty(entry.Key, out JsonElement inner) || Fits(entry.Value, inner)),
        "additionalProperties" => node.Entries.Where(entry => !schema.TryGetProperty("properties", out JsonElement known) || !known.TryGetProperty(entry.Key, out _))
            .All(entry => rule.Value.ValueKind != JsonValueKind.False && Fits(entry.Value, rule.Value)),
        _ => throw new NotSupportedException($"The check does not know '{rule.Name}'."),
    });

    private static bool IsOf(PackNode node, string? type) => type switch
    {
        "object" => node.Scalar is null && node.Items is null,
        "array" => node.Items is not null,
        "string" => node.Scalar is not null,
        "boolean" => node.Scalar is "true" or "false",
        "integer" => node.Scalar is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => Number(node) is not null,
        _ => throw new NotSupportedException($"The check does not know the type '{type}'."),
    };

    private static double? Number(PackNode node) =>
        double.TryParse(node.Scalar, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}

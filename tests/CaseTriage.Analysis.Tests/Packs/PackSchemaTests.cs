using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>The published schema says the same as the reader: shipped files pass both, and what is changed in them is refused by both.</summary>
public sealed class PackSchemaTests
{
    private const int Mutations = 3000;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, Action<string, PackNode>> s_readers = new(StringComparer.Ordinal)
    {
        ["rule"] = (name, node) => RuleReader.Read("tried", name, node, Given.Knowledge.Codes),
        ["tests"] = (_, node) => PackTests.RuleTest.Read(node).ToList(),
        ["codes"] = (_, node) => CodeReader.Read(node),
        ["events"] = (_, node) => EventReader.Read(node),
        ["messages"] = (_, node) => EventTextReader.Read(node),
        ["hypotheses"] = (_, node) => CauseReader.Read(node, Given.Knowledge.Codes),
        ["steps"] = (_, node) => StepReader.Read(node, Given.Knowledge.Codes),
        ["scenarios"] = (_, node) => ScenarioReader.Read(node, Given.Knowledge.Codes),
        ["claims"] = (_, node) => ClaimsReader.Read(node, Given.Knowledge.Codes),
        ["pack"] = (_, node) => PackLoader.ReadHead(node),
        ["texts"] = (_, node) => node.AsMap().Select(entry => entry.Value.AsWords()).ToList(),
    };

    private static readonly ImmutableArray<(string Definition, string Name, string Text)> s_files =
    [
        .. Directory.EnumerateFiles(Given.PacksFolder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (DefinitionOf(path), Path.GetFileNameWithoutExtension(path), File.ReadAllText(path))),
        ("rule", "later", """
            { id: later, status: test, role: symptom, severity: low, confidence: likely, per: device, description: Detects x., false-positives: None, title: { zh-CN: 甲, en: a },
              explanation: { zh-CN: 乙, en: b }, code: later, references: [docs/facts.md], each: code, tells-unknown: true, claims: disk, relevant: { not: { finding: y, of: anyone } },
              taints: [{ fact: inventory, field: offsetHours, where: { form: { not: [a, b] } }, everywhere: true }],
              when: { sequence: [{ fact: activation.result, where: { code: { kind: [result, binding] } } },
                { fact: case.change, of: device-or-case, within: 14d, without: { fact: hardware.changed, channel: Application }, where: { what: { contains: [re, in] } } }] } }
            """),
    ];

    [Fact]
    public void Fits_ShippedFiles_AllDo() => Assert.All(s_files, file => Assert.True(SchemaCheck.Fits(PackFile.Read(file.Name, file.Text), file.Definition), file.Name));

    [Fact]
    public void Fits_KeyThatNobodyKnows_IsRefusedByBoth()
    {
        var random = new Random(7);
        for (int i = 0; i < Mutations; i++)
        {
            (string definition, string name, JsonNode file) = Pick(random);
            JsonObject[] maps = [.. All(file).OfType<JsonObject>().Where(map => !IsOpen(map))];
            maps[random.Next(maps.Length)]["zzz-nobody-knows"] = "x";

            Assert.Equal((false, false), (Reads(definition, name, file), SchemaCheck.Fits(Tree(file), definition)));
        }
    }

    [Fact]
    public void Fits_KeyLostOrValueReplaced_SchemaRefusesNothingThatTheReaderTakes()
    {
        var random = new Random(8);
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            (string definition, string name, JsonNode file) = Pick(random);
            JsonObject[] maps = [.. All(file).OfType<JsonObject>().Where(map => map.Count > 0)];
            JsonObject map = maps[random.Next(maps.Length)];
            string key = map.ElementAt(random.Next(map.Count)).Key;
            string before = file.ToJsonString();
            if (random.Next(2) == 0)
            {
                map.Remove(key);
            }
            else
            {
                map[key] = random.Next(3) switch { 0 => "huge!", 1 => new JsonArray(), _ => "-3" };
            }

            bool fits = SchemaCheck.Fits(Tree(file), definition);
            refused += fits ? 0 : 1;
            Assert.True(fits || !Reads(definition, name, file), $"{name}: the reader takes what the schema refuses: '{key}' of {before}");
        }

        Assert.InRange(refused, Mutations / 4, Mutations);
    }

    [Fact]
    public void Fits_RequiredKeyLost_IsRefusedBySchemaWhereTheReaderMissesIt()
    {
        var random = new Random(9);
        int missed = 0;
        for (int i = 0; i < Mutations; i++)
        {
            (string definition, string name, JsonNode file) = Pick(random);
            JsonObject[] maps = [.. All(file).OfType<JsonObject>().Where(map => map.Count > 0)];
            JsonObject map = maps[random.Next(maps.Length)];
            map.Remove(map.ElementAt(random.Next(map.Count)).Key);
            string? complaint = ComplaintOf(definition, name, file);
            if (complaint?.EndsWith("' is missing.", StringComparison.Ordinal) == true)
            {
                missed++;
                Assert.False(SchemaCheck.Fits(Tree(file), definition), complaint);
            }
        }

        Assert.InRange(missed, 100, Mutations);
    }

    private static string DefinitionOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith(".tests", StringComparison.Ordinal) ? "tests" : Path.GetFileName(Path.GetDirectoryName(path)) == "rules" ? "rule" : name;
    }

    private static (string Definition, string Name, JsonNode File) Pick(Random random)
    {
        // A file of hundreds of entries would hide the others.
        (string definition, string name, string text) = s_files[random.Next(s_files.Length)];
        return (definition, name, ToJson(PackFile.Read(name, text)));
    }

    private static JsonNode ToJson(PackNode node) =>
        node.Items is { } items ? new JsonArray([.. items.Select(ToJson)])
        : node.Scalar is { } scalar ? JsonValue.Create(scalar)
        : new JsonObject(node.Entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, ToJson(entry.Value))));

    private static PackNode Tree(JsonNode file) => PackFile.Read("mutated", file.ToJsonString(s_json));

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject map => map.Select(entry => entry.Value).OfType<JsonNode>().SelectMany(All).Prepend(map),
        JsonArray list => list.OfType<JsonNode>().SelectMany(All).Prepend(list),
        _ => [node],
    };

    /// <summary>Maps whose keys are names of the pack's own: fields, channels, causes, serial numbers, keys of texts.</summary>
    private static bool IsOpen(JsonObject map) =>
        map.Count == 0 || NameOf(map) is "where" or "data" or "channels" or "works-for" or "expect" || (map.Parent is null && map.First().Value is JsonObject first && first.ContainsKey("en"))
        || (map.Parent is JsonArray facts && NameOf(facts) == "facts");

    private static string? NameOf(JsonNode node) => node.Parent is JsonObject ? node.GetPropertyName() : null;

    private static bool Reads(string definition, string name, JsonNode file) => ComplaintOf(definition, name, file) is null;

    private static string? ComplaintOf(string definition, string name, JsonNode file)
    {
        PackNode node = Tree(file);
        try
        {
            s_readers[definition](name, node);
            return null;
        }
        catch (InvalidPackException refused)
        {
            return refused.Message;
        }
    }
}

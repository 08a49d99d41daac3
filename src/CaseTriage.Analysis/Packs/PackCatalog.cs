using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Packs;

/// <summary>A pack for people to read.</summary>
public sealed record PackListing
{
    /// <summary>Id, version and hash.</summary>
    public required PackReference Reference { get; init; }

    /// <summary><c>experimental</c>, <c>test</c>, <c>stable</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What it is about, in English.</summary>
    public required string Description { get; init; }

    /// <summary>Its rules by name, ordinal order.</summary>
    public required ImmutableArray<RuleListing> Rules { get; init; }

    /// <summary>Number of its other parts by file: <c>codes</c>, <c>events</c>, <c>messages</c>, <c>hypotheses</c>, <c>steps</c>, <c>scenarios</c>; those that it has.</summary>
    public required ImmutableSortedDictionary<string, int> Parts { get; init; }
}

/// <summary>A rule for people to read.</summary>
public sealed record RuleListing
{
    /// <summary>The rule as the engine has it.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Name of its file.</summary>
    public required string Name { get; init; }

    /// <summary><c>experimental</c>, <c>test</c>, <c>stable</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What it detects, in English.</summary>
    public required string Description { get; init; }

    /// <summary>Where it may be wrong, in English.</summary>
    public required string FalsePositives { get; init; }

    /// <summary>Where the knowledge comes from.</summary>
    public required ImmutableArray<string> References { get; init; }

    /// <summary>When a person last looked it over; null: not since it was written.</summary>
    public required DateOnly? ReviewedOn { get; init; }

    /// <summary>Its file, as it stands.</summary>
    public required string Source { get; init; }

    /// <summary>Its tests, in their order.</summary>
    public required ImmutableArray<RuleTestListing> Tests { get; init; }
}

/// <summary>A test of a rule.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Facts">Number of facts that it gives.</param>
/// <param name="Expected">By serial number, or <c>case</c>, what must come out; null: silent.</param>
/// <param name="Source">The lines of the file that are the test.</param>
public sealed record RuleTestListing(string Name, int Facts, ImmutableArray<KeyValuePair<string, FindingOutcome?>> Expected, string Source);

/// <summary>Lists what lies in packs, with the tests beside the rules.</summary>
public static class PackCatalog
{
    private static readonly (string File, string List)[] s_parts =
    [
        ("codes.yaml", "codes"), ("events.yaml", "events"), ("messages.yaml", "messages"), ("hypotheses.yaml", "hypotheses"), ("steps.yaml", "steps"), ("scenarios.yaml", "scenarios"),
    ];

    /// <summary>The packs below a folder, by id.</summary>
    /// <exception cref="InvalidPackException">A pack cannot be used.</exception>
    public static ImmutableArray<PackListing> Read(string folder) =>
        [.. KnowledgeBase.PackFolders(folder).Select(ReadOne).OrderBy(pack => pack.Reference.Id, StringComparer.Ordinal)];

    private static PackListing ReadOne(string folder)
    {
        var files = PackFiles.Open(folder);
        KnowledgePack pack = PackLoader.Load(folder);
        PackNode head = files.Get("pack.yaml");
        return new PackListing
        {
            Reference = pack.Reference,
            Status = head.Text("status"),
            Description = head.Text("description"),
            Rules = [.. pack.Rules.Select(rule => ReadRule(files, rule))],
            Parts = s_parts.Where(part => files.Find(part.File)?.Find(part.List) is not null)
                .ToImmutableSortedDictionary(part => part.File[..^".yaml".Length], part => files.Get(part.File).List(part.List).Length, StringComparer.Ordinal),
        };
    }

    private static RuleListing ReadRule(PackFiles files, Rule rule)
    {
        string name = rule.Id[(rule.Id.IndexOf('/', StringComparison.Ordinal) + 1)..];
        PackNode node = files.Get($"rules/{name}.yaml");
        string tests = $"rules/{name}.tests.yaml";
        return new RuleListing
        {
            Rule = rule,
            Name = name,
            Status = node.Text("status"),
            Description = node.Text("description"),
            FalsePositives = node.Text("false-positives"),
            References = node.Texts("references"),
            ReviewedOn = RuleReader.ReviewedOn(node),
            Source = files.TextOf($"rules/{name}.yaml").TrimEnd(),
            Tests = files.Find(tests) is { } list ? ReadTests(list, files.TextOf(tests)) : [],
        };
    }

    private static ImmutableArray<RuleTestListing> ReadTests(PackNode file, string text)
    {
        string[] lines = text.TrimEnd().Split('\n');
        ImmutableArray<int> starts = [.. file.List("tests").Select(test => test.Line - 1)];
        return
        [
            .. PackTests.RuleTest.Read(file).Select((test, index) => new RuleTestListing(
                test.Name, test.Facts.Length, test.Expected, string.Join('\n', lines[starts[index]..(index + 1 < starts.Length ? starts[index + 1] : lines.Length)]).TrimEnd())),
        ];
    }
}

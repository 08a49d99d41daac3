using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Packs;

/// <summary>A test of a rule that did not hold.</summary>
/// <param name="Rule">Pack and rule.</param>
/// <param name="Test">Name of the test.</param>
/// <param name="Message">What was expected and what came.</param>
public sealed record PackTestFailure(string Rule, string Test, string Message);

/// <summary>What the tests of the packs came to.</summary>
/// <param name="Passed">Tests that hold.</param>
/// <param name="Failures">Those that do not.</param>
public sealed record PackTestResult(int Passed, ImmutableArray<PackTestFailure> Failures);

/// <summary>
/// Runs the tests that lie beside the rules: facts in, outcome of that rule out. All rules of all packs run, so that misreadings taint and rules build on
/// each other as in a case. "silent" means that it says nothing: it is false, or unknown and not worth a finding.
/// </summary>
public static class PackTests
{
    /// <summary>Runs all tests below a folder of packs.</summary>
    /// <exception cref="InvalidPackException">A pack or a file of tests cannot be read.</exception>
    public static PackTestResult Run(string folder)
    {
        KnowledgeBase knowledge = KnowledgeBase.Load(folder);
        int passed = 0;
        var failures = ImmutableArray.CreateBuilder<PackTestFailure>();
        foreach (string pack in KnowledgeBase.PackFolders(folder))
        {
            var files = PackFiles.Open(pack);
            string id = files.Get("pack.yaml").Text("id");
            foreach ((string rule, RuleTest test) in files.Tests.SelectMany(file => RuleTest.Read(file.Node).Select(test => ($"{id}/{file.Name}", test))))
            {
                ImmutableArray<string> complaints = [.. Judge(knowledge, rule, test)];
                passed += complaints.IsEmpty ? 1 : 0;
                failures.AddRange(complaints.Select(complaint => new PackTestFailure(rule, test.Name, complaint)));
            }
        }

        return new PackTestResult(passed, failures.ToImmutable());
    }

    private static IEnumerable<string> Judge(KnowledgeBase knowledge, string rule, RuleTest test)
    {
        FindingBoard board = RuleEngine.Run(knowledge.Rules, new FactTable(test.Facts, test.Facts.Select(fact => fact.Device).OfType<string>().Distinct()));
        foreach ((string who, FindingOutcome? expected) in test.Expected)
        {
            RuleResult? got = board.Results.FirstOrDefault(result => result.Rule.Id == rule && result.Device == (who == "case" ? null : who));

            if (got?.Outcome != expected && !(expected is null && got is { IsTold: false }))
            {
                yield return $"for {who}: expected {Word(expected)}, got {Word(got?.Outcome)}.";
            }
        }
    }

    private static string Word(FindingOutcome? outcome) => outcome?.ToString().ToLowerInvariant() ?? "silent";

    /// <summary>One test of a rule.</summary>
    internal sealed record RuleTest(string Name, ImmutableArray<Fact> Facts, ImmutableArray<KeyValuePair<string, FindingOutcome?>> Expected)
    {
        public static IEnumerable<RuleTest> Read(PackNode file)
        {
            ImmutableArray<RuleTest> tests = [.. file.List("tests").Select(ReadOne)];
            file.Finish();
            return tests;
        }

        private static RuleTest ReadOne(PackNode node)
        {
            var test = new RuleTest(
                node.Text("name"),
                [.. node.List("facts").Select(FactOf)],
                [.. node.Get("expect").Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsWord(Words.Outcomes)))]);
            node.Finish();
            return test;
        }

        private static Fact FactOf(PackNode node, int index)
        {
            var evidence = new Evidence("test", FormattableString.Invariant($"line {index + 1}"), "");
            string name = ConditionReader.KnownFact(node.Get("fact"));
            string? device = node.OptionalText("device");
            return Fact.Create(
                name,
                device,
                evidence,
                node.Find("at") is { } at ? InstantOf(at) : null,
            [
                .. node.Entries.Where(entry => entry.Key is not ("fact" or "device" or "at"))
                    .Select(entry => (ConditionReader.KnownField(name, entry.Key, entry.Value), ValueOf(entry.Value.AsText()))),
            ]);
        }

        private static DateTimeOffset InstantOf(PackNode node) => TryInstant(node.AsText(), out DateTimeOffset at)
            ? at
            : throw node.Complaint($"'{node.Scalar}' is no instant; allowed: UTC such as 2026-01-31T09:00:00Z.");

        private static bool TryInstant(string text, out DateTimeOffset at) =>
            DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);

        private static object? ValueOf(string text) =>
            TryInstant(text, out DateTimeOffset at) ? at
            : bool.TryParse(text, out bool flag) ? flag
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? real
            : text;
    }
}

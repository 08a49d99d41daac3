using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Analysis.Packs;
using CaseTriage.Analysis.Rules;
using CaseTriage.Formats;
using CaseTriage.Formats.Qr;

namespace CaseTriage.Cli;

/// <summary><c>analyze PATH...</c>: all paths together are one case.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Mail threads, bundles, single files or folders; all together are one case.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of a readable report." };
        var lang = new Option<string>("--lang") { Description = "Language of the texts.", DefaultValueFactory = _ => "zh-CN" };
        lang.AcceptOnlyFromAmong("zh-CN", "en");
        var calendar = new Option<string>("--calendar") { Description = "Working hours of the parties: cn, weekdays, or the path of a calendar file.", DefaultValueFactory = _ => BusinessCalendar.China.Name };
        var packs = new Option<string>("--packs") { Description = "Folder of knowledge packs instead of the built-in ones." };
        var asOf = new Option<string>("--as-of") { Description = "What was known then: later mails and what came with them are left out; in an open case waiting is counted until then. For example 2026-01-31T09:00:00Z." };
        var explain = new Option<string>("--explain") { Description = "Show why a rule came out as it did, instead of the report: its id, or the code of its finding." };
        var command = new Command("analyze", "Analyze files and folders as one case.") { paths, json, lang, calendar, packs, asOf, explain };
        var choices = new ArchiveChoices();
        choices.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            new Options(
                parsed.GetValue(paths) ?? [],
                parsed.GetValue(json),
                parsed.GetValue(lang) == "en" ? Language.English : Language.Chinese,
                parsed.GetValue(calendar) ?? BusinessCalendar.China.Name,
                parsed.GetValue(packs),
                parsed.GetValue(asOf),
                parsed.GetValue(explain),
                input => choices.Apply(input, parsed)),
            cancellationToken)));
        return command;
    }

    private static int Run(Options options, CancellationToken cancellationToken)
    {
        try
        {
            using var qr = QrWorkerClient.Of(typeof(AnalyzeCommand).Assembly);
            AnalysisRequest request = Request(options) with { Qr = qr };
            CaseAnalysis analysis = new CaseAnalyzer().Analyze(request, SilentObserver.Instance, cancellationToken);
            AnalysisDocument document = analysis.ToDocument(options.Language);
            if (options.Explain is { } rule)
            {
                return Explain(rule, analysis, options.Language);
            }

            Print(document, options);
            return document.Artifacts.Any(artifact => artifact.Status is ArtifactStatus.Parsed or ArtifactStatus.Partial) ? ExitCode.Done : NothingReadable(document);
        }
        catch (UsageException wrong)
        {
            Console.Error.WriteLine($"casetriage: {ConsoleText.Escape(wrong.Message)}");
            return ExitCode.Usage;
        }
        catch (Exception refused) when (refused is InvalidPackException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"casetriage: {string.Join('\n', refused.Message.Split('\n').Select(ConsoleText.Escape))}");
            return ExitCode.Usage;
        }
    }

    private static int Explain(string rule, CaseAnalysis analysis, Language language)
    {
        ImmutableArray<RuleTrace> traces = analysis.Evaluation.Explain(rule);
        if (traces.IsEmpty)
        {
            throw new UsageException($"No rule has the id or the finding '{rule}'.");
        }

        foreach (string line in new RuleTraceText(language, analysis.Evaluation.Knowledge.Texts).Lines(traces))
        {
            Console.Out.WriteLine(ConsoleText.Escape(line));
        }

        return ExitCode.Done;
    }

    private static AnalysisRequest Request(Options options) => new()
    {
        Inputs = [.. InputFiles.Collect(options.Paths).Select(options.Choose)],
        Knowledge = options.Packs is { } packs ? PackGate.Load(packs) : KnowledgeBase.Load(PacksFolder.BuiltIn),
        Workers = Environment.ProcessorCount,
        Calendar = BusinessCalendar.Find(options.Calendar) ?? CalendarIn(options.Calendar),
        AsOf = options.AsOf is { } text ? Instant(text) : null,
    };

    private static BusinessCalendar CalendarIn(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"The calendar '{path}' is not known and no such file is there; known are {string.Join(", ", BusinessCalendar.All.Select(known => known.Name))}.");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] start = new byte[Math.Min(file.Length, CalendarFile.MaxSizeInBytes + 1)];
            file.ReadExactly(start);
            return CalendarFile.Read(start);
        }
        catch (MalformedDataException refused)
        {
            throw new UsageException($"{path}: {refused.Message}");
        }
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant)
            ? instant
            : throw new UsageException($"'{text}' is no instant; expected ISO 8601, for example 2026-01-31T09:00:00Z.");

    private static void Print(AnalysisDocument document, Options options)
    {
        if (options.Json)
        {
            using Stream output = Console.OpenStandardOutput();
            JsonSerializer.Serialize(output, document, AnalysisJson.Indented);
            output.WriteByte((byte)'\n');
            return;
        }

        foreach (string line in new ReportText(options.Language).Lines(document))
        {
            Console.Out.WriteLine(ConsoleText.Escape(line));
        }
    }

    private static int NothingReadable(AnalysisDocument document)
    {
        Console.Error.WriteLine($"casetriage: nothing could be read in {document.Artifacts.Length} file(s).");
        foreach (ArtifactSummary artifact in document.Artifacts.Take(20))
        {
            string why = artifact.Damage.IsEmpty ? "no reader knows this kind of file" : artifact.Damage[0].Message;
            Console.Error.WriteLine(ConsoleText.Escape($"  {artifact.Path}: {why}"));
        }

        return ExitCode.NothingReadable;
    }

    private sealed record Options(string[] Paths, bool Json, Language Language, string Calendar, string? Packs, string? AsOf, string? Explain, Func<CaseInput, CaseInput> Choose);
}

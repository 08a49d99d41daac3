using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// Lists what the mails state, each with its sentence, and applies what people put right: a fact whose statement is wrong is taken out, and an outcome that was
/// misread is turned round.
/// </summary>
internal static class StatementReader
{
    /// <summary>The correction that takes a statement out.</summary>
    public const string Wrong = "wrong";

    private const int KeyLength = 12;

    /// <summary>The facts that hold, and all statements, also those that do not.</summary>
    public static (ImmutableArray<Fact> Facts, ImmutableArray<MailStatement> Statements) Read(ImmutableArray<Fact> facts, IReadOnlyList<Letter> letters, ImmutableArray<Correction> corrections)
    {
        var byPlace = letters.DistinctBy(letter => (letter.Message.Artifact, letter.Message.Index)).ToDictionary(letter => (letter.Message.Artifact, letter.Cite("").Locator), letter => letter.Message);
        FrozenDictionary<string, string> words = Words(corrections);
        var held = ImmutableArray.CreateBuilder<Fact>();
        var statements = new List<(int Place, MailStatement Statement)>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        var unsaid = new HashSet<string>(StringComparer.Ordinal);
        foreach (Fact fact in facts)
        {
            if (KindOf(fact) is not { } kind || !byPlace.TryGetValue((fact.Evidence.Artifact, fact.Evidence.Locator), out MessageSummary? message))
            {
                held.Add(fact);
                continue;
            }

            MailStatement statement = Of(fact, kind, message, words);
            if (told.Add(statement.Key))
            {
                statements.Add((message.Index, statement));
            }

            if (statement.Corrected is null)
            {
                held.Add(fact);
            }
            else if (kind == StatementKind.Device)
            {
                unsaid.Add(statement.Value);
            }
            else if (kind == StatementKind.Outcome && statement.Corrected != Wrong)
            {
                held.Add(fact with { Fields = fact.Fields.ToFrozenDictionary(field => field.Key, field => field.Key == "outcome" ? statement.Corrected : field.Value, StringComparer.Ordinal) });
            }
        }

        return ([.. held.Where(fact => fact.Device is null || !unsaid.Contains(fact.Device))], [.. statements.OrderBy(entry => entry.Place).Select(entry => entry.Statement)]);
    }

    /// <summary>The case with its number and reference put right, and both as statements.</summary>
    public static (CaseSummary Case, ImmutableArray<MailStatement> Statements) ReadCase(CaseSummary summary, ImmutableArray<MessageSummary> messages, ImmutableArray<Correction> corrections)
    {
        FrozenDictionary<string, string> words = Words(corrections);
        MailStatement? number = OfSubject(StatementKind.CaseNumber, summary.Number, messages, words);
        MailStatement? reference = OfSubject(StatementKind.Reference, summary.Reference, messages, words);
        return (summary with { Number = Held(number), Reference = Held(reference) }, [.. new[] { number, reference }.OfType<MailStatement>()]);
    }

    private static string? Held(MailStatement? statement) => statement?.Corrected switch
    {
        null => statement?.Value,
        Wrong => null,
        { } word => word,
    };

    private static MailStatement? OfSubject(StatementKind kind, string? value, ImmutableArray<MessageSummary> messages, FrozenDictionary<string, string> words)
    {
        MessageSummary? message = value is null ? null : messages.FirstOrDefault(message => message.Subject?.Contains(value, StringComparison.Ordinal) == true);
        if (message is null)
        {
            return null;
        }

        string key = KeyOf("", kind, null, value ?? "", "");
        return new MailStatement
        {
            Key = key,
            Kind = kind,
            Value = value ?? "",
            By = message.Role,
            From = message.From,
            At = message.SentAt,
            Evidence = Evidence.Of(message.Artifact, FormattableString.Invariant($"message {message.Index}"), message.Subject ?? ""),
            Corrected = words.GetValueOrDefault(key),
        };
    }

    private static MailStatement Of(Fact fact, StatementKind kind, MessageSummary message, FrozenDictionary<string, string> words)
    {
        string value = ValueOf(fact, kind);
        string key = KeyOf(message.Key, kind, fact.Device, value, fact.Evidence.Excerpt);
        return new MailStatement
        {
            Key = key,
            Kind = kind,
            Value = value,
            By = message.Role,
            From = message.From,
            To = fact.Text("to") is { } to ? PartyNames.Parse(to) : null,
            At = message.SentAt,
            Device = fact.Device,
            Until = fact.Fields.GetValueOrDefault("until") as DateTimeOffset?,
            Kept = fact.Fields.GetValueOrDefault("kept") as bool?,
            KeptAt = fact.Fields.GetValueOrDefault("keptAt") as DateTimeOffset?,
            Evidence = fact.Evidence,
            Corrected = words.GetValueOrDefault(key) is { } word && (word == Wrong || (kind == StatementKind.Outcome && word is "activated" or "failed")) ? word : null,
        };
    }

    private static StatementKind? KindOf(Fact fact) => fact.Name switch
    {
        "device.named" => StatementKind.Device,
        "activation.result" => StatementKind.Code,
        "activation.outcome" => StatementKind.Outcome,
        "mail.request" => StatementKind.Request,
        "mail.provided" => StatementKind.Provided,
        "mail.told" => StatementKind.Told,
        "mail.promise" => StatementKind.Promise,
        "site.rule" => StatementKind.SiteRule,
        "mail.claim" => StatementKind.Claim,
        "case.change" => StatementKind.Change,
        "case.solved" => StatementKind.Solved,
        _ => null,
    };

    private static string ValueOf(Fact fact, StatementKind kind) => kind switch
    {
        StatementKind.Device => fact.Device ?? "",
        StatementKind.Code => fact.Text("code") ?? fact.Text("text") ?? "",
        StatementKind.Outcome => fact.Text("outcome") ?? "",
        StatementKind.Request or StatementKind.Provided => fact.Text("item") ?? "",
        StatementKind.SiteRule => fact.Text("rule") ?? "",
        StatementKind.Claim => $"{fact.Text("topic")} {fact.Text("says")}",
        StatementKind.Change => fact.Text("what") ?? "",
        StatementKind.Solved => fact.Fields.GetValueOrDefault("solved") is true ? "solved" : "open",
        _ => "",
    };

    private static FrozenDictionary<string, string> Words(ImmutableArray<Correction> corrections) => corrections
        .Where(correction => correction.Kind == CorrectionKind.Statement).DistinctBy(correction => correction.Subject, StringComparer.Ordinal)
        .ToFrozenDictionary(correction => correction.Subject, correction => correction.Value, StringComparer.Ordinal);

    private static string KeyOf(string message, StatementKind kind, string? device, string value, string sentence) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', message, kind, device, value, sentence))))[..KeyLength];
}

using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats.MailThread;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Mail;

/// <summary>The mails of the shared cases against what a careful reader concludes from them.</summary>
public sealed partial class SharedCasesTests
{
    public static TheoryData<string> Cases()
    {
        var names = new TheoryData<string>();
        string? root = SharedFolder.Find("cases");
        foreach (string folder in root is null ? [] : Directory.GetDirectories(root))
        {
            names.Add(Path.GetFileName(folder));
        }

        if (root is null)
        {
            names.Add("");
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Analyze_SharedCase_AgreesWithItsTruth(string name)
    {
        string? folder = SharedFolder.Find("cases", name);
        Assert.SkipWhen(folder is null || name.Length == 0, SharedFolder.AbsentReason);
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        List<string> files = [.. truth.RootElement.GetProperty("input").EnumerateArray().SelectMany(input => Files(Path.GetFullPath(Path.Combine(folder, input.GetString() ?? ""))))];
        List<ArtifactReading> readings = [.. files.Where(IsThread).Select(file => MailFacts.Read(Path.GetFileName(file), Bytes(file), TestContext.Current.CancellationToken))];
        Assert.SkipWhen(readings.Count == 0, "The mails of this case are not in the form of an exported thread.");

        ConversationResult result = Conversation.Analyze(new ConversationInput
        {
            Messages = [.. readings.SelectMany(reading => reading.Messages)],
            Artifacts = [.. files.SelectMany(Names).Select(Artifact)],
            KnownSerials = [.. files.SelectMany(file => Serial().Matches(Path.GetFileName(file))).Select(match => match.Value).Distinct(StringComparer.Ordinal)],
        });

        List<string> wrong = [.. Disagreements(truth.RootElement, result, readings)];
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Disagreements(JsonElement truth, ConversationResult result, List<ArtifactReading> readings)
    {
        foreach (JsonElement expected in truth.GetProperty("case").EnumerateArray())
        {
            string field = expected.GetProperty("field").GetString() ?? "";
            string? got = field switch { "number" => result.Case.Number, "reference" => result.Case.Reference, _ => result.Case.Solved?.ToString().ToLowerInvariant() };
            if (!expected.GetProperty("anyOf").EnumerateArray().Any(value => value.ToString().Equals(got ?? "", StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"case.{field}: {got}";
            }
        }

        foreach (string wrong in WrongMessages(truth.GetProperty("messages"), result).Concat(WrongWaiting(truth.GetProperty("waiting"), result)))
        {
            yield return wrong;
        }

        foreach (JsonElement device in truth.GetProperty("devices").EnumerateArray())
        {
            string? serial = device.GetProperty("serialNumber").GetString();
            string? got = serial is null
                ? "unnamed"
                : result.Facts.LastOrDefault(fact => fact.Name == "activation.outcome" && fact.Device == serial)?.Text("outcome") ?? "unknown";
            if (serial is not null && !device.GetProperty("outcome").EnumerateArray().Any(value => value.GetString() == got))
            {
                yield return $"outcome of {serial}: {got}";
            }
        }

        HashSet<string?> devices = [.. truth.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("serialNumber").GetString())];
        foreach (string? extra in result.Facts.Select(fact => fact.Device).Where(device => device is not null && !devices.Contains(device)).Distinct())
        {
            yield return $"a device too many: {extra}";
        }

        int unnamed = truth.GetProperty("devices").EnumerateArray().Count(device => device.GetProperty("serialNumber").ValueKind == JsonValueKind.Null);
        string countedUnnamed = result.Facts.FirstOrDefault(fact => fact.Name == "device.count")?.Text("unnamed") ?? "0";
        if (countedUnnamed != unnamed.ToString(CultureInfo.InvariantCulture))
        {
            yield return $"unnamed devices: {countedUnnamed} instead of {unnamed}";
        }

        string output = JsonSerializer.Serialize(result, AnalysisJson.Compact) + JsonSerializer.Serialize(readings.Select(reading => reading.Redactions), AnalysisJson.Compact);
        foreach (JsonElement secret in truth.GetProperty("secrets").EnumerateArray())
        {
            if (output.Contains(secret.GetProperty("value").GetString() ?? "", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"leaked: {secret.GetProperty("kind")}";
            }
        }

        foreach (JsonProperty least in truth.GetProperty("redactions").GetProperty("atLeast").EnumerateObject().Where(least => least.Name != "productKey"))
        {
            int have = readings.Sum(reading => reading.Redactions.Count(redaction => redaction.Kind.ToString().Equals(least.Name, StringComparison.OrdinalIgnoreCase)));
            if (have < least.Value.GetInt32())
            {
                yield return $"redactions of kind {least.Name}: {have}";
            }
        }

        bool mislabelled = truth.GetProperty("messages").GetProperty("timeZone").GetString() == "mislabelled";
        if (result.Facts.Any(fact => fact.Name == "mail.times" && fact.Text("mislabelled") == "True") != mislabelled)
        {
            yield return "mail.times";
        }

        string[] mailCodes = ["credentials-in-mail", "attachment-missing", "repeated-data-request", "request-without-purpose"];
        foreach (string code in mailCodes)
        {
            bool must = truth.GetProperty("must").EnumerateArray().Any(expected => expected.GetProperty("code").GetString() == code);
            bool mustNot = truth.GetProperty("mustNot").EnumerateArray().Any(expected => expected.GetProperty("code").GetString() == code);
            bool told = result.Facts.Any(fact => code switch
            {
                "credentials-in-mail" => fact.Name == "mail.credentials",
                "attachment-missing" => fact.Name == "mail.attachment" && fact.Text("present") == "False",
                "repeated-data-request" => fact.Name == "mail.request" && fact.Text("repeated") == "True",
                _ => fact.Name == "mail.request" && fact.Text("purpose") == "False",
            });
            if ((must && !told) || (mustNot && told))
            {
                yield return $"{code}: {told}";
            }
        }
    }

    private static IEnumerable<string> WrongMessages(JsonElement expected, ConversationResult result)
    {
        if (result.Messages.Length != expected.GetProperty("count").GetInt32())
        {
            yield return $"messages: {result.Messages.Length}";
            yield break;
        }

        foreach (JsonProperty role in expected.GetProperty("roles").EnumerateObject())
        {
            string got = result.Messages[int.Parse(role.Name, CultureInfo.InvariantCulture) - 1].Role.ToString().ToLowerInvariant();
            if (got != role.Value.GetString())
            {
                yield return $"role of {role.Name}: {got}";
            }
        }

        foreach (JsonProperty time in expected.GetProperty("sentAt").EnumerateObject())
        {
            DateTimeOffset? got = result.Messages[int.Parse(time.Name, CultureInfo.InvariantCulture) - 1].SentAt;
            if (got is null || (got.Value - time.Value.GetDateTimeOffset()).Duration() > TimeSpan.FromSeconds(1.5))
            {
                yield return $"time of {time.Name}: {got:O}";
            }
        }
    }

    private static IEnumerable<string> WrongWaiting(JsonElement expected, ConversationResult result)
    {
        foreach (JsonProperty party in expected.GetProperty("businessHours").EnumerateObject())
        {
            TimeSpan got = party.Name == "total"
                ? result.Waiting?.Total.Business ?? TimeSpan.MinValue
                : result.Waiting?.ByParty[Enum.Parse<Party>(party.Name, ignoreCase: true)].Business ?? TimeSpan.MinValue;
            if (Math.Abs(got.TotalHours - party.Value.GetDouble()) > expected.GetProperty("toleranceHours").GetDouble())
            {
                string intervals = string.Join(' ', result.Waiting?.Intervals.Select(interval => $"{interval.Party}@{interval.Because.Locator}") ?? []);
                yield return $"waiting of {party.Name}: {got.TotalHours:F2} instead of {party.Value} ({intervals})";
            }
        }
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static bool IsThread(string file) => MailThreadReader.IsMailThread(Bytes(file).Span);

    private static IEnumerable<string> Names(string file)
    {
        yield return Path.GetFileName(file);
        if (file.EndsWith(".zip", StringComparison.Ordinal))
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                yield return Path.GetFileName(file) + "!/" + entry.FullName;
            }
        }
    }

    private static ArtifactSummary Artifact(string path) => new()
    {
        Path = path,
        Kind = Path.GetExtension(path) switch { ".png" => ArtifactKind.Image, ".evtx" => ArtifactKind.Evtx, ".cab" => ArtifactKind.Cab, ".zip" => ArtifactKind.Zip, _ => ArtifactKind.Unknown },
        SizeInBytes = 1,
        Sha256 = "",
        Status = ArtifactStatus.Parsed,
    };

    private static ReadOnlyMemory<byte> Bytes(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    [GeneratedRegex("[A-Z]{2}[0-9]{11}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Serial();
}

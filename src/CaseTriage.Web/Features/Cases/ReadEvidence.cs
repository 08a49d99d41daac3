using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Evidence;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Intake;
using CaseTriage.Web.Resources;

namespace CaseTriage.Web.Features.Cases;

/// <summary>
/// Shows the place that a finding points at. What the analysis kept (mails, inventories, event records) comes from there; everything else is
/// read from the bundle by a child process.
/// </summary>
public sealed class ReadEvidence
{
    /// <summary>Records with the same id that are shown, in damaged or merged logs.</summary>
    private const int MaxRecords = 4;

    private readonly GetCase _cases;
    private readonly EvidenceStore _events;
    private readonly ManifestInputs _inputs;
    private readonly EvidenceClient _client;
    private readonly EventTexts _texts;

    internal ReadEvidence(GetCase cases, EvidenceStore events, ManifestInputs inputs, EvidenceClient client, EventTexts texts) =>
        (_cases, _events, _inputs, _client, _texts) = (cases, events, inputs, client, texts);

    /// <returns>Null where no case has the number.</returns>
    public async Task<EvidenceView?> RunAsync(string number, string artifactPath, string locator, CancellationToken cancellationToken)
    {
        CaseView? view = await _cases.RunAsync(number, Language.English, cancellationToken);
        if (view is null)
        {
            return null;
        }

        return BundleOf(view, artifactPath) is { } bundle
            ? ShowKept(view.Analysis, bundle, artifactPath, EvidenceCollector.Split(artifactPath).Inside, locator)
                ?? await ReadBytesAsync(view, bundle, new EvidenceRequest([], artifactPath, locator), cancellationToken)
            : EvidenceViews.Unavailable(artifactPath, locator, "not-found");
    }

    /// <summary>An event record in full: its XML, read from the bundle by a child process. Of several with the same id the first.</summary>
    /// <returns>Null where no case has the number.</returns>
    public async Task<EvidenceView?> ReadRecordAsync(string number, string artifactPath, string locator, CancellationToken cancellationToken)
    {
        CaseView? view = await _cases.RunAsync(number, Language.English, cancellationToken);
        if (view is null)
        {
            return null;
        }

        return BundleOf(view, artifactPath) is { } bundle && PlaceOf(bundle.ReadingName, artifactPath, locator) is { } place
            ? await ReadBytesAsync(view, bundle, new EvidenceRequest([], artifactPath, locator, place), cancellationToken)
            : EvidenceViews.Unavailable(artifactPath, locator, "not-found");
    }

    /// <summary>The telephone number or mail address that was masked, read once more from the bundle by a child process.</summary>
    /// <returns>Null where the file does not give it any more.</returns>
    internal async Task<string?> ReadContactAsync(CaseView view, ContactPlace contact, CancellationToken cancellationToken)
    {
        Analysis.Documents.Evidence where = contact.Redaction.Where;
        EvidenceView? found = BundleOf(view, where.Artifact) is { } bundle
            ? await ReadBytesAsync(view, bundle, new EvidenceRequest([], where.Artifact, where.Locator) { Contact = contact }, cancellationToken)
            : null;
        return found is { Kind: EvidenceViewKind.Field, Fields: [var field] } ? field.Value : null;
    }

    private static BundleView? BundleOf(CaseView view, string artifactPath)
    {
        string label = EvidenceCollector.Split(artifactPath).Label;
        return view.Bundles.FirstOrDefault(b => b.FileName == label);
    }

    /// <summary>Asks a child process; where the bundle alone does not hold the artifact, since it is one cabinet of a set, with all bundles of the case.</summary>
    private async Task<EvidenceView> ReadBytesAsync(CaseView view, BundleView bundle, EvidenceRequest wanted, CancellationToken cancellationToken)
    {
        EvidenceView alone = await _client.ReadAsync(wanted with { Inputs = [_inputs.Of(bundle)], Limits = _inputs.Limits }, cancellationToken);
        return alone.Reason is "not-found" or "unreadable" && view.Bundles.Length > 1
            ? await _client.ReadAsync(wanted with { Inputs = [.. view.Bundles.Select(_inputs.Of)], Limits = _inputs.Limits }, cancellationToken)
            : alone;
    }

    private RecordPlace? PlaceOf(string reading, string artifactPath, string locator)
    {
        EvidenceLocator record = EvidenceLocator.Parse(locator);
        using EvidenceReader? reader = record.Kind == EvidenceLocatorKind.Record ? _events.Open(reading) : null;
        return reader?.Find(EvidenceCollector.Split(artifactPath).Inside, record.Number, 1) is [var found]
            ? new RecordPlace(found.Row.Chunk, found.Row.OffsetInChunk)
            : null;
    }

    /// <summary>The place out of what the analysis kept; null where the bytes must be asked.</summary>
    private EvidenceView? ShowKept(AnalysisDocument? document, BundleView bundle, string artifact, string inside, string locator)
    {
        EvidenceLocator place = EvidenceLocator.Parse(locator);
        var empty = new EvidenceView { Artifact = artifact, Locator = locator, Kind = EvidenceViewKind.Unavailable };
        return place.Kind switch
        {
            EvidenceLocatorKind.Record => ShowRecord(empty, bundle.ReadingName, inside, place.Number),
            EvidenceLocatorKind.Message => ShowMessage(empty, document, place.Number),
            EvidenceLocatorKind.Name when locator.StartsWith("entry ", StringComparison.Ordinal) => ShowEntries(empty, document, place.Name),
            EvidenceLocatorKind.Name => ShowCode(empty, document) ?? ShowInventory(empty, document, place.Name),
            _ => null,
        };
    }

    private EvidenceView ShowRecord(EvidenceView empty, string reading, string inside, long recordId)
    {
        Language language = Languages.Current;
        using EvidenceReader? reader = _events.Open(reading);
        ImmutableArray<StoredEvent> found = reader?.Find(inside, recordId, MaxRecords) ?? [];
        return found.IsEmpty
            ? empty with { Reason = reader is null ? "not-kept" : "not-found" }
            : empty with
            {
                Kind = EvidenceViewKind.Record,
                Fields = [.. found.SelectMany(e => FieldsOf(e.Row))],
                Texts = [.. found.SelectMany(e => _texts.Of(e.Row, eventSourceName: null, language)).Distinct()],
            };
    }

    private static IEnumerable<EvidenceField> FieldsOf(EventRow row)
    {
        string at = row.At?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture) ?? "";
        string[][] head =
        [
            ["TimeCreated", at],
            ["Provider", row.Provider],
            ["EventID", row.EventId.ToString(CultureInfo.InvariantCulture)],
            ["Level", row.Level.ToString(CultureInfo.InvariantCulture)],
            ["Channel", row.Channel],
            ["Computer", row.Computer],
            ["EventRecordID", row.RecordId.ToString(CultureInfo.InvariantCulture)],
        ];
        using JsonDocument data = JsonDocument.Parse(row.Data);
        return [.. head.Select(f => new EvidenceField(f[0], f[1], IsHit: f[0] == "EventRecordID")), .. FieldsOf("", data.RootElement)];
    }

    private static IEnumerable<EvidenceField> FieldsOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => FieldsOf(name.Length == 0 ? p.Name : $"{name}.{p.Name}", p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => FieldsOf(FormattableString.Invariant($"{name}[{i}]"), item)),
        _ => [new EvidenceField(name, value.ToString(), IsHit: false)],
    };

    private static EvidenceView ShowMessage(EvidenceView empty, AnalysisDocument? document, long index)
    {
        MessageSummary? message = document?.Messages.FirstOrDefault(m => m.Artifact == empty.Artifact && m.Index == index);
        return message is null
            ? empty with { Reason = "not-found" }
            : empty with
            {
                Kind = EvidenceViewKind.Message,
                Fields =
                [
                    new EvidenceField("From", message.From, IsHit: false),
                    new EvidenceField("Sent", message.SentAtRaw, IsHit: false),
                    new EvidenceField("Subject", message.Subject ?? "", IsHit: false),
                ],
                Lines = [.. message.Text.Split('\n').Select((text, i) => new EvidenceLine((i + 1).ToString(CultureInfo.InvariantCulture), text, IsHit: false))],
            };
    }

    private static EvidenceView? ShowEntries(EvidenceView empty, AnalysisDocument? document, string entry)
    {
        string prefix = empty.Artifact + "!/";
        ImmutableArray<EvidenceField> members =
        [
            .. (document?.Artifacts ?? []).Where(a => a.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(a => new EvidenceField(
                a.Path[prefix.Length..], a.SizeInBytes.ToString(CultureInfo.InvariantCulture), a.Path[prefix.Length..] == entry)),
        ];
        return members.IsEmpty ? null : empty with { Kind = EvidenceViewKind.Listing, Fields = members };
    }

    private static EvidenceView? ShowCode(EvidenceView empty, AnalysisDocument? document)
    {
        QrCodeSummary? code = document?.Artifacts.FirstOrDefault(a => a.Path == empty.Artifact)?.Codes?.FirstOrDefault(c => c.Evidence.Locator == empty.Locator);
        return code is null
            ? null
            : empty with
            {
                Kind = EvidenceViewKind.Field,
                Fields =
                [
                    new EvidenceField("recognizedAs", code.RecognizedAs, IsHit: true),
                    new EvidenceField("basis", code.Basis, IsHit: false),
                    .. code.Fields.Select(f => new EvidenceField(f.Label.Length > 0 ? f.Label : f.Kind, f.Value, IsHit: false)),
                ],
            };
    }

    private static EvidenceView? ShowInventory(EvidenceView empty, AnalysisDocument? document, string field)
    {
        InventorySummary? inventory = document?.Devices.Select(d => d.Inventory)
            .FirstOrDefault(i => i?.Evidence?.Artifact == empty.Artifact && i.Fields.ContainsKey(field));
        return inventory is null
            ? null
            : empty with { Kind = EvidenceViewKind.Field, Fields = [.. inventory.Fields.Select(f => new EvidenceField(f.Key, f.Value, f.Key == field))] };
    }
}

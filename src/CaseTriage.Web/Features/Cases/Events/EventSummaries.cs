using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>An event in one line, fit to be shown.</summary>
/// <param name="Text">What the event says, or its values; empty where it has none.</param>
/// <param name="IsMessage">Whether it is a text; false for bare values.</param>
public sealed record EventSummary(string Text, bool IsMessage);

/// <summary>
/// Says events in one line: by the best text that is known, otherwise by their values. A line must tell an event from its neighbours, so values
/// follow a text that holds none of them, and stand in the place of a text that is the same for all events of a provider.
/// </summary>
/// <param name="texts">Texts of events.</param>
/// <param name="catalog">Where <paramref name="texts"/> takes those of the packs.</param>
public sealed class EventSummaries(EventTexts texts, MessageCatalog catalog)
{
    /// <summary>A line on a wide screen holds about half of it; the panel shows all.</summary>
    private const int MaxLength = 300;

    private const int MaxValueLength = 120;
    private const int MostValues = 16;

    public EventSummary Of(CaseEvent shown, Language language)
    {
        ImmutableArray<EventText> found = texts.Of(RowOf(shown), eventSourceName: null, language);
        string values = ValuesOf(shown.Data);
        if (found.IsEmpty || (values.Length > 0 && found[0].Origin == EventTextOrigin.Catalog && IsOfWholeProvider(shown)))
        {
            return new EventSummary(values, IsMessage: false);
        }

        string text = VisibleText.OneLine(found[0].Text, MaxLength);
        bool isComplete = values.Length == 0 || found[0].Origin == EventTextOrigin.Log || EventValuesIn(shown.Data).Any(value => text.Contains(value, StringComparison.Ordinal));
        return new EventSummary(isComplete ? text : VisibleText.OneLine($"{text} {values}", MaxLength), IsMessage: true);
    }

    private bool IsOfWholeProvider(CaseEvent shown) => catalog.Find(shown.Provider, eventSourceName: null, shown.EventId) is { Ids.IsEmpty: true };

    /// <summary>The first values, which a text would hold.</summary>
    private static IEnumerable<string> EventValuesIn(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().SelectMany(property => EventValuesIn(property.Value)).Take(MostValues),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(EventValuesIn).Take(MostValues),
        _ => data.ToString().Trim() is { Length: > 0 and <= MaxValueLength } value ? [VisibleText.OneLine(value, MaxValueLength)] : [],
    };

    private static EventRow RowOf(CaseEvent shown) => new(
        shown.Artifact, Chunk: 0, OffsetInChunk: 0, RecordId: 0, shown.At, shown.Provider, shown.EventId, shown.Level, shown.Channel, shown.Computer,
        shown.Data.GetRawText(), shown.Condition, shown.Message);

    private static string ValuesOf(JsonElement data)
    {
        var line = new StringBuilder();
        Append(line, "", data);
        return VisibleText.OneLine(line.ToString(), MaxLength);
    }

    /// <summary>Depth is bounded by the reader of the JSON, length by the line.</summary>
    private static void Append(StringBuilder line, string name, JsonElement value)
    {
        if (line.Length > MaxLength)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    Append(line, property.Name, property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Append(line, name, item);
                }

                break;
            default:
                AppendValue(line, name, value.ToString());
                break;
        }
    }

    private static void AppendValue(StringBuilder line, string name, string value)
    {
        if (line.Length > 0)
        {
            line.Append(" · ");
        }

        if (name.Length > 0)
        {
            line.Append(VisibleText.OneLine(name, MaxValueLength)).Append('=');
        }

        line.Append(CultureInfo.InvariantCulture, $"{VisibleText.OneLine(value, MaxValueLength)}");
    }
}

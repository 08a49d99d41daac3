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

/// <summary>Says events in one line: by the best text that is known, otherwise by their values.</summary>
public sealed class EventSummaries(EventTexts texts)
{
    /// <summary>A line on a wide screen holds about half of it; the panel shows all.</summary>
    private const int MaxLength = 300;

    private const int MaxValueLength = 120;

    public EventSummary Of(CaseEvent shown, Language language)
    {
        ImmutableArray<EventText> found = texts.Of(RowOf(shown), eventSourceName: null, language);
        return found.IsEmpty
            ? new EventSummary(ValuesOf(shown.Data), IsMessage: false)
            : new EventSummary(VisibleText.OneLine(found[0].Text, MaxLength), IsMessage: true);
    }

    private static EventRow RowOf(CaseEvent shown) => new(
        shown.Artifact, Chunk: 0, OffsetInChunk: 0, RecordId: 0, shown.At, shown.Provider, shown.EventId, shown.Level, shown.Channel, shown.Computer,
        shown.Data.GetRawText(), shown.Condition);

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

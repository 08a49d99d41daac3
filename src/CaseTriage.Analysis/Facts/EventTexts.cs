using System.Collections.Immutable;

namespace CaseTriage.Analysis.Facts;

/// <summary>Where the text of an event comes from.</summary>
public enum EventTextOrigin
{
    /// <summary>It came with the log: in the record itself (forwarded events), or in the file of texts beside the log. The words of the provider in the log's language.</summary>
    Log,

    /// <summary>The catalog of the packs: our words, what such an event means.</summary>
    Catalog,
}

/// <summary>The text of one event.</summary>
/// <param name="Text">Plain text, may have several lines; values are filled in where the event has them.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Certainty">How sure the catalog is; null for a text of the log.</param>
public sealed record EventText(string Text, EventTextOrigin Origin, MessageCertainty? Certainty);

/// <summary>Finds what can be said of a stored event. It never replaces the values: what shows a text shows them too.</summary>
public sealed class EventTexts(MessageCatalog catalog)
{
    /// <summary>The texts, best first: that of the log, then that of the catalog. Empty where nobody has a text.</summary>
    /// <param name="row">The event.</param>
    /// <param name="eventSourceName">Name of the classic event source, where known.</param>
    /// <param name="language">Language of the catalog's text; that of the log has its own.</param>
    public ImmutableArray<EventText> Of(EventRow row, string? eventSourceName, Language language)
    {
        var texts = ImmutableArray.CreateBuilder<EventText>(2);
        if (row.Message is { Length: > 0 } message)
        {
            texts.Add(new EventText(message, EventTextOrigin.Log, null));
        }

        if (catalog.Find(row.Provider, eventSourceName, row.EventId) is { } known)
        {
            texts.Add(new EventText(known.Fill(EventValues.Of(row.Data)).In(language), EventTextOrigin.Catalog, known.Certainty));
        }

        return texts.DrainToImmutable();
    }
}

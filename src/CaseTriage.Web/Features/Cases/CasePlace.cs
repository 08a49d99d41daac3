using CaseTriage.Web.Features.Cases.Events;

namespace CaseTriage.Web.Features.Cases;

/// <summary>A place in a case, as its address tells it. <see cref="CaseUrls"/> writes it, the case page reads it.</summary>
public sealed record CasePlace(string Number)
{
    public const string Overview = "overview";
    public const string Devices = "devices";
    public const string Timeline = "timeline";
    public const string Mails = "mails";
    public const string EventLogs = "events";
    public const string Waiting = "waiting";
    public const string Files = "files";
    public const string Rules = "rules";

    /// <summary>One of the names above.</summary>
    public string Tab { get; init; } = Overview;

    /// <summary>Path of the artifact whose evidence stands open, or null.</summary>
    public string? Evidence { get; init; }

    /// <summary>Locator in it.</summary>
    public string? At { get; init; }

    /// <summary>Serial number that timeline, events and files are narrowed to.</summary>
    public string? Device { get; init; }

    /// <summary>Source that the timeline is narrowed to.</summary>
    public string? Source { get; init; }

    /// <summary>What the waiting is narrowed to: a party as the document writes it, or <c>rounds</c>; of the rules an outcome, or <c>silent</c>; null for all.</summary>
    public string? Show { get; init; }

    /// <summary>Id of the rule that is explained; null for the list of all.</summary>
    public string? Rule { get; init; }

    /// <summary>Party, lower case, whose mails the timeline is narrowed to.</summary>
    public string? Sender { get; init; }

    /// <summary>The case is shown as it was known then; null: as it is known now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Page of the timeline or the files, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>What the events are narrowed to; of no meaning for other tabs.</summary>
    public EventsPlace Events { get; init; } = EventsPlace.All;

    /// <summary>The first page of the events under another filter or order, without evidence beside it.</summary>
    public CasePlace In(Func<EventsPlace, EventsPlace> change) => this with { Tab = EventLogs, Evidence = null, At = null, Events = change(Events.FirstPage) };

    /// <summary>All events of the case, in the order chosen.</summary>
    public CasePlace WithoutEventFilter() => In(events => EventsPlace.All with { IsOldestFirst = events.IsOldestFirst }) with { Device = null };
}

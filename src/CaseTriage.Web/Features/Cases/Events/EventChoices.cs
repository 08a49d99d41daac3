using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Evidence;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>A value that the events can be narrowed to.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">The whole of it, where the label is short.</param>
/// <param name="Events">How many events there would be; null where not counted.</param>
/// <param name="Place">Where choosing it leads, or unchoosing where it is chosen.</param>
public sealed record EventChoice(string Label, string? Hint, long? Events, bool IsChosen, CasePlace Place)
{
    /// <summary>Of a choice of a level.</summary>
    public int? Level { get; init; }
}

/// <summary>Makes the choices of each sort out of sums. A chosen value stays among them, so that it can be taken back.</summary>
public static class EventChoices
{
    private const int MostShown = 200;
    private const int InformationLevel = 4;

    public static ImmutableArray<EventChoice> Levels(CasePlace place, EventSums sums) =>
    [
        .. WithChosen(sums.Facets.Levels, place.Events.Levels).OrderBy(level => level.Value is 0 ? InformationLevel : level.Value).ThenBy(level => level.Value)
            .Select(level => new EventChoice("", null, level.Events, place.Events.Levels.Contains(level.Value), place.In(events => events with { Levels = Toggle(events.Levels, level.Value) }))
            {
                Level = level.Value,
            }),
    ];

    public static ImmutableArray<EventChoice> Providers(CasePlace place, EventSums sums) =>
    [
        .. WithChosen(sums.Facets.Providers, place.Events.Providers).Where(provider => provider.Value.Length > 0).Select(provider => new EventChoice(
            VisibleText.OneLine(provider.Value, 80),
            provider.Value,
            provider.Events,
            place.Events.Providers.Contains(provider.Value),
            place.In(events => events with { Providers = Toggle(events.Providers, provider.Value) }))),
    ];

    /// <summary>An id says nothing without its provider, so choosing one chooses both.</summary>
    public static ImmutableArray<EventChoice> EventIds(CasePlace place, EventSums sums) =>
    [
        .. sums.Facets.EventIds.Select(item => new EventChoice(
            string.Create(CultureInfo.InvariantCulture, $"{item.Value.EventId} {VisibleText.OneLine(item.Value.Provider, 80)}"),
            item.Value.Provider,
            item.Events,
            place.Events.EventIds.Contains(item.Value.EventId),
            place.In(events => events.EventIds.Contains(item.Value.EventId)
                ? events with { EventIds = events.EventIds.Remove(item.Value.EventId) }
                : events with { EventIds = events.EventIds.Add(item.Value.EventId), Providers = With(events.Providers, item.Value.Provider) }))),
    ];

    /// <summary>The logs of the chosen device, or all.</summary>
    public static ImmutableArray<EventChoice> Logs(CasePlace place, AnalysisDocument document, EventSums sums)
    {
        Dictionary<string, long> counts = sums.Facets.Artifacts.ToDictionary(count => count.Value, count => count.Events, StringComparer.Ordinal);

        // With a log or a device chosen, bundles without it are not counted.
        bool isComplete = place.Device is null && place.Events.Log is null;
        return
        [
            .. LogsOf(document).Where(log => place.Device is null || log.Device == place.Device)
                .Select(log => (log.Path, Events: counts.TryGetValue(log.Path, out long events) ? events : (long?)null))
                .Where(log => log.Events is not null || !isComplete)
                .OrderByDescending(log => log.Path == place.Events.Log).ThenByDescending(log => log.Events ?? -1).Take(MostShown)
                .Select(log => new EventChoice(
                    VisibleText.OneLine(ArtifactPaths.Short(log.Path), 120),
                    log.Path,
                    log.Events,
                    log.Path == place.Events.Log,
                    place.In(events => events with { Log = log.Path == events.Log ? null : log.Path }))),
        ];
    }

    /// <summary>Devices whose logs are in the case. Only one can be chosen; changing it drops the log, which belongs to one device.</summary>
    public static ImmutableArray<EventChoice> Devices(CasePlace place, AnalysisDocument document, EventSums sums)
    {
        Dictionary<string, string> deviceOf = LogsOf(document).Where(log => log.Device is not null)
            .GroupBy(log => log.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Device ?? "", StringComparer.Ordinal);
        ILookup<string, long> counts = sums.Facets.Artifacts.ToLookup(count => deviceOf.GetValueOrDefault(count.Value, ""), count => count.Events, StringComparer.Ordinal);
        return
        [
            .. deviceOf.Values.Append(place.Device ?? "").Where(device => device.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostShown)
                .Select(device => new EventChoice(
                    VisibleText.OneLine(device, 64),
                    null,
                    counts.Contains(device) ? counts[device].Sum() : null,
                    device == place.Device,
                    place.In(events => events with { Log = null }) with { Device = device == place.Device ? null : device })),
        ];
    }

    /// <summary>The event logs and text logs of a case.</summary>
    public static IEnumerable<ArtifactSummary> LogsOf(AnalysisDocument document) =>
        document.Artifacts.Where(artifact => (artifact.Kind == ArtifactKind.Evtx || artifact.Templates is not null) && artifact.Records > 0);

    /// <summary>A damaged record may have no provider, which no address can tell.</summary>
    private static ImmutableArray<string> With(ImmutableArray<string> providers, string provider) =>
        provider.Length == 0 || providers.Contains(provider) ? providers : providers.Add(provider);

    private static ImmutableArray<T> Toggle<T>(ImmutableArray<T> values, T value) => values.Contains(value) ? values.Remove(value) : values.Add(value);

    private static IEnumerable<(T Value, long? Events)> WithChosen<T>(ImmutableArray<FacetCount<T>> counts, ImmutableArray<T> chosen) =>
        counts.Select(count => (count.Value, (long?)count.Events)).Concat(chosen.Where(value => counts.All(count => !Equals(count.Value, value))).Select(value => (value, (long?)null)));
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>What the list of events is narrowed to and which page of it is shown, as the address tells it. <see cref="CaseUrls"/> writes it.</summary>
public sealed record EventsPlace
{
    /// <summary>More values of one filter than these come from no hand.</summary>
    private const int MaxValues = 50;

    public static EventsPlace All { get; } = new();

    /// <summary>Words, phrases, codes.</summary>
    public string? Query { get; init; }

    /// <summary>First instant, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last instant, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public ImmutableArray<int> Levels { get; init; } = [];

    public ImmutableArray<string> Providers { get; init; } = [];

    public ImmutableArray<int> EventIds { get; init; } = [];

    /// <summary>Path of the log in the case.</summary>
    public string? Log { get; init; }

    public bool IsOldestFirst { get; init; }

    /// <summary>The page begins behind this place; null on the first.</summary>
    public string? After { get; init; }

    /// <summary>The page ends before this place; null where it is told by <see cref="After"/>.</summary>
    public string? Before { get; init; }

    /// <summary>The same filter and order, from the start.</summary>
    public EventsPlace FirstPage => this with { After = null, Before = null };

    /// <summary>Whether anything but the order is chosen; a device is no part of this.</summary>
    public bool IsFiltered =>
        !string.IsNullOrWhiteSpace(Query) || From is not null || To is not null || Log is not null || Levels.Length + Providers.Length + EventIds.Length > 0;

    /// <summary>Reads it out of an address. What cannot be understood restricts nothing: a mistyped link still opens.</summary>
    public static EventsPlace Read(string address)
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(new Uri(address).Query);
        return new EventsPlace
        {
            Query = Text(query, "q"),
            From = Instant(Text(query, "from")),
            To = Instant(Text(query, "to")),
            Levels = Numbers(query, "level"),
            Providers = [.. Texts(query, "provider")],
            EventIds = Numbers(query, "id"),
            Log = Text(query, "log"),
            IsOldestFirst = Text(query, "order") == "oldest",
            After = Text(query, "after"),
            Before = Text(query, "before"),
        };
    }

    /// <summary>Names and values for an address, in a lasting order.</summary>
    public IEnumerable<(string Name, string? Value)> Write() =>
    [
        ("q", Query),
        ("from", Write(From)),
        ("to", Write(To)),
        .. Levels.Select(level => ("level", Write(level))),
        .. Providers.Select(provider => ("provider", (string?)provider)),
        .. EventIds.Select(id => ("id", Write(id))),
        ("log", Log),
        ("order", IsOldestFirst ? "oldest" : null),
        ("after", After),
        ("before", Before),
    ];

    private static string? Write(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Write(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string? Text(Dictionary<string, StringValues> query, string name) => Texts(query, name).FirstOrDefault();

    private static IEnumerable<string> Texts(Dictionary<string, StringValues> query, string name) =>
        query.GetValueOrDefault(name).OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxValues);

    private static ImmutableArray<int> Numbers(Dictionary<string, StringValues> query, string name) =>
    [
        .. Texts(query, name)
            .Select(value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : (int?)null)
            .OfType<int>().Distinct(),
    ];

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at) ? at : null;
}

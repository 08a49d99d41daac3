using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Features.Devices;
using Microsoft.AspNetCore.Http.Extensions;

namespace CaseTriage.Web.Features.Cases;

/// <summary>The only writer of addresses of pages.</summary>
public static class CaseUrls
{
    public const string Cases = "/cases";

    public const string NewCase = "/new-case";

    public const string Devices = "/devices";

    public const string Calendars = "/calendars";

    public static string Calendar(string name, int? year = null) => $"{Calendars}/{Uri.EscapeDataString(name)}" + Query(("year", year?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>A calendar as a file.</summary>
    public static string CalendarFile(string name) => $"/api/v1/calendars/{Uri.EscapeDataString(name)}";

    public static string List(CaseListPlace place) =>
        Cases + Query(("q", place.Query), ("state", place.State), ("holder", place.Holder), ("after", place.After));

    public static string Case(string number) => $"{Cases}/{Uri.EscapeDataString(number)}";

    public static string Case(CasePlace place) => Case(place.Number) + Query(
    [
        ("tab", place.Tab == CasePlace.Overview ? null : place.Tab),
        ("device", place.Device),
        ("source", place.Source),
        ("sender", place.Sender),
        ("asOf", place.AsOf?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture)),
        ("page", place.Page > 1 ? place.Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
        ("show", place.Tab is CasePlace.Waiting or CasePlace.Rules ? place.Show : null),
        ("rule", place.Tab == CasePlace.Rules ? place.Rule : null),
        .. place.Tab == CasePlace.EventLogs ? place.Events.Write() : [],
        ("evidence", place.Evidence),
        ("at", place.At),
    ]);

    public static string DeviceList(DeviceListPlace place) => Devices + Query(("q", place.Query), ("view", place.View), ("after", place.After));

    /// <summary>The page of one serial number over all cases.</summary>
    public static string Device(string serial) => $"{Devices}/{Uri.EscapeDataString(serial)}";

    public static string Compare(ComparePlace place) => "/compare" + Query([.. place.Devices.Select(device => ("d", (string?)device.ToString())), ("q", place.Query)]);

    /// <summary>Where uploads of a case go; the browser adds <c>fileName</c>.</summary>
    public static string Upload(string number) => $"/api/v1/cases/{Uri.EscapeDataString(number)}/bundles";

    /// <summary>A case as a file, in one of the forms of <see cref="Exports.CaseExport"/>.</summary>
    public static string Export(string number, string form, Language language) => $"/api/v1/cases/{Uri.EscapeDataString(number)}/export" + Query(("form", form), ("lang", Name(language)));

    /// <summary>A draft of a reply as a mail.</summary>
    public static string Draft(string number, Party audience, string channel, Language language) =>
        $"/api/v1/cases/{Uri.EscapeDataString(number)}/drafts" + Query(("audience", audience.ToString().ToLowerInvariant()), ("channel", channel), ("lang", Name(language)), ("form", "eml"));

    private static string Name(Language language) => language == Language.Chinese ? "zh-CN" : "en";

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new QueryBuilder();
        foreach ((string name, string? value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return query.ToString();
    }
}

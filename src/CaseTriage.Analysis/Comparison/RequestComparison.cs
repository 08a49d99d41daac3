using System.Collections.Immutable;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Comparison;

/// <summary>
/// Holds an offline request against the inventory of its device, field by field, and against other requests of it. What a request says is a structural guess;
/// what is absent from an inventory counts only where the inventory is complete.
/// </summary>
public static class RequestComparison
{
    /// <summary>Clocks of one machine, read at one time by two tools, are no further apart.</summary>
    private static readonly TimeSpan s_sameTime = TimeSpan.FromMinutes(1);

    /// <summary>The fields that a request and an inventory have in common. Empty where they have none.</summary>
    public static ImmutableArray<RequestRow> WithInventory(QrCodeSummary request, InventorySummary inventory) =>
    [
        .. Compare(request, "serial-number", [inventory.Smbios?.SerialNumber], (mine, theirs) => Single(mine, theirs, AreComparable(request, theirs))),
        .. Compare(request, "uuid", [inventory.Smbios?.Uuid], (mine, theirs) => Single(mine, theirs)),
        .. Compare(request, "product", [inventory.Smbios?.Product], (mine, theirs) => Single(mine, theirs)),
        .. Compare(request, "os-build", [inventory.OsBuild], (mine, theirs) => Single(mine, theirs)),
        .. Compare(request, "disk-serial", inventory.Disks.Select(disk => disk.Serial), (mine, theirs) => Several(mine, theirs, inventory)),
        .. Compare(request, "mac-address", inventory.NetworkAdapters.Select(adapter => adapter.Mac), (mine, theirs) => Several(mine, theirs, inventory)),
        .. Times(request.MadeAt, inventory.OsSystemTime),
    ];

    /// <summary>All fields of two requests: what stays and what changes from one to the next. Empty where neither has any.</summary>
    public static ImmutableArray<RequestRow> WithRequest(QrCodeSummary request, QrCodeSummary other)
    {
        ILookup<string, string> mine = Named(request);
        ILookup<string, string> theirs = Named(other);
        return
        [
            .. mine.Select(group => group.Key).Union(theirs.Select(group => group.Key), StringComparer.OrdinalIgnoreCase).Select(name => Row(name, mine[name], theirs[name], (one, two) => one.SetEquals(two) ? RequestResult.Same : RequestResult.Different)),
            .. Times(request.MadeAt, other.MadeAt),
        ];
    }

    /// <summary>Facts <c>request.compared</c> of all requests of a case.</summary>
    /// <param name="requests">Each with the device it belongs to, or null.</param>
    /// <param name="inventoriesOf">The inventories of a device, the one that speaks for it first.</param>
    /// <param name="said">Facts of the case: changes of hardware, and what was tried.</param>
    public static ImmutableArray<Fact> Compare(IReadOnlyCollection<(string? Device, QrCodeSummary Request)> requests, Func<string, ImmutableArray<InventorySummary>> inventoriesOf, FactTable said) =>
        [.. requests.Where(entry => entry.Device is not null).GroupBy(entry => entry.Device ?? "", entry => entry.Request, StringComparer.Ordinal).SelectMany(group => OfDevice(group.Key, [.. group], inventoriesOf(group.Key), said))];

    /// <summary>The inventory that a request is held against: the first that was not read from the request itself.</summary>
    public static InventorySummary? InventoryFor(QrCodeSummary request, ImmutableArray<InventorySummary> inventories) =>
        inventories.FirstOrDefault(inventory => inventory.Evidence?.Artifact != request.Evidence.Artifact);

    private static IEnumerable<Fact> OfDevice(string device, ImmutableArray<QrCodeSummary> requests, ImmutableArray<InventorySummary> inventories, FactTable said)
    {
        foreach (QrCodeSummary request in requests)
        {
            if (InventoryFor(request, inventories) is { } inventory)
            {
                foreach (RequestRow row in WithInventory(request, inventory))
                {
                    yield return Create(device, "inventory", row, request.Evidence, request.MadeAt);
                }
            }

            foreach (RequestRow row in TimesOf(request, said.Named("hardware.changed", device)))
            {
                yield return Create(device, "hardware-change", row, request.Evidence, request.MadeAt);
            }

            foreach (RequestRow row in TimesOf(request, said.Named("activation.result", device).Concat(said.Named("activation.outcome", device))))
            {
                yield return Create(device, "activation", row, request.Evidence, request.MadeAt);
            }
        }

        ImmutableArray<QrCodeSummary> inTime = [.. requests.OrderBy(request => request.MadeAt ?? DateTimeOffset.MinValue).ThenBy(request => request.Evidence.Artifact, StringComparer.Ordinal)];
        for (int i = 1; i < inTime.Length; i++)
        {
            foreach (RequestRow row in WithRequest(inTime[i], inTime[i - 1]))
            {
                yield return Create(device, "request", row, inTime[i].Evidence, inTime[i].MadeAt);
            }
        }
    }

    private static Fact Create(string device, string with, RequestRow row, Evidence evidence, DateTimeOffset? at) => Fact.Create(
        "request.compared",
        device,
        evidence with { Excerpt = $"{row.Field}: {row.InRequest} / {row.InOther}" },
        at,
        ("with", with),
        ("field", row.Field),
        ("result", ActivationIdFacts.Word(row.Result)),
        ("request", row.InRequest.Length > 0 ? row.InRequest : null),
        ("other", row.InOther.Length > 0 ? row.InOther : null),
        ("days", row.Days));

    /// <summary>The request's time against the latest of some facts; none where either has no time.</summary>
    private static IEnumerable<RequestRow> TimesOf(QrCodeSummary request, IEnumerable<Fact> facts) => Times(request.MadeAt, facts.Max(fact => fact.At));

    private static IEnumerable<RequestRow> Times(DateTimeOffset? request, DateTimeOffset? other)
    {
        if (request is { } mine && other is { } theirs)
        {
            RequestResult result = (mine - theirs).Duration() <= s_sameTime ? RequestResult.Same : mine < theirs ? RequestResult.Older : RequestResult.Newer;
            yield return new RequestRow("time", result, Iso(mine), Iso(theirs)) { Days = Math.Round((mine - theirs).Duration().TotalDays, 1) };
        }
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<RequestRow> Compare(QrCodeSummary request, string kind, IEnumerable<string?> other, Func<HashSet<string>, HashSet<string>, RequestResult> judge)
    {
        RequestRow row = Row(kind, Values(request, kind), other.OfType<string>().Where(value => !FirmwarePlaceholder.Is(value)), judge);
        return row.InRequest.Length > 0 ? [row] : [];
    }

    private static RequestRow Row(string name, IEnumerable<string> mine, IEnumerable<string> theirs, Func<HashSet<string>, HashSet<string>, RequestResult> judge)
    {
        List<string> request = [.. mine];
        List<string> other = [.. theirs];
        RequestResult result = other.Count == 0 ? RequestResult.OnlyInRequest
            : request.Count == 0 ? RequestResult.OnlyInOther
            : judge([.. request.Select(Plain)], [.. other.Select(Plain)]);
        return new RequestRow(name, result, string.Join(", ", request), string.Join(", ", other));
    }

    private static IEnumerable<string> Values(QrCodeSummary request, string kind) => request.Fields.Where(field => field.Kind == kind).Select(field => field.Value).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writing alone makes no difference: case, and the signs between pairs of digits.</summary>
    private static string Plain(string value) => string.Concat(value.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static RequestResult Single(HashSet<string> mine, HashSet<string> theirs, bool areComparable = true) =>
        mine.SetEquals(theirs) ? RequestResult.Same : areComparable && mine.Count == 1 ? RequestResult.Different : RequestResult.Unknown;

    /// <summary>Disks and adapters: one that a complete inventory does not list is another one; an incomplete inventory may leave it out.</summary>
    private static RequestResult Several(HashSet<string> mine, HashSet<string> theirs, InventorySummary inventory) =>
        mine.IsSubsetOf(theirs) ? RequestResult.Same
        : InventoryProperties.Lists(inventory) ? RequestResult.Different
        : RequestResult.Unknown;

    /// <summary>The serial number of a licence is not that of the firmware: two that differ are of two devices only where both have one shape, or both are of firmware.</summary>
    private static bool AreComparable(QrCodeSummary request, HashSet<string> firmware) =>
        request.Fields.Any(field => field is { Kind: "serial-number", Place: "inventory" })
        || (firmware.All(SerialNumberFinder.HasShape) && Values(request, "serial-number").All(SerialNumberFinder.HasShape));

    /// <summary>Values by kind, those of texts by label. A time is compared as a time; what has no name cannot be told from its neighbours, and what is masked not from another secret.</summary>
    private static ILookup<string, string> Named(QrCodeSummary request) => request.Fields
        .Where(field => field.Kind is not ("time" or "product-key") && !field.Value.Contains('‹') && (field.Kind != "text" || field.Label.Length > 0))
        .ToLookup(field => field.Kind == "text" ? field.Label : field.Kind, field => field.Value, StringComparer.OrdinalIgnoreCase);
}

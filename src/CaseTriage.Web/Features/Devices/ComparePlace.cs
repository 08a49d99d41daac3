using System.Collections.Immutable;
using CaseTriage.Analysis.Comparison;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseTriage.Web.Features.Devices;

/// <summary>Which devices stand side by side, as the address tells it. <see cref="Cases.CaseUrls"/> writes it.</summary>
public sealed record ComparePlace(ImmutableArray<DeviceKey> Devices)
{
    /// <summary>What is searched for to be added, or null.</summary>
    public string? Query { get; init; }

    public bool IsFull => Devices.Length >= DeviceTable.MaxDevices;

    public ComparePlace With(DeviceKey device) => new(Devices.Contains(device) || IsFull ? Devices : Devices.Add(device));

    public ComparePlace Without(DeviceKey device) => this with { Devices = Devices.Remove(device) };

    /// <summary>Reads it out of an address. What cannot be understood, comes twice or is too much is left out.</summary>
    public static ComparePlace Read(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        var devices = query.TryGetValue("d", out var named) ? named.OfType<string>().Select(DeviceKey.Parse).OfType<DeviceKey>().Distinct().Take(DeviceTable.MaxDevices) : [];
        return new ComparePlace([.. devices]) { Query = query.TryGetValue("q", out var text) ? text.ToString() : null };
    }
}

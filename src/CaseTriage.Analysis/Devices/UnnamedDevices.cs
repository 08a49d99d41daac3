using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Devices;

/// <summary>Devices that the mails count but do not name. Where all but named ones are said to work, or to fail, so do these.</summary>
internal static class UnnamedDevices
{
    // A thread that speaks of a thousand machines names none of them; nobody reads a thousand empty rows.
    private const int MaxDevices = 20;

    /// <summary>The devices without a name, failing ones first. Those to which a person gave a serial number are among them.</summary>
    /// <param name="count">The fact <c>device.count</c>, or null.</param>
    /// <param name="devices">The devices that the case itself names.</param>
    /// <param name="named">Serial numbers that people gave, by handle.</param>
    public static ImmutableArray<Slot> Of(Fact? count, IEnumerable<DeviceState> devices, ImmutableSortedDictionary<string, string> named)
    {
        if (count?.Fields.GetValueOrDefault("total") is not long total)
        {
            return [];
        }

        ImmutableArray<DeviceState> known = [.. devices];
        long unnamed = Math.Clamp(total - known.Length, 0, MaxDevices);
        long failed = Left(count, "failed", known.Count(state => state.Outcome == DeviceOutcome.Failed));
        long activated = Left(count, "activated", known.Count(state => state.Outcome == DeviceOutcome.Activated));
        var seen = new Dictionary<DeviceOutcome, int>();
        var slots = ImmutableArray.CreateBuilder<Slot>();
        for (long index = 0; index < unnamed; index++)
        {
            DeviceOutcome outcome = index < failed ? DeviceOutcome.Failed : index < failed + activated ? DeviceOutcome.Activated : DeviceOutcome.Unknown;
            int number = seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
            string handle = string.Create(CultureInfo.InvariantCulture, $"{HandAttribution.UnnamedDevice}{outcome.ToString().ToLowerInvariant()}/{number}");
            slots.Add(new Slot(handle, outcome, count.Evidence, named.GetValueOrDefault(handle)));
        }

        // The mails were read anew, or others came: what a person named is still one of those that are counted.
        foreach ((string handle, string serial) in named.Where(entry => slots.All(slot => slot.Handle != entry.Key)))
        {
            if (slots.FirstOrDefault(slot => slot.GivenName is null) is { } free)
            {
                slots[slots.IndexOf(free)] = free with { Handle = handle, GivenName = serial };
            }
        }

        return slots.ToImmutable();
    }

    private static long Left(Fact count, string field, int known) => Math.Max(0, (count.Fields.GetValueOrDefault(field) is long told ? told : 0) - known);

    /// <summary>A device without a name.</summary>
    /// <param name="Handle">What an attribution names it by, <c>!/failed/1</c>.</param>
    /// <param name="Outcome">State of its activation.</param>
    /// <param name="Evidence">Where it is counted.</param>
    /// <param name="GivenName">The serial number that a person gave it, or null.</param>
    public sealed record Slot(string Handle, DeviceOutcome Outcome, Evidence Evidence, string? GivenName);
}

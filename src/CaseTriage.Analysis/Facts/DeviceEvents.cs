using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Disks and network adapters as the events of one log tell of them: one fact <c>device.change</c> for each device and happening, one fact <c>event.disk</c>
/// or <c>event.adapter</c> for each device that is told apart from others.
/// </summary>
internal sealed class DeviceEvents
{
    // A machine has a dozen disks and adapters; a log that has seen hundreds is a test bench or a forgery.
    private const int MaxDevices = 500;
    private const int MaxTextLength = 120;
    private const string DiskClass = "4D36E967-E325-11CE-BFC1-08002BE10318";
    private const string AdapterClass = "4D36E972-E325-11CE-BFC1-08002BE10318";
    private const string DiskPath = "HARDDISK";
    private const string Other = "other";

    private readonly Dictionary<(string Key, string What), Seen> _changes = [];
    private readonly Dictionary<string, Seen> _devices = new(StringComparer.Ordinal);

    /// <summary>Takes an event.</summary>
    /// <returns>Whether it is the first that says so of its device.</returns>
    public bool Take(DeviceHappening happening, EventSeen seen, IReadOnlyList<KeyValuePair<string?, string>> data, Evidence evidence)
    {
        if (Identify(happening, data) is not { } device)
        {
            return false;
        }

        bool isGone = happening == DeviceHappening.Listed && device.CapacityInGB is null or 0;
        string what = happening switch
        {
            DeviceHappening.Listed => isGone ? "removed" : "started",
            DeviceHappening.Configured or DeviceHappening.Installed when IsUpdate(data) => "updated",
            _ => happening.ToString().ToLowerInvariant(),
        };
        string? problem = happening == DeviceHappening.Problem ? EventValues.Find(data, "Problem") : null;
        bool isFirst = Add(_changes, (device.Key, what), device with { Problem = problem }, seen, evidence);
        if (!isGone && device.Class != Other)
        {
            Add(_devices, device.Key, device, seen, evidence);
        }

        return isFirst;
    }

    /// <summary>The facts.</summary>
    public IEnumerable<Fact> ToFacts() =>
    [
        .. _changes.Select(change => change.Value.ToFact("device.change", change.Key.What)),
        .. _devices.Values.Select(device => device.ToFact($"event.{device.Device.Class}", what: null)),
    ];

    private static bool Add<TKey>(Dictionary<TKey, Seen> all, TKey key, Device device, EventSeen seen, Evidence evidence)
        where TKey : notnull
    {
        bool isNew = !all.TryGetValue(key, out Seen? known);
        if (known is null)
        {
            if (all.Count == MaxDevices)
            {
                return false;
            }

            all[key] = known = new Seen(device, evidence);
        }

        known.Add(device, seen, evidence);
        return isNew;
    }

    private static bool IsUpdate(IReadOnlyList<KeyValuePair<string?, string>> data) =>
        bool.TryParse(EventValues.Find(data, "DeviceUpdated") ?? EventValues.Find(data, "UpgradeDevice"), out bool isUpdate) && isUpdate;

    private static Device? Identify(DeviceHappening happening, IReadOnlyList<KeyValuePair<string?, string>> data) => happening switch
    {
        DeviceHappening.Listed => Listed(data),
        DeviceHappening.Error => Numbered(data),
        DeviceHappening.Removed => ByInstance(data) ?? Numbered(data),
        _ => ByInstance(data),
    };

    private static Device? ByInstance(IReadOnlyList<KeyValuePair<string?, string>> data)
    {
        if (DeviceInstanceId.TryParse(EventValues.Find(data, "DeviceInstanceId")) is not { IsVirtual: false } id)
        {
            return null;
        }

        string setupClass = (EventValues.Find(data, "ClassGuid") ?? EventValues.Find(data, "SetupClass") ?? "").Trim().Trim('{', '}');
        string service = EventValues.Find(data, "ServiceName") ?? "";
        bool isDiskByClass = setupClass.Equals(DiskClass, StringComparison.OrdinalIgnoreCase) || service.Equals("disk", StringComparison.OrdinalIgnoreCase);

        // What hangs on PCI or USB itself is a controller or an adapter; its class may be given wrongly, its place is not.
        string? sort = id.IsDisk || (isDiskByClass && id.Bus is not ("PCI" or "USB")) ? "disk"
            : setupClass.Equals(AdapterClass, StringComparison.OrdinalIgnoreCase) ? "adapter"
            : isDiskByClass ? Other
            : null;
        return sort is null
            ? null
            : new Device(id.Id, sort, "pnp")
            {
                Instance = id.Id,
                Bus = id.Bus,
                Vendor = id.Vendor,
                Model = id.Product,
                Serial = id.Serial,
                IsOnRemovableBus = id.IsOnRemovableBus,
            };
    }

    /// <summary>Event 1006 of the partition manager. Source: the event's manifest as the operating system registers it.</summary>
    private static Device? Listed(IReadOnlyList<KeyValuePair<string?, string>> data)
    {
        string? model = Text(EventValues.Find(data, "Model"));
        string? serial = Text(EventValues.Find(data, "SerialNumber"));
        long? number = Number(EventValues.Find(data, "DiskNumber"));
        if ((model ?? serial) is null && number is null)
        {
            return null;
        }

        string? bus = Number(EventValues.Find(data, "BusType")) is { } type and > 0 and < 100 ? StorageBus.NameOf((int)type) : null;
        return new Device($"{serial} {model} {((model ?? serial) is null ? number : null)}", "disk", "partition")
        {
            Bus = bus,
            Vendor = Text(EventValues.Find(data, "Manufacturer")),
            Model = model,
            Serial = serial,
            Number = number,
            CapacityInGB = Number(EventValues.Find(data, "Capacity")) / 1_000_000_000,
            IsOnRemovableBus = bus is null ? null : bus is "USB" or "1394" or "SD" or "MMC",
        };
    }

    /// <summary>A disk that is known by its number alone, <c>\Device\Harddisk1\DR1</c>: more than the first one is told of by such a name.</summary>
    private static Device? Numbered(IReadOnlyList<KeyValuePair<string?, string>> data)
    {
        foreach ((_, string value) in data)
        {
            int at = value.IndexOf(DiskPath, StringComparison.OrdinalIgnoreCase);
            string digits = at < 0 ? "" : string.Concat(value.Skip(at + DiskPath.Length).Take(4).TakeWhile(char.IsAsciiDigit));
            if (digits.Length is > 0 and < 4)
            {
                return new Device("harddisk " + digits, "disk", "system") { Number = Number(digits) };
            }
        }

        return null;
    }

    private static string? Text(string? value) => value?.Trim('\0', ' ') is { Length: > 0 } text && !text.Any(char.IsControl) ? text[..Math.Min(text.Length, MaxTextLength)] : null;

    private static long? Number(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>What the events say of one device. Null means that they do not say.</summary>
    private sealed record Device(string Key, string Class, string Source)
    {
        public string? Instance { get; init; }

        public string? Bus { get; init; }

        public string? Vendor { get; init; }

        public string? Model { get; init; }

        public string? Serial { get; init; }

        public long? Number { get; init; }

        public long? CapacityInGB { get; init; }

        public bool? IsOnRemovableBus { get; init; }

        public string? Problem { get; init; }
    }

    /// <summary>A device, or one thing that happened to it, over all events.</summary>
    private sealed class Seen(Device device, Evidence evidence)
    {
        private Evidence _evidence = evidence;
        private DateTimeOffset? _first;
        private DateTimeOffset? _last;
        private long _count;

        public Device Device { get; private set; } = device;

        public void Add(Device device, EventSeen seen, Evidence evidence)
        {
            _count++;
            _first = _first is null || seen.At < _first ? seen.At ?? _first : _first;
            if (_last is null || seen.At >= _last)
            {
                (_last, _evidence, Device) = (seen.At ?? _last, evidence, device);
            }
        }

        public Fact ToFact(string name, string? what) => Fact.Create(
            name,
            null,
            _evidence,
            _last,
            ("class", what is null ? null : Device.Class),
            ("what", what),
            ("bus", Device.Bus),
            ("vendor", Device.Vendor),
            ("model", Device.Model),
            ("serial", Device.Serial),
            ("removableBus", Device.IsOnRemovableBus),
            ("instance", Device.Instance),
            ("number", Device.Number),
            ("capacityGB", Device.CapacityInGB is 0 ? null : Device.CapacityInGB),
            ("problem", Device.Problem),
            ("source", Device.Source),
            ("count", _count),
            ("first", _first),
            ("last", _last));
    }
}

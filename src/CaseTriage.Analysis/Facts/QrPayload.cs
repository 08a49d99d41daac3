using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.OfflineRequest;
using static CaseTriage.Analysis.Facts.ActivationIdFacts;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// What the bytes of one QR code say: layers and values as the document has them, and the hardware inventories in it. Secrets are masked here; nothing that
/// leaves this type holds one.
/// </summary>
internal sealed class QrPayload
{
    /// <summary>Longest name of a key or layer; names come from the code, too.</summary>
    private const int MaxNameLength = 80;

    private static readonly (string ReportName, RequestFieldKind Kind)[] s_ofInventory =
    [
        ("SmbiosSystemSerialNumber", RequestFieldKind.SerialNumber),
        ("SmbiosUuid", RequestFieldKind.Uuid),
        ("SmbiosSystemProductName", RequestFieldKind.Product),
        ("OsBuild", RequestFieldKind.OsBuild),
    ];

    private readonly List<RedactionKind> _redacted = [];

    private QrPayload(OfflineRequestContent content)
    {
        Content = content;
        Inventories = [.. content.Outermost.All().Where(entry => entry.Layer.Kind == PayloadKind.HardwareHash).SelectMany(entry => HardwareInventoryReader.Read(entry.Layer.Content.AsSpan()))];
        Layers = [.. content.Outermost.All().Select(entry => Layer(entry.Layer, entry.Depth))];
        Fields = [.. content.Fields.Select(Field), .. Inventories.Select(InventorySecrets.Mask).SelectMany(InventoryFields)];
    }

    /// <summary>The payload as it was taken apart; its values are not masked.</summary>
    public OfflineRequestContent Content { get; }

    /// <summary>Hardware inventories in it, not masked.</summary>
    public ImmutableArray<HardwareInventory> Inventories { get; }

    /// <summary>Layers, outer before inner.</summary>
    public ImmutableArray<QrLayer> Layers { get; }

    /// <summary>Values, masked.</summary>
    public ImmutableArray<QrField> Fields { get; }

    /// <summary>What it was recognized as, in the words of the document.</summary>
    public string RecognizedAs => Word(Content.Recognized);

    /// <summary>What was masked.</summary>
    public IReadOnlyCollection<RedactionKind> Redacted => _redacted;

    /// <summary>Passwords and user names met.</summary>
    public KnownSecrets Secrets { get; private set; } = KnownSecrets.None;

    /// <summary>Whether a part of it cannot be interpreted, whatever the rest is.</summary>
    public bool HoldsOpaque => Content.Outermost.All().Any(entry => entry.Layer.Kind == PayloadKind.Opaque);

    /// <summary>The one time stamp that it has; null where it has none, or several that differ.</summary>
    public DateTimeOffset? MadeAt => Fields.Select(entry => entry.At).OfType<DateTimeOffset>().Distinct().Take(2).ToList() is [var only] ? only : null;

    /// <summary>The worst that is known of any part of it.</summary>
    public PayloadIntegrity Integrity
    {
        get
        {
            ActivationId[] ids = [.. Content.Fields.Select(entry => entry.Id).OfType<ActivationId>()];
            return Inventories.Any(inventory => inventory.Integrity == Formats.HardwareHash.InventoryIntegrity.Damaged) || Array.Exists(ids, id => id.IsComplete && id.Check == ActivationIdCheck.Fails) ? PayloadIntegrity.Damaged
                : Content.Outermost.All().Any(entry => entry.Layer.Fault != PayloadFault.None) || Array.Exists(ids, id => !id.IsComplete)
                    || Inventories.Any(inventory => inventory.Integrity != Formats.HardwareHash.InventoryIntegrity.Intact) ? PayloadIntegrity.Incomplete
                : Inventories.Length > 0 || Array.Exists(ids, id => id.Check == ActivationIdCheck.Holds) ? PayloadIntegrity.Intact
                : PayloadIntegrity.Unproven;
        }
    }

    /// <summary>Takes the bytes of a code apart.</summary>
    public static QrPayload Read(ReadOnlySpan<byte> bytes) => new(OfflineRequestReader.Read(bytes, HardwareHashDecoder.IsHardwareHash));

    private QrLayer Layer(PayloadLayer layer, int depth) => new(
        Word(layer.Kind),
        Name(layer.Name),
        depth,
        layer.SizeInBytes,
        layer.Fault == PayloadFault.None ? null : Word(layer.Fault),
        layer.Kind is PayloadKind.Opaque or PayloadKind.Binary ? Math.Round(layer.Entropy, 2) : null);

    private QrField Field(RequestField field) => new(Word(field.Kind), Name(field.Label), Value(field), Name(field.Place))
    {
        At = field.Time?.ToUtc(LogFacts.AssumedOffset),
        Id = field.Id is { } id ? Summarize(id) : null,
        Agrees = field.Agrees,
    };

    private static IEnumerable<QrField> InventoryFields(HardwareInventory inventory)
    {
        const string Place = "inventory";
        foreach ((string reportName, RequestFieldKind kind) in s_ofInventory)
        {
            if (inventory.Value(reportName) is { } value)
            {
                yield return new QrField(Word(kind), reportName, value, Place);
            }
        }

        if (inventory.OsSystemTime is { } time)
        {
            yield return new QrField(Word(RequestFieldKind.Time), "OsSystemTime", inventory.Value("OsSystemTime") ?? "", Place) { At = time };
        }

        foreach (InventoryDisk disk in inventory.Disks.Where(disk => disk.Serial is not null))
        {
            yield return new QrField(Word(RequestFieldKind.DiskSerial), "DiskSerialNumber", disk.Serial ?? "", Place);
        }

        foreach (InventoryAdapter adapter in inventory.Adapters.Where(adapter => adapter.Mac is not null))
        {
            yield return new QrField(Word(RequestFieldKind.MacAddress), "MacAddress", adapter.Mac ?? "", Place);
        }
    }

    /// <summary>Product keys wherever they stand; other secrets in free text only, since a serial number may look like a telephone number.</summary>
    private string Value(RequestField field)
    {
        if (field.Kind == RequestFieldKind.ProductKey)
        {
            _redacted.Add(RedactionKind.ProductKey);
            return SecretMask.MarkerOf(RedactionKind.ProductKey);
        }

        // A password is known by the word before it.
        string prefix = field.Label.Length > 0 ? field.Label + "=" : "";
        MaskedText masked = SecretMask.Mask(prefix + field.Value, Secrets);
        bool isText = field.Kind == RequestFieldKind.Text;
        if (!masked.Secrets.Any(secret => isText || secret.Kind == RedactionKind.ProductKey))
        {
            return field.Value;
        }

        _redacted.AddRange(masked.Secrets.Select(secret => secret.Kind));
        Secrets = masked.Known;
        return masked.Text.StartsWith(prefix, StringComparison.Ordinal) ? masked.Text[prefix.Length..] : SecretMask.MarkerOf(masked.Secrets[0].Kind);
    }

    private static string Name(string name)
    {
        string masked = SecretMask.Mask(name).Text;
        return masked.Length <= MaxNameLength ? masked : masked[..MaxNameLength] + "…";
    }
}

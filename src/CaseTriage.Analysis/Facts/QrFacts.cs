using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.OfflineRequest;
using CaseTriage.Formats.Qr;

namespace CaseTriage.Analysis.Facts;

/// <summary>Facts of what QR codes say. Whether a picture's codes could be read at all is told by <see cref="ImageFacts"/>.</summary>
public static class QrFacts
{
    /// <summary>Most <c>qr.field</c> facts of one code; what else it holds is in the document.</summary>
    private const int MaxFields = 100;

    /// <summary>What the bytes of a code were recognized as: a word of <see cref="QrCodeSummary.RecognizedAs"/>.</summary>
    public static string RecognizedAs(ReadOnlySpan<byte> bytes) => QrPayload.Read(bytes).RecognizedAs;

    /// <summary>Reads the codes of one picture. Status, damage and number of records are the picture's business and left as they are.</summary>
    /// <param name="artifactPath">Path of the picture in the case.</param>
    /// <param name="codes">The codes in it.</param>
    public static ArtifactReading Of(string artifactPath, IEnumerable<QrCode> codes)
    {
        Code[] read = [.. codes.Select((code, index) => Code.Read(artifactPath, index + 1, code))];
        ArtifactReading[] inventories = [.. read.SelectMany(code => code.Payload.Inventories.Select(inventory => InventoryFacts.Of([inventory], _ => code.Place)))];
        KnownSecrets secrets = read.Aggregate(KnownSecrets.None, (all, code) => all.With(code.Payload.Secrets));
        return new ArtifactReading
        {
            Records = read.Length,
            Codes = [.. read.Select(code => code.Summary)],
            Facts = [.. read.SelectMany(code => code.ToFacts()), .. inventories.SelectMany(inventory => inventory.Facts)],
            Inventories = [.. inventories.SelectMany(inventory => inventory.Inventories)],
            Timeline = [.. inventories.SelectMany(inventory => inventory.Timeline)],
            Redactions = [.. read.SelectMany(code => code.Redactions), .. inventories.SelectMany(inventory => inventory.Redactions)],
            Secrets = secrets,
            DeviceHints = [.. read.SelectMany(code => code.Hints).DistinctBy(hint => (hint.Kind, hint.Value.ToUpperInvariant()))],
        };
    }

    /// <summary>One code.</summary>
    private sealed record Code(QrPayload Payload, QrCodeSummary Summary)
    {
        public Evidence Place => Summary.Evidence;

        /// <summary>Serial numbers that it names as its device's; those of a damaged inventory may be wrong.</summary>
        public IEnumerable<string> Serials => Payload.Inventories.Any(inventory => inventory.Integrity == Formats.HardwareHash.InventoryIntegrity.Damaged)
            ? []
            : Payload.Fields.Where(entry => entry.Kind == "serial-number" && !FirmwarePlaceholder.Is(entry.Value)).Select(entry => entry.Value);

        /// <summary>The serial number of an inventory is that of the firmware.</summary>
        public IEnumerable<DeviceHint> Hints =>
            Serials.Select(serial => new DeviceHint(Payload.Inventories.Any() ? WitnessKind.Inventory : WitnessKind.Request, serial.Trim(), Place.Locator)).Where(hint => hint.Value.Length > 0);

        public IEnumerable<Redaction> Redactions => Payload.Redacted.Select(kind => new Redaction(kind, Place with { Excerpt = SecretMask.MarkerOf(kind) }));

        public static Code Read(string artifactPath, int number, QrCode code)
        {
            var payload = QrPayload.Read(code.Bytes.AsSpan());
            return new Code(payload, new QrCodeSummary
            {
                Number = number,
                Version = code.Version,
                ErrorCorrection = code.ErrorCorrection,
                SizeInBytes = code.Bytes.Length,
                RecognizedAs = payload.RecognizedAs,
                Integrity = payload.Integrity,
                MadeAt = payload.MadeAt,
                Layers = payload.Layers,
                Fields = payload.Fields,
                Evidence = Evidence.Of(artifactPath, FormattableString.Invariant($"field code {number}"), Excerpt(payload)),
            });
        }

        public IEnumerable<Fact> ToFacts()
        {
            yield return Fact.Create(
                "qr.request",
                null,
                Place,
                Summary.MadeAt,
                ("code", Summary.Number),
                ("recognizedAs", Summary.RecognizedAs),
                ("integrity", Summary.Integrity.ToString().ToLowerInvariant()),
                ("bytes", Summary.SizeInBytes),
                ("serialNumber", Serials.FirstOrDefault()),
                ("time", Summary.MadeAt),
                ("opaque", Payload.HoldsOpaque));
            foreach (QrField field in Summary.Fields.Where(field => field.Kind != "text").Take(MaxFields))
            {
                yield return Fact.Create("qr.field", null, Place with { Excerpt = $"{field.Place}: {field.Value}" }, null, ("code", Summary.Number), ("kind", field.Kind), ("label", field.Label), ("value", field.Value));
            }

            foreach (ActivationId id in Payload.Content.Fields.Select(field => field.Id).OfType<ActivationId>())
            {
                yield return ActivationIdFacts.Create(id, null, Place, Summary.MadeAt, "qr");
            }
        }

        private static string Excerpt(QrPayload payload) => string.Join("; ", payload.Fields.Take(8).Select(field => $"{(field.Label.Length > 0 ? field.Label : field.Kind)}: {field.Value}")) is { Length: > 0 } fields
            ? fields
            : string.Join(" › ", payload.Layers.Select(layer => layer.Kind));
    }
}

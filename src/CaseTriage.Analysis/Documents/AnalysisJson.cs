using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CaseTriage.Analysis.Documents;

/// <summary>The one way in which documents become JSON: camelCase, UTC times with <c>Z</c>, ISO 8601 durations.</summary>
public static class AnalysisJson
{
    /// <summary>Compact, for lines, the database and hashing.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(indented: false);

    /// <summary>Indented, for people who read the command line's output.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            Converters =
            {
                new Bundles.ArtifactFormatConverter(),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
                new UtcInstantConverter(),
                new IsoDurationConverter(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }

    /// <summary>Hours are the largest unit, so that a person reads <c>PT268H20M</c> as the age it is.</summary>
    private sealed class IsoDurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            System.Xml.XmlConvert.ToTimeSpan(reader.GetString() ?? throw new JsonException("A duration is null; expected ISO 8601."));

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
        {
            TimeSpan length = value.Duration();
            long hours = (long)length.TotalHours;
            string seconds = length.Seconds != 0 || length.Ticks % TimeSpan.TicksPerSecond != 0
                ? FormattableString.Invariant($"{length.Seconds + (length.Ticks % TimeSpan.TicksPerSecond / (double)TimeSpan.TicksPerSecond):0.#######}S")
                : "";
            string minutes = length.Minutes != 0 ? FormattableString.Invariant($"{length.Minutes}M") : "";
            string hour = hours != 0 || (minutes.Length == 0 && seconds.Length == 0) ? FormattableString.Invariant($"{hours}H") : "";
            writer.WriteStringValue(FormattableString.Invariant($"{(value < TimeSpan.Zero ? "-" : "")}PT{hour}{minutes}{seconds}"));
        }
    }
}

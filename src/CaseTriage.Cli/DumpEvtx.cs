using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CaseTriage.Formats;
using CaseTriage.Formats.EventMessages;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Cli;

/// <summary><c>dump evtx FILE</c>: the event records of one file, as they are read, with the texts that lie in a folder <c>LocaleMetaData</c> beside it.</summary>
internal static class DumpEvtx
{
    // Writing is one thread's work, and no faster with more that read.
    private const int MaxWorkers = 4;

    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The event log." };
        Option<bool> json = new("--json") { Description = "One JSON object a line (the default)." };
        Option<bool> xml = new("--xml") { Description = "The XML of each record instead." };
        Command command = new("evtx", "Dump the event records of one file.") { file, json, xml };
        command.SetAction((arguments, cancellationToken) =>
        {
            using JsonLines lines = new(Console.OpenStandardOutput());
            int status = Run(arguments.GetRequiredValue(file), arguments.GetValue(xml), lines, cancellationToken);
            return Task.FromResult(status);
        });
        return command;
    }

    private static int Run(string path, bool asXml, JsonLines lines, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream stream = new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
            (EventMessageFile? texts, IReadOnlyList<Damage> textDamage) = asXml ? (null, []) : LocaleTexts.Find(path, cancellationToken);
            EvtxSummary summary = EvtxParallel.Read(
                stream,
                new EvtxReaderOptions { IncludeRecovered = true },
                Math.Min(Environment.ProcessorCount, MaxWorkers),
                static () => new JsonLines(new MemoryStream()),
                (in record, batch) => WriteRecord(batch, record, asXml, texts),
                batch => batch.MoveTo(lines),
                cancellationToken);
            return WriteSummary(lines, summary, textDamage);
        }
        catch (MalformedDataException exception)
        {
            return Refuse(lines, exception.Code, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(lines, "unreadable", exception.Message);
        }
    }

    private static void WriteRecord(JsonLines lines, in EvtxRecord record, bool asXml, EventMessageFile? texts)
    {
        if (asXml)
        {
            record.WriteXml(lines.Raw);
        }
        else
        {
            EvtxRecordJson.Write(lines.Json, record, texts);
        }

        lines.EndLine();
    }

    private static int WriteSummary(JsonLines lines, EvtxSummary summary, IReadOnlyList<Damage> textDamage)
    {
        Utf8JsonWriter json = lines.Json;
        json.WriteStartObject();
        json.WriteStartObject("summary");
        json.WriteNumber("records", summary.RecordCount);
        json.WriteNumber("chunks", summary.ChunkCount);
        json.WriteNumber("damagedRecords", summary.DamagedRecordCount);
        json.WriteNumber("recordsAfterDamage", summary.AfterDamageCount);
        json.WriteNumber("recovered", summary.RecoverableCount);
        json.WriteNumber("replacedCharacters", summary.ReplacedCharacterCount);
        WriteDamage(json, [.. summary.Damage, .. textDamage]);
        json.WriteNumber("omittedDamage", summary.OmittedDamageCount);
        json.WriteEndObject();
        json.WriteEndObject();
        lines.EndLine();
        return summary is { RecordCount: 0, ChunkCount: 0 } ? ExitCode.NothingReadable : ExitCode.Done;
    }

    private static int Refuse(JsonLines lines, string code, string message)
    {
        Utf8JsonWriter json = lines.Json;
        json.WriteStartObject();
        json.WriteStartObject("summary");
        json.WriteNumber("records", 0);
        json.WriteNumber("chunks", 0);
        WriteDamage(json, [new Damage(code, message, null)]);
        json.WriteEndObject();
        json.WriteEndObject();
        lines.EndLine();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{message} ({code})"));
        return ExitCode.NothingReadable;
    }

    private static void WriteDamage(Utf8JsonWriter json, IReadOnlyList<Damage> damage)
    {
        json.WriteStartArray("damage");
        foreach (Damage entry in damage)
        {
            json.WriteStartObject();
            json.WriteString("code", entry.Code);
            json.WriteString("message", entry.Message);
            if (entry.Offset is { } offset)
            {
                json.WriteNumber("offset", offset);
            }
            else
            {
                json.WriteNull("offset");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

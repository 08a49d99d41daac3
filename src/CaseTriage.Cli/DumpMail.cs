using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;
using CaseTriage.Formats.MailThread;

namespace CaseTriage.Cli;

/// <summary><c>dump mail FILE</c>: the messages of one file, secrets masked, a wrong zone label of their times corrected.</summary>
internal static class DumpMail
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "An exported or pasted mail thread, a mail (.eml, .msg), or a folder of mails (.mbox)." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line; this is the only form there is." };
        var command = new Command("mail", "Dump the messages of one file.") { file, json };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(file), result.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            Write(await ReadMailsAsync(file, cancellationToken), console.Output);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"'{file.Name}' could not be read: {exception.Message}");
        }
        catch (MalformedDataException refused)
        {
            await console.Error.WriteLineAsync($"'{file.Name}' was refused: {refused.Message}");
            ImmutableArray<Damage> damage = [new Damage(refused.Code, refused.Message, null)];
            await console.Output.WriteLineAsync(JsonSerializer.Serialize(new { summary = new { messages = 0, damage } }, AnalysisJson.Compact));
        }

        return ExitCode.NothingReadable;
    }

    private static void Write(List<ArtifactReading> readings, TextWriter output)
    {
        ImmutableArray<MessageSummary> messages = Conversation.Analyze(new ConversationInput { Messages = [.. readings.SelectMany(reading => reading.Messages)] }).Messages;
        foreach (MessageSummary message in messages)
        {
            var line = new { message.From, message.To, message.Cc, message.SentAtRaw, message.SentAt, message.Subject, message.Text, message.IsQuoted, message.Quoted, message.Charset, Attachments = message.AttachmentsExpected };
            output.WriteLine(JsonSerializer.Serialize(line, AnalysisJson.Compact));
        }

        output.WriteLine(JsonSerializer.Serialize(new { summary = new { messages = messages.Length, damage = readings.SelectMany(reading => reading.Damage) } }, AnalysisJson.Compact));
    }

    private static async Task<List<ArtifactReading>> ReadMailsAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.OpenRead();
        return ArtifactIdentifier.Identify(stream) switch
        {
            ArtifactFormat.Eml => [MailFacts.ReadMail(file.Name, stream, cancellationToken)],
            ArtifactFormat.OutlookMessage => [MailFacts.ReadOutlookMail(file.Name, stream, cancellationToken)],
            ArtifactFormat.Mbox => [.. ReadFolder(file.Name, stream, cancellationToken)],
            _ => [MailFacts.Read(file.Name, await ReadAsync(file, cancellationToken), cancellationToken)],
        };
    }

    private static IEnumerable<ArtifactReading> ReadFolder(string name, FileStream stream, CancellationToken cancellationToken)
    {
        foreach (UnpackedFile mail in BundleUnpacker.Unpack([new CaseInput(name, null, () => stream)], UnpackLimits.Default, cancellationToken).Where(mail => mail.Format == ArtifactFormat.Eml && mail.IsReadable))
        {
            yield return MailFacts.ReadMail(mail.Path, mail.Content, cancellationToken);
        }
    }

    /// <summary>One byte more than the reader takes, so that it refuses what is too large.</summary>
    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.OpenRead();
        byte[] content = new byte[Math.Min(stream.Length, MailThreadReader.MaxSizeInBytes + 1)];
        int length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return content[..length];
    }
}

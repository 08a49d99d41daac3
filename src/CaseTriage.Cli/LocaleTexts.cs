using CaseTriage.Formats;
using CaseTriage.Formats.EventMessages;

namespace CaseTriage.Cli;

/// <summary>The texts that were saved beside one event log on disk.</summary>
internal static class LocaleTexts
{
    private const long MaxSizeInBytes = 512L << 20;

    /// <summary>Reads the texts of the first language in choice out of the folder <c>LocaleMetaData</c> beside a log.</summary>
    /// <param name="logPath">Path of the log on disk.</param>
    /// <param name="cancellationToken">Looked at while reading.</param>
    /// <returns>The texts, or null; and what is wrong with them, which never keeps the log from being read.</returns>
    public static (EventMessageFile? Texts, IReadOnlyList<Damage> Damage) Find(string logPath, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(logPath)) ?? ".", EventMessageFileName.Folder);
        try
        {
            FileInfo? file = Candidates(folder, Path.GetFileName(logPath)).FirstOrDefault();
            if (file is null)
            {
                return (null, []);
            }

            if (file.Length > MaxSizeInBytes)
            {
                throw new MalformedDataException("limit-texts", $"The texts beside the log have {file.Length} bytes; at most {MaxSizeInBytes} are read.");
            }

            EventMessageFile texts = EventMessageReader.Read(Content(file), cancellationToken);
            return (texts, texts.Damage);
        }
        catch (MalformedDataException refused)
        {
            return (null, [new Damage("texts-" + refused.Code, refused.Message, null)]);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return (null, [new Damage("texts-unreadable", $"The texts beside the log could not be read: {broken.Message}", null)]);
        }
    }

    private static byte[] Content(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        byte[] content = new byte[file.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static IEnumerable<FileInfo> Candidates(string folder, string logName) =>
        from file in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles() : []
        let name = EventMessageFileName.Parse($"{EventMessageFileName.Folder}/{file.Name}")
        where name?.IsFor(logName) == true
        orderby name.Rank, file.Name
        select file;
}

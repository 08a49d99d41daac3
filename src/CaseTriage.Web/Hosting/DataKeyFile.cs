using System.Text;
using CaseTriage.Cases.Storage;

namespace CaseTriage.Web.Hosting;

/// <summary>
/// Finds the key of the data directory, and makes one at the first start. A data directory remembers which key it was sealed with: with another, or with none,
/// nothing is begun and nothing is overwritten.
/// </summary>
internal static class DataKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long MaxSize = 4096;

    /// <exception cref="StartRefusedException">There is no such key, or it is not fit to be used.</exception>
    public static DataKey Open(CaseTriageOptions options)
    {
        string? known = File.Exists(options.KeyIdPath) ? File.ReadAllText(options.KeyIdPath).Trim() : null;
        DataKey key = options.Key.Length > 0 ? FromSetting(options.Key) : FromFile(options, known);
        if (known is null)
        {
            Write(options.KeyIdPath, key.Id);
        }
        else if (known != key.Id)
        {
            throw new StartRefusedException(
                $"The data directory '{options.DataDirectory}' was sealed with the key {known}, but {Source(options)} holds the key {key.Id}. "
                + "Give the right key by CaseTriage__KeyFile or CaseTriage__Key, or set CaseTriage__DataDirectory to another folder. Nothing was changed.");
        }

        return key;
    }

    private static string Source(CaseTriageOptions options) => options.Key.Length > 0 ? "the setting CaseTriage:Key" : $"the file '{options.KeyFile}'";

    private static DataKey FromSetting(string text) => DataKey.Parse(text)
        ?? throw new StartRefusedException("The setting CaseTriage:Key is no key: it must be 32 bytes as base64, 44 characters.");

    private static DataKey FromFile(CaseTriageOptions options, string? known)
    {
        if (options.KeyFile.Length == 0)
        {
            throw new StartRefusedException("This user has no configuration folder for the key of the data directory. Set CaseTriage__KeyFile to a file outside the data directory.");
        }

        string path = Path.GetFullPath(options.KeyFile);
        if (path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataDirectory)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new StartRefusedException($"The key file '{path}' lies in the data directory, so every copy of the data would hold its key. Set CaseTriage__KeyFile to a file outside it.");
        }

        try
        {
            return File.Exists(path) ? Read(path) : Make(path, options, known);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The key file '{path}' cannot be read or made: {exception.Message} Set CaseTriage__KeyFile to a file that this user may write.", exception);
        }
    }

    private static DataKey Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != UnixFileMode.None)
        {
            throw new StartRefusedException($"The key file '{path}' can be read by other users. Take their rights away: chmod 600 '{path}'.");
        }

        return (new FileInfo(path).Length <= MaxSize ? DataKey.Parse(File.ReadAllText(path)) : null)
            ?? throw new StartRefusedException($"The file '{path}' holds no key. Put back the copy that you kept of it; without the key the uploads cannot be read. Nothing was changed.");
    }

    private static DataKey Make(string path, CaseTriageOptions options, string? known)
    {
        if (known is not null)
        {
            throw new StartRefusedException(
                $"The data directory '{options.DataDirectory}' was sealed with the key {known}, and the key file '{path}' is gone. "
                + "Put back the copy that you kept of it, or set CaseTriage__KeyFile to where it lies. Nothing was changed.");
        }

        DataKey key = DataKey.New();
        Write(path, key.ToText());
        return key;
    }

    /// <summary>Whole or not at all, readable for its owner only, and never over a file that is there.</summary>
    private static void Write(string path, string text)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string temporary = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(text + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
        DurableFolder.Flush(folder);
    }
}

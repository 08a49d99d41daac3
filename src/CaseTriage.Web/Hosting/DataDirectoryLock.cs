namespace CaseTriage.Web.Hosting;

/// <summary>Keeps a second server off a data directory: turns of writers and open pages are known to one process only.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="StartRefusedException">Another server has it.</exception>
    public static DataDirectoryLock Take(string dataDirectory)
    {
        try
        {
            Directory.CreateDirectory(dataDirectory);
            string path = Path.Combine(dataDirectory, "server.lock");
            return new DataDirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data directory '{dataDirectory}' is in use by another CaseTriage server, or cannot be written. "
                + "Stop that server, or set CaseTriage__DataDirectory to another folder.",
                exception);
        }
    }

    public void Dispose() => _file.Dispose();
}

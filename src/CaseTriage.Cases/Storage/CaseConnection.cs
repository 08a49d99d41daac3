using Microsoft.Data.Sqlite;

namespace CaseTriage.Cases.Storage;

/// <summary>
/// A connection to the case file. Write-ahead logging belongs to the file, the rest to each connection, so it is said on every opening.
/// FULL, because NORMAL loses acknowledged rows on a power cut. The job store must use this very type to join a transaction of ours.
/// </summary>
public sealed class CaseConnection : SqliteConnection
{
    public CaseConnection()
    {
    }

    public CaseConnection(string connectionString)
        : base(connectionString)
    {
    }

    public static string StringFor(string databasePath) =>
        new SqliteConnectionStringBuilder { DataSource = databasePath, DefaultTimeout = 30 }.ToString();

    public override void Open()
    {
        base.Open();
        using SqliteCommand command = CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;";
        command.ExecuteNonQuery();
    }
}

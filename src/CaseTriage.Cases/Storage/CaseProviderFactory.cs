using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Cases.Storage;

/// <summary>Gives the job store the same connections as ours.</summary>
public sealed class CaseProviderFactory : DbProviderFactory
{
    public static CaseProviderFactory Instance { get; } = new();

    public override DbConnection CreateConnection() => new CaseConnection();

    public override DbCommand CreateCommand() => new SqliteCommand();

    public override DbParameter CreateParameter() => new SqliteParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new SqliteConnectionStringBuilder();
}

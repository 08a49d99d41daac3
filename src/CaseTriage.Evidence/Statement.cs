using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseTriage.Evidence;

/// <summary>A prepared statement on the library itself: nothing is boxed, nothing allocated for a row. Parameters count from 1.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    public Statement Bind(int parameter, long value)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, parameter, value), _database);
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_text(_statement, parameter, utf8), _database);
        return this;
    }

    public Statement BindNull(int parameter)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_null(_statement, parameter), _database);
        return this;
    }

    /// <summary>Runs it to its end, ready for the next row.</summary>
    public void Run()
    {
        int result;
        do
        {
            result = raw.sqlite3_step(_statement);
        }
        while (result == raw.SQLITE_ROW);

        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    /// <summary>Runs it and gives the first number of its first row.</summary>
    public long ReadNumber()
    {
        int result = raw.sqlite3_step(_statement);
        long number = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : 0;
        raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return number;
    }

    public void Dispose() => _statement.Dispose();
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CaseTriage.Cases.Storage;

/// <summary>Opens the case file at a path; each context has a connection of its own.</summary>
public sealed class CaseDbContextFactory(string databasePath, ILoggerFactory? loggers) : IDbContextFactory<CaseDbContext>
{
    private readonly string _connectionString = CaseConnection.StringFor(databasePath);

    public CaseDbContext CreateDbContext()
    {
        var builder = new DbContextOptionsBuilder<CaseDbContext>();
        builder.UseSqlite(new CaseConnection(_connectionString), contextOwnsConnection: true,
            sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
        builder.UseLoggerFactory(loggers);
        return new CaseDbContext(builder.Options);
    }
}

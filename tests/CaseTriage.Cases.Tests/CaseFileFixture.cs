using CaseTriage.Cases.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Cases.Tests;

/// <summary>A case file of its own for each test, made by the migrations.</summary>
public sealed class CaseFileFixture : IDisposable
{
    public CaseFileFixture()
    {
        Contexts = new CaseDbContextFactory(Path.Combine(Folder, "cases.db"), loggers: null);
        using CaseDbContext context = Contexts.CreateDbContext();
        context.Database.Migrate();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("cases").FullName;

    public CaseDbContextFactory Contexts { get; }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

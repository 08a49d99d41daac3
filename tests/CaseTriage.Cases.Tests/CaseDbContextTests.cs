using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Cases.Tests;

public sealed class CaseDbContextTests : IDisposable
{
    private readonly CaseFileFixture _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Migrate_FromEmpty_GivesTheModelOfToday()
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();

        Assert.Empty(context.Database.GetPendingMigrations());
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    public void Open_EveryConnection_HasTheSettingsThatKeepAcknowledgedRows(string pragma, string expected)
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();
        context.Database.OpenConnection();
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";

        Assert.Equal(expected, command.ExecuteScalar()?.ToString());
    }

    [Fact]
    public void Save_TwoCasesOfOneNumber_IsRefused()
    {
        using CaseDbContext context = _file.Contexts.CreateDbContext();
        context.Cases.Add(NewCase());
        context.Cases.Add(NewCase());

        Assert.Throws<DbUpdateException>(() => context.SaveChanges());
    }

    [Fact]
    public void Save_CaseChangedByAnother_IsRefused()
    {
        using CaseDbContext mine = _file.Contexts.CreateDbContext();
        SupportCase supportCase = NewCase();
        mine.Cases.Add(supportCase);
        mine.SaveChanges();
        using (CaseDbContext theirs = _file.Contexts.CreateDbContext())
        {
            theirs.Cases.Single().AttributeArtifact("a.evtx", "QX07310000101", DateTimeOffset.UnixEpoch);
            theirs.SaveChanges();
        }

        supportCase.AttributeArtifact("b.evtx", "QX07310000102", DateTimeOffset.UnixEpoch);

        Assert.Throws<DbUpdateConcurrencyException>(() => mine.SaveChanges());
    }

    private static SupportCase NewCase() => new("C-1", "Title", reference: null, DateTimeOffset.UnixEpoch);
}

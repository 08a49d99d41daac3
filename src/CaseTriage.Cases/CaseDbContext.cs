using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CaseTriage.Cases;

/// <summary>The case file. Reached through <see cref="IDbContextFactory{TContext}"/>, one short-lived context per operation.</summary>
public sealed class CaseDbContext(DbContextOptions<CaseDbContext> options) : DbContext(options)
{
    public DbSet<SupportCase> Cases => Set<SupportCase>();

    public DbSet<Bundle> Bundles => Set<Bundle>();

    public DbSet<AnalysisRun> Runs => Set<AnalysisRun>();

    public DbSet<CaseDevice> Devices => Set<CaseDevice>();

    public DbSet<CalendarVersion> Calendars => Set<CalendarVersion>();

    public DbSet<RememberedPerson> People => Set<RememberedPerson>();

    public DbSet<PublishedAnalysis> Published => Set<PublishedAnalysis>();

    public DbSet<ContactReveal> Reveals => Set<ContactReveal>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CaseDbContext).Assembly);

    /// <summary>SQLite cannot order a date with an offset; ticks in UTC it can.</summary>
    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

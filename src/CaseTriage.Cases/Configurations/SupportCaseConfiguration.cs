using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class SupportCaseConfiguration : IEntityTypeConfiguration<SupportCase>
{
    public void Configure(EntityTypeBuilder<SupportCase> builder)
    {
        builder.ToTable("SupportCase");
        builder.Property(c => c.Number).HasMaxLength(SupportCase.MaxNumberLength);
        builder.Property(c => c.Title).HasMaxLength(SupportCase.MaxTitleLength);
        builder.Property(c => c.Reference).HasMaxLength(SupportCase.MaxReferenceLength);
        builder.Property(c => c.TopCauseInChinese).HasMaxLength(300);
        builder.Property(c => c.TopCauseInEnglish).HasMaxLength(300);
        builder.Property(c => c.CalendarName).HasMaxLength(CalendarVersion.MaxNameLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.LastActivityAt, c.Id });

        builder.HasMany(c => c.Bundles).WithOne().HasForeignKey(b => b.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Runs).WithOne().HasForeignKey(r => r.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Devices).WithOne().HasForeignKey(d => d.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Findings).WithOne().HasForeignKey(f => f.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Attributions).WithOne().HasForeignKey(a => a.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Corrections).WithOne().HasForeignKey(c => c.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany<PublishedAnalysis>().WithOne().HasForeignKey(p => p.SupportCaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(c => c.Published).WithOne().HasForeignKey<SupportCase>(c => c.PublishedId).OnDelete(DeleteBehavior.SetNull);
    }
}

using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class AnalysisRunConfiguration : IEntityTypeConfiguration<AnalysisRun>
{
    public void Configure(EntityTypeBuilder<AnalysisRun> builder)
    {
        builder.ToTable("AnalysisRun");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.ResultHash).HasMaxLength(64);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.HasIndex(r => new { r.SupportCaseId, r.RequestedAt });
        builder.HasIndex(r => r.State);
    }
}

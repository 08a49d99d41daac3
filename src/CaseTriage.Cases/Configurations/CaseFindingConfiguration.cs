using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class CaseFindingConfiguration : IEntityTypeConfiguration<CaseFinding>
{
    public void Configure(EntityTypeBuilder<CaseFinding> builder)
    {
        builder.ToTable("CaseFinding");
        builder.Property(f => f.Code).HasMaxLength(100);
        builder.Property(f => f.RuleId).HasMaxLength(200);
        builder.HasIndex(f => new { f.SupportCaseId, f.Code });
        builder.HasIndex(f => new { f.Code, f.Outcome });
    }
}

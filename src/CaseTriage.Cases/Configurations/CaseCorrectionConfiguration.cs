using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class CaseCorrectionConfiguration : IEntityTypeConfiguration<CaseCorrection>
{
    public void Configure(EntityTypeBuilder<CaseCorrection> builder)
    {
        builder.ToTable("CaseCorrection");
        builder.Property(c => c.Subject).HasMaxLength(CaseCorrection.MaxSubjectLength);
        builder.Property(c => c.Value).HasMaxLength(CaseCorrection.MaxValueLength);
        builder.HasIndex(c => new { c.SupportCaseId, c.Kind, c.Subject }).IsUnique();
    }
}

using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class PublishedAnalysisConfiguration : IEntityTypeConfiguration<PublishedAnalysis>
{
    public void Configure(EntityTypeBuilder<PublishedAnalysis> builder)
    {
        builder.ToTable("PublishedAnalysis");
        builder.Property(p => p.InputsHash).HasMaxLength(64);
        builder.Property(p => p.PacksHash).HasMaxLength(64);
        builder.Property(p => p.ResultHash).HasMaxLength(64);
        builder.Ignore(p => p.Key);
        builder.HasIndex(p => new { p.SupportCaseId, p.InputsHash, p.PacksHash }).IsUnique();
        builder.HasOne(p => p.Texts).WithOne().HasForeignKey<PublishedTexts>(t => t.PublishedAnalysisId).OnDelete(DeleteBehavior.Cascade);
    }
}

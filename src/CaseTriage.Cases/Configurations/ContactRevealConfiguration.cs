using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class ContactRevealConfiguration : IEntityTypeConfiguration<ContactReveal>
{
    public void Configure(EntityTypeBuilder<ContactReveal> builder)
    {
        builder.ToTable("ContactReveal");
        builder.Property(r => r.Who).HasMaxLength(200);
        builder.Property(r => r.Artifact).HasMaxLength(ArtifactAttribution.MaxPathLength);
        builder.Property(r => r.Locator).HasMaxLength(200);
        builder.HasIndex(r => new { r.SupportCaseId, r.At });
        builder.HasOne<SupportCase>().WithMany().HasForeignKey(r => r.SupportCaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class ArtifactAttributionConfiguration : IEntityTypeConfiguration<ArtifactAttribution>
{
    public void Configure(EntityTypeBuilder<ArtifactAttribution> builder)
    {
        builder.ToTable("ArtifactAttribution");
        builder.Property(a => a.ArtifactPath).HasMaxLength(ArtifactAttribution.MaxPathLength);
        builder.Property(a => a.Device).HasMaxLength(Bundle.MaxDeviceLength);
        builder.HasIndex(a => new { a.SupportCaseId, a.ArtifactPath }).IsUnique();
    }
}

using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class BundleConfiguration : IEntityTypeConfiguration<Bundle>
{
    public void Configure(EntityTypeBuilder<Bundle> builder)
    {
        builder.ToTable("Bundle");
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.FileName).HasMaxLength(BundleLabel.MaxLength + 8);
        builder.Property(b => b.Device).HasMaxLength(Bundle.MaxDeviceLength);
        builder.Property(b => b.Sha256).HasMaxLength(64);
        builder.Property(b => b.Reason).HasMaxLength(500);
        builder.HasIndex(b => new { b.SupportCaseId, b.FileName }).IsUnique();
        builder.HasIndex(b => b.Sha256);
    }
}

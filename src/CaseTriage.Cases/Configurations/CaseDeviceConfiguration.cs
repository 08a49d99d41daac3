using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class CaseDeviceConfiguration : IEntityTypeConfiguration<CaseDevice>
{
    public void Configure(EntityTypeBuilder<CaseDevice> builder)
    {
        builder.ToTable("CaseDevice");
        builder.Property(d => d.SerialNumber).HasMaxLength(200);
        builder.Property(d => d.Label).HasMaxLength(300);
        builder.Property(d => d.Manufacturer).HasMaxLength(CaseDevice.MaxTraitLength);
        builder.Property(d => d.Product).HasMaxLength(CaseDevice.MaxTraitLength);
        builder.Property(d => d.Sku).HasMaxLength(CaseDevice.MaxTraitLength);
        builder.Property(d => d.OsBuild).HasMaxLength(CaseDevice.MaxTraitLength);
        builder.Property(d => d.ToolBuild).HasMaxLength(CaseDevice.MaxTraitLength);
        builder.HasIndex(d => new { d.SupportCaseId, d.Outcome });
        builder.HasIndex(d => d.SerialNumber);
        builder.HasIndex(d => d.Product);

        builder.HasMany(d => d.Inventories).WithOne().HasForeignKey(i => i.CaseDeviceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(d => d.Readings).WithOne().HasForeignKey(r => r.CaseDeviceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(d => d.Identities).WithOne().HasForeignKey(i => i.CaseDeviceId).OnDelete(DeleteBehavior.Cascade);
    }
}

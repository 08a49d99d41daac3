using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class DeviceInventoryConfiguration : IEntityTypeConfiguration<DeviceInventory>
{
    public void Configure(EntityTypeBuilder<DeviceInventory> builder)
    {
        builder.ToTable("DeviceInventory");
        builder.HasIndex(i => new { i.CaseDeviceId, i.Place });
    }
}

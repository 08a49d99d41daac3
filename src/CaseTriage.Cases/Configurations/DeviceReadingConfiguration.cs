using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class DeviceReadingConfiguration : IEntityTypeConfiguration<DeviceReading>
{
    public void Configure(EntityTypeBuilder<DeviceReading> builder)
    {
        builder.ToTable("DeviceReading");
        builder.Property(r => r.Name).HasMaxLength(DeviceReading.MaxNameLength);
        builder.Property(r => r.Value).HasMaxLength(DeviceReading.MaxValueLength);
        builder.HasIndex(r => new { r.Name, r.Value });
    }
}

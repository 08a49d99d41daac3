using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class DeviceIdentityValueConfiguration : IEntityTypeConfiguration<DeviceIdentityValue>
{
    public void Configure(EntityTypeBuilder<DeviceIdentityValue> builder)
    {
        builder.ToTable("DeviceIdentity");
        builder.Property(i => i.Field).HasMaxLength(DeviceIdentityValue.MaxFieldLength);
        builder.Property(i => i.Value).HasMaxLength(DeviceIdentityValue.MaxValueLength);
        builder.HasIndex(i => new { i.Field, i.Value });
    }
}

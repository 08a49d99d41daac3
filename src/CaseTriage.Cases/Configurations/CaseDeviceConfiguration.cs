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
        builder.HasIndex(d => new { d.SupportCaseId, d.Outcome });
        builder.HasIndex(d => d.SerialNumber);
    }
}

using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class CalendarVersionConfiguration : IEntityTypeConfiguration<CalendarVersion>
{
    public void Configure(EntityTypeBuilder<CalendarVersion> builder)
    {
        builder.ToTable("CalendarVersion");
        builder.Property(c => c.Name).HasMaxLength(CalendarVersion.MaxNameLength);
        builder.Property(c => c.Version).HasMaxLength(CalendarVersion.MaxNameLength);
        builder.HasIndex(c => new { c.Name, c.Version }).IsUnique();
    }
}

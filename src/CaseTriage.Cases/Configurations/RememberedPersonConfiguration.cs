using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class RememberedPersonConfiguration : IEntityTypeConfiguration<RememberedPerson>
{
    public void Configure(EntityTypeBuilder<RememberedPerson> builder)
    {
        builder.ToTable("KnownPerson");
        builder.Property(p => p.Key).HasMaxLength(RememberedPerson.MaxKeyLength);
        builder.Property(p => p.CaseNumber).HasMaxLength(SupportCase.MaxNumberLength);
        builder.HasIndex(p => p.Key).IsUnique();
    }
}

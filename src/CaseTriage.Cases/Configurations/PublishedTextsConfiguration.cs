using CaseTriage.Cases.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTriage.Cases.Configurations;

internal sealed class PublishedTextsConfiguration : IEntityTypeConfiguration<PublishedTexts>
{
    public void Configure(EntityTypeBuilder<PublishedTexts> builder)
    {
        builder.ToTable("PublishedTexts");
        builder.HasKey(t => t.PublishedAnalysisId);
    }
}

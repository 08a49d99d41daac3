using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Facts;

/// <summary>A line of the timeline before it is put into one language.</summary>
/// <param name="Entry">The line; its title is not used.</param>
/// <param name="Title">The title in both languages.</param>
public sealed record TimelineNote(TimelineEntry Entry, LocalizedText Title)
{
    /// <summary>The line in one language.</summary>
    public TimelineEntry In(Language language) => Entry with { Title = Title.In(language) };
}

using CaseTriage.Analysis;

namespace CaseTriage.Cases.Model;

/// <summary>The documents of a published analysis, gzipped JSON; apart from it so that nobody loads them by the way.</summary>
public sealed class PublishedTexts(byte[] chinese, byte[] english)
{
    public int PublishedAnalysisId { get; private set; }

    public byte[] Chinese { get; private set; } = chinese;

    public byte[] English { get; private set; } = english;

    public static System.Linq.Expressions.Expression<Func<PublishedTexts, byte[]>> In(Language language) =>
        language == Language.Chinese ? texts => texts.Chinese : texts => texts.English;
}

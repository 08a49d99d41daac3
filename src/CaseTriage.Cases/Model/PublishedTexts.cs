using CaseTriage.Analysis;

namespace CaseTriage.Cases.Model;

/// <summary>The documents of a published analysis and the facts that it was concluded from, gzipped JSON; apart from it so that nobody loads them by the way.</summary>
public sealed class PublishedTexts(byte[] chinese, byte[] english, byte[]? facts)
{
    public int PublishedAnalysisId { get; private set; }

    public byte[] Chinese { get; private set; } = chinese;

    public byte[] English { get; private set; } = english;

    /// <summary>Null where an old version of the program analyzed the case: other packs can judge it once it is analyzed again.</summary>
    public byte[]? Facts { get; private set; } = facts;

    public static System.Linq.Expressions.Expression<Func<PublishedTexts, byte[]>> In(Language language) =>
        language == Language.Chinese ? texts => texts.Chinese : texts => texts.English;
}

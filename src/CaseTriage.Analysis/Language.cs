namespace CaseTriage.Analysis;

/// <summary>Language of the texts of a document.</summary>
public enum Language
{
    /// <summary>Simplified Chinese, <c>zh-CN</c>.</summary>
    Chinese,

    /// <summary>English, <c>en</c>.</summary>
    English,
}

namespace CaseTriage.Formats.TextLog;

/// <summary>A result code in a text.</summary>
/// <param name="Code">Normalized: <c>0x</c> and eight upper-case hexadecimal digits, or the bare decimal number of the activation platform.</param>
/// <param name="System">Whose numbering it is of.</param>
/// <param name="Text">Words that accompany it, or null.</param>
/// <param name="Index">Index of its first character.</param>
public sealed record ErrorCode(string Code, ErrorCodeSystem System, string? Text, int Index)
{
    /// <summary>Whether it reports success.</summary>
    public bool IsSuccess => Code is "0" or "0x00000000";
}

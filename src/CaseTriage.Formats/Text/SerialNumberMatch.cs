namespace CaseTriage.Formats.Text;

/// <summary>A serial number in a text.</summary>
/// <param name="Value">The number, upper-case.</param>
/// <param name="Index">Index of its first character.</param>
/// <param name="IsLabelled">Whether a word before it says that it is one; else its shape does.</param>
public readonly record struct SerialNumberMatch(string Value, int Index, bool IsLabelled);

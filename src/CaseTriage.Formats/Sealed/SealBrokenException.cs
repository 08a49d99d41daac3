namespace CaseTriage.Formats.Sealed;

/// <summary>Sealed bytes are not those that were written, or the key is another. Nothing of them is given out.</summary>
public sealed class SealBrokenException(string message, Exception? inner = null) : IOException(message, inner);

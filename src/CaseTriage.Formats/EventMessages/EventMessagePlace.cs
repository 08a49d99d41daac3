namespace CaseTriage.Formats.EventMessages;

/// <summary>Where bytes lie in the file: within it, which the reader has checked.</summary>
/// <param name="Offset">From the start of the file.</param>
/// <param name="LengthInBytes">Number of bytes; may be 0.</param>
internal readonly record struct EventMessagePlace(int Offset, int LengthInBytes);

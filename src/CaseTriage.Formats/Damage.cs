namespace CaseTriage.Formats;

/// <summary>A part of a file that could not be read, or that reads with a reservation. Reading went on after it.</summary>
/// <param name="Code">Stable, lower-case, dashed: <c>chunk-checksum</c>, <c>record-size</c>, <c>entry-crc</c>.</param>
/// <param name="Message">A whole sentence for people, offsets in hex, without personal data.</param>
/// <param name="Offset">Byte offset from the start of the file, or null where none can be given.</param>
public sealed record Damage(string Code, string Message, long? Offset);

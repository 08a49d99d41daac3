namespace CaseTriage.Formats.HardwareHash;

/// <summary>The bytes of a hash as a finder took them out of a text.</summary>
/// <param name="Form">Form that they were given in.</param>
/// <param name="Line">Line on which they begin, from 1.</param>
/// <param name="Bytes">The bytes, padding included where it was given.</param>
/// <param name="IsAltered">Whether a character in it was wrong: it is damaged, whatever its checksum says.</param>
internal readonly record struct FoundHash(InventoryForm Form, int Line, byte[] Bytes, bool IsAltered);

namespace CaseTriage.Formats.Text;

/// <summary>A file name as an archive holds it.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="IsMarkedUtf8">Whether the archive says that they are UTF-8; not believed where they are not.</param>
public readonly record struct RawFileName(ReadOnlyMemory<byte> Bytes, bool IsMarkedUtf8);

namespace CaseTriage.Formats.Archives;

/// <summary>Why an entry is not read although nothing of it is damaged.</summary>
internal static class EntryRefusal
{
    /// <summary>A link.</summary>
    public static Damage Link(long? offset) => new("entry-link", "The entry is a link to another file; links are not followed. Ask for the file that it leads to.", offset);

    /// <summary>A device or pipe.</summary>
    public static Damage Special(long? offset) => new("entry-special", "The entry is a device or a pipe and has no content.", offset);

    /// <summary>A file with holes.</summary>
    public static Damage Sparse(long? offset) => new("entry-method", "The entry is stored with holes (sparse), which is not supported. Ask for it in a plain zip.", offset);

    /// <summary>Encrypted without a password.</summary>
    public static Damage Encrypted() => new("entry-encrypted", "The entry is encrypted and cannot be read without its password. Give the password, or ask for it without one.", null);
}

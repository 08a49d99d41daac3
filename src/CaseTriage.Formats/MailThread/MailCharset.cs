namespace CaseTriage.Formats.MailThread;

/// <summary>How the bytes of a mail's text were read.</summary>
/// <param name="Name">Web name of the encoding, for example <c>utf-8</c>, <c>gb18030</c>.</param>
/// <param name="Declared">Name that the mail declares, or null.</param>
/// <param name="Reason">Why it was read so.</param>
public sealed record MailCharset(string Name, string? Declared, MailCharsetReason Reason);

/// <summary>Why a mail's text was read in its encoding.</summary>
public enum MailCharsetReason
{
    /// <summary>The mail declares it, and the bytes agree.</summary>
    Declared,

    /// <summary>The mail declares none, or one that nobody knows; the bytes tell.</summary>
    Undeclared,

    /// <summary>The mail declares another, which cannot read the bytes; this one can.</summary>
    Contradicted,
}

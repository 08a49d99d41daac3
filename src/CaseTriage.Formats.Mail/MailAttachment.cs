namespace CaseTriage.Formats.Mail;

/// <summary>A file that a mail carries.</summary>
/// <param name="Index">Its place in the order of the mail, from 0.</param>
/// <param name="Name">Name as decoded, raw: may be absolute, climb, and hold any character; made from the media type where the mail states none.</param>
public sealed record MailAttachment(int Index, string Name);

using System.Collections.Immutable;

namespace CaseTriage.Formats.MailThread;

/// <summary>An exported thread: its subject line, its mails in the order of the file, and what could not be read.</summary>
/// <param name="Subject">Subject line of the whole thread, or null.</param>
/// <param name="SubjectLine">Line of the file, from 1, on which it stands; 0 where there is none.</param>
/// <param name="Messages">At least one.</param>
/// <param name="Damage"><c>mail-text-encoding</c>, <c>mail-number</c>, <c>mail-sender</c>, <c>mail-time</c>, <c>mail-limit</c>.</param>
public sealed record MailThreadContent(string? Subject, int SubjectLine, ImmutableArray<MailThreadMessage> Messages, ImmutableArray<Damage> Damage);

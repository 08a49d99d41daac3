using System.Collections.Immutable;

namespace CaseTriage.Formats.MailThread;

/// <summary>One mail, as written: of an exported thread, of a mail file, or quoted in another. Nothing here is masked.</summary>
public sealed record MailThreadMessage
{
    /// <summary>Number in the thread: as printed where the printed numbers rise, else its place; from 1.</summary>
    public required int Index { get; init; }

    /// <summary>Line of the file, from 1, on which the message's separator or first field stands; 0 in a mail file, whose text has lines only once it is decoded.</summary>
    public required int Line { get; init; }

    /// <summary>Sender as written; empty where the field is absent.</summary>
    public string From { get; init; } = "";

    /// <summary>Recipients as written, or null.</summary>
    public string? To { get; init; }

    /// <summary>Recipients of copies as written, or null.</summary>
    public string? Cc { get; init; }

    /// <summary>Its <c>Message-ID</c> (RFC 5322, 3.6.4) without angle brackets, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Id of the message that it answers, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Ids of the messages before it, oldest first.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Time as written; empty where the field is absent.</summary>
    public string SentAtRaw { get; init; } = "";

    /// <summary>The time read, label and all, or null where it cannot be read.</summary>
    public MailTime? SentAt { get; init; }

    /// <summary>The message's own subject, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Names in the attachment field.</summary>
    public ImmutableArray<string> Attachments { get; init; } = [];

    /// <summary>Whether it was read out of the quotes of another mail.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>What it quotes of other mails, cut from <see cref="Text"/>; null where it quotes none.</summary>
    public string? Quoted { get; init; }

    /// <summary>How the bytes of its text were read; null where the whole file has one encoding.</summary>
    public MailCharset? Charset { get; init; }

    /// <summary>Body, lines joined by <c>\n</c>, without blank lines at its ends.</summary>
    public string Text { get; init; } = "";

    /// <summary>Line of the file, from 1, on which <see cref="Text"/> begins; 0 in a mail file.</summary>
    public int TextLine { get; init; }
}

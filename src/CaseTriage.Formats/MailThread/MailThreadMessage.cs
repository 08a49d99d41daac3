using System.Collections.Immutable;

namespace CaseTriage.Formats.MailThread;

/// <summary>One mail of an exported thread, as written. Nothing here is masked.</summary>
public sealed record MailThreadMessage
{
    /// <summary>Number in the thread: as printed where the printed numbers rise, else its place; from 1.</summary>
    public required int Index { get; init; }

    /// <summary>Line of the file, from 1, on which the message's separator or first field stands.</summary>
    public required int Line { get; init; }

    /// <summary>Sender as written; empty where the field is absent.</summary>
    public string From { get; init; } = "";

    /// <summary>Recipients as written, or null.</summary>
    public string? To { get; init; }

    /// <summary>Time as written; empty where the field is absent.</summary>
    public string SentAtRaw { get; init; } = "";

    /// <summary>The time read, label and all, or null where it cannot be read.</summary>
    public MailTime? SentAt { get; init; }

    /// <summary>The message's own subject, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Names in the attachment field.</summary>
    public ImmutableArray<string> Attachments { get; init; } = [];

    /// <summary>Body, lines joined by <c>\n</c>, without blank lines at its ends.</summary>
    public string Text { get; init; } = "";

    /// <summary>Line of the file, from 1, on which <see cref="Text"/> begins.</summary>
    public int TextLine { get; init; }
}

using CaseTriage.Formats.EventMessages;

namespace CaseTriage.Analysis.Facts;

/// <summary>An event log to be read.</summary>
/// <param name="Path">Path in the case.</param>
/// <param name="Content">Its bytes, from the start.</param>
/// <param name="Texts">The texts that were saved with it, or null.</param>
public sealed record EventLog(string Path, Stream Content, EventMessageFile? Texts);

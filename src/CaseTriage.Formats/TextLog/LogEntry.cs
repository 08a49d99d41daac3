namespace CaseTriage.Formats.TextLog;

/// <summary>One entry of a log: its first line and those that continue it.</summary>
/// <param name="Number">Number of its first line in the file, from 1.</param>
/// <param name="Text">Its lines, parted by line feeds.</param>
/// <param name="Time">Its time, or null.</param>
/// <param name="TimeLength">Characters at the beginning of <paramref name="Text"/> that are the time.</param>
/// <param name="Level">Level that it states.</param>
public sealed record LogEntry(int Number, string Text, LogTime? Time, int TimeLength, LogLevel Level);

namespace CaseTriage.Formats.TextLog;

/// <summary>One line of a log.</summary>
/// <param name="Number">Number of the line in the file, from 1.</param>
/// <param name="Text">Its characters, at most <see cref="TextLogReader.MaxLineLength"/>.</param>
/// <param name="Time">Time at its beginning, or null.</param>
/// <param name="Level">Level that it states.</param>
/// <param name="TimeLength">Characters up to the end of the time; 0 where there is none.</param>
public sealed record LogLine(int Number, string Text, LogTime? Time, LogLevel Level, int TimeLength);

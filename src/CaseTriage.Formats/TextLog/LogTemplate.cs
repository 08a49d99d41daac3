using System.Collections.Immutable;

namespace CaseTriage.Formats.TextLog;

/// <summary>What like entries of a log have in common.</summary>
/// <param name="Text">Their words; <c>&lt;*&gt;</c> stands where they differ, and for numbers, codes, GUIDs, paths, serial numbers and addresses.</param>
/// <param name="Count">Number of entries.</param>
/// <param name="Level">Highest level that one of them states.</param>
/// <param name="FirstAt">Earliest time, UTC; null where none has a time.</param>
/// <param name="LastAt">Latest time.</param>
/// <param name="Line">Number of the line of the first entry.</param>
/// <param name="Codes">Result codes in them, ordinal order, at most <see cref="LogTemplateMiner.MaxCodes"/>.</param>
public sealed record LogTemplate(string Text, long Count, LogLevel Level, DateTimeOffset? FirstAt, DateTimeOffset? LastAt, int Line, ImmutableArray<string> Codes);

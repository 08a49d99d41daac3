namespace CaseTriage.Analysis.Packs;

/// <summary>A knowledge pack cannot be used. The message gives file, line, column and what is allowed.</summary>
public sealed class InvalidPackException(string message, Exception? inner = null) : Exception(message, inner);

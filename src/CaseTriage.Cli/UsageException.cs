namespace CaseTriage.Cli;

/// <summary>The command line asks for something that cannot be done; the message says what and what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);

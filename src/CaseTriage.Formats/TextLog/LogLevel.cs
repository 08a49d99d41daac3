namespace CaseTriage.Formats.TextLog;

/// <summary>Level that a line of a log states.</summary>
public enum LogLevel
{
    /// <summary>None stated.</summary>
    None,

    /// <summary>TRACE, DEBUG, VERBOSE.</summary>
    Debug,

    /// <summary>INFO.</summary>
    Information,

    /// <summary>WARN, WARNING.</summary>
    Warning,

    /// <summary>ERROR, FATAL, CRITICAL.</summary>
    Error,
}

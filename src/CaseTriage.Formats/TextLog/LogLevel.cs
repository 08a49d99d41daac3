namespace CaseTriage.Formats.TextLog;

/// <summary>Level that a line of a log states.</summary>
public enum LogLevel
{
    /// <summary>None stated.</summary>
    None,

    /// <summary>TRACE, DEBUG, VERBOSE.</summary>
    Debug,

    /// <summary>INFO, 信息.</summary>
    Information,

    /// <summary>WARN, WARNING, 警告.</summary>
    Warning,

    /// <summary>ERROR, FATAL, CRITICAL, 错误.</summary>
    Error,
}

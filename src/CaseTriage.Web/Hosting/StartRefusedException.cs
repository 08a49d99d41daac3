namespace CaseTriage.Web.Hosting;

/// <summary>The server does not start, for a reason that whoever starts it can mend. The message says what to do.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);

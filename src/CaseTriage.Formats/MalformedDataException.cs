namespace CaseTriage.Formats;

/// <summary>
/// The bytes are not, or not usably, what the reader reads: the whole file is refused. A part that is lost is never an
/// exception but a <see cref="Damage"/> in the result. Besides <see cref="IOException"/> and cancellation this is the only
/// exception that leaves a reader of this project.
/// </summary>
public sealed class MalformedDataException : Exception
{
    /// <param name="code">Stable, lower-case, dashed: says which refusal this is.</param>
    /// <param name="message">A whole sentence: what was found, what was expected, where.</param>
    public MalformedDataException(string code, string message)
        : base(message) => Code = code;

    /// <param name="code">Stable, lower-case, dashed: says which refusal this is.</param>
    /// <param name="message">A whole sentence: what was found, what was expected, where.</param>
    /// <param name="innerException">What a library said.</param>
    public MalformedDataException(string code, string message, Exception innerException)
        : base(message, innerException) => Code = code;

    /// <summary>Stable code of the refusal, for example <c>not-evtx</c>.</summary>
    public string Code { get; }
}

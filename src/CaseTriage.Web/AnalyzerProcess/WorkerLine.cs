using CaseTriage.Analysis;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>What the child process says besides events, see <see cref="WorkerFrames"/>. Exactly one member is set.</summary>
internal sealed record WorkerLine
{
    public WorkerProgress? Progress { get; init; }

    public WorkerDocument? Document { get; init; }

    /// <summary>The facts, as gzipped JSON.</summary>
    public byte[]? Facts { get; init; }

    public WorkerFailure? Failure { get; init; }
}

internal sealed record WorkerProgress(string Stage, double Share);

/// <param name="Packed">The document as gzipped JSON.</param>
internal sealed record WorkerDocument(Language Language, byte[] Packed);

/// <summary>Why the child gave up.</summary>
/// <param name="Code">One of <see cref="FailureCode"/>.</param>
/// <param name="Trace">Type and stack of the exception, without its message: that could hold contents.</param>
internal sealed record WorkerFailure(string Code, string Trace);

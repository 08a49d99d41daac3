using CaseTriage.Analysis;

namespace CaseTriage.Evidence;

/// <summary>An event as it lies in an evidence file.</summary>
/// <param name="Id">Its number in the file, from 1 in the order of time; events without a time come last.</param>
public sealed record StoredEvent(long Id, EventRow Row);

using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>A device of a case as the published analysis has it.</summary>
public sealed class CaseDevice(string? serialNumber, string label, DeviceOutcome outcome)
{
    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    /// <summary>Null for a device that is known to exist but was never named.</summary>
    public string? SerialNumber { get; private set; } = serialNumber;

    public string Label { get; private set; } = label;

    public DeviceOutcome Outcome { get; private set; } = outcome;
}

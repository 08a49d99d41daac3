using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>A finding of the published analysis: what is counted and searched over all cases. Its words are in the document.</summary>
public sealed class CaseFinding
{
    private CaseFinding()
    {
    }

    internal CaseFinding(Finding finding)
    {
        Code = finding.Code;
        RuleId = finding.RuleId;
        Role = finding.Role;
        Outcome = finding.Outcome;
        Severity = finding.Severity;
    }

    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    public string Code { get; private set; } = "";

    public string RuleId { get; private set; } = "";

    public FindingRole Role { get; private set; }

    public FindingOutcome Outcome { get; private set; }

    public Severity Severity { get; private set; }
}

namespace CaseTriage.Cases.Model;

public enum BundleState
{
    Received,
    Analyzing,
    Analyzed,
    Failed,
}

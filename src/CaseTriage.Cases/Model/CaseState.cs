namespace CaseTriage.Cases.Model;

public enum CaseState
{
    Open,
    Solved,
}

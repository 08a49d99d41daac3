namespace CaseTriage.Web.Features.Cases.Findings;

/// <summary>Id of the element that shows the first finding of a code.</summary>
public static class FindingAnchor
{
    public static string Of(string code) => "finding-" + code;
}

using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Lines of a text around the one that is meant.</summary>
internal static class TextView
{
    private const int LinesBefore = 20;
    private const int LinesAfter = 40;
    private const int MaxLineLength = 1000;

    /// <param name="lines">The whole text, secrets masked.</param>
    /// <param name="hit">Number of the line from 1; 0 shows the start and marks none.</param>
    public static EvidenceView Around(EvidenceRequest request, string[] lines, int hit)
    {
        if (hit > lines.Length)
        {
            return EvidenceViews.Unavailable(request.Artifact, request.Locator, "not-found");
        }

        int first = Math.Max(1, hit - LinesBefore);
        int last = Math.Min(lines.Length, hit + LinesAfter);
        var shown = ImmutableArray.CreateBuilder<EvidenceLine>();
        for (int number = first; number <= last; number++)
        {
            shown.Add(new EvidenceLine(number.ToString(CultureInfo.InvariantCulture), Cut(lines[number - 1].TrimEnd('\r')), number == hit));
        }

        return new EvidenceView { Artifact = request.Artifact, Locator = request.Locator, Kind = EvidenceViewKind.Text, Lines = shown.DrainToImmutable() };
    }

    private static string Cut(string line) => line.Length <= MaxLineLength ? line : line[..MaxLineLength] + "…";
}

using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>The values that the analysis takes out of a registry file. Its bytes and lines are not shown: product keys are coded in them, where no mask finds them.</summary>
internal static class RegistryView
{
    private const int MaxSize = 64 << 20;

    public static EvidenceView Of(EvidenceRequest request, UnpackedFile file)
    {
        try
        {
            ArtifactReading reading = RegistryFacts.Read(file.Path, file.Format, file.ReadContent(MaxSize), CancellationToken.None);
            string[] locators = [.. reading.Facts.Select(fact => fact.Evidence.Locator)];
            return TextView.Around(request, [.. reading.Facts.Select(fact => fact.Evidence.Excerpt)], Array.IndexOf(locators, request.Locator) + 1);
        }
        catch (MalformedDataException)
        {
            return EvidenceViews.Unavailable(request.Artifact, request.Locator, "unreadable");
        }
    }
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis;

/// <summary>Brings the mails of all artifacts together with what the rest of the case knows.</summary>
internal static class CaseMail
{
    /// <summary>What the mails name and carried, for attribution: it comes before anything else is known of the case.</summary>
    public static MailCargo ReadCargo(ImmutableArray<ReadArtifact> artifacts, AnalysisRequest request) => MailCarriers.Read(
        Conversation.InOrder([.. artifacts.SelectMany(artifact => artifact.Reading.Messages)], request.Calendar, request.AsOf), artifacts.Where(artifact => artifact.Reading.Messages.IsEmpty).Select(artifact => artifact.Path));

    /// <summary>The artifacts that were there at the instant asked for; all of them where none is.</summary>
    public static ImmutableArray<ReadArtifact> Until(ImmutableArray<ReadArtifact> artifacts, AnalysisRequest request)
    {
        if (request.AsOf is not { } instant)
        {
            return artifacts;
        }

        ImmutableHashSet<string> late = MailCarriers.CameAfter(
            Conversation.InOrder([.. artifacts.SelectMany(artifact => artifact.Reading.Messages)], request.Calendar, asOf: null),
            artifacts.Where(artifact => artifact.Reading.Messages.IsEmpty).Select(artifact => artifact.Path),
            instant);
        return [.. artifacts.Where(artifact => !ArtifactPath.WithContainers(artifact.Path).Any(late.Contains))];
    }

    /// <summary>Reads the conversation of the case.</summary>
    public static ConversationResult Read(ImmutableArray<ReadArtifact> artifacts, DeviceAttribution attribution, AnalysisRequest request) => Conversation.Analyze(new ConversationInput
    {
        Messages = [.. artifacts.SelectMany(artifact => artifact.Reading.Messages)],
        Artifacts = [.. artifacts.Select(artifact => artifact.Summarize(attribution))],
        KnownSerials =
        [
            .. attribution.Devices
                .Concat(new HandAttribution(request.DeviceByArtifact).Named.Values)
                .Concat(artifacts.SelectMany(artifact => artifact.Reading.Facts).Select(fact => fact.Device).OfType<string>())
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
        Corrections = request.Corrections,
        AsOf = request.AsOf,
        Calendar = request.Calendar,
    });
}

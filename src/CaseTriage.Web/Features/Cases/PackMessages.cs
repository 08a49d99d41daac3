using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Web.Features.Cases;

/// <summary>The texts of events out of the packs beside the program, for pages.</summary>
internal static partial class PackMessages
{
    /// <summary>Loads them. Packs that cannot be used give none: the analysis says what is wrong with them, and pages still show the values.</summary>
    public static MessageCatalog Load(string packsFolder, ILogger logger)
    {
        try
        {
            return KnowledgeBase.Load(packsFolder).Messages;
        }
        catch (Exception exception) when (exception is InvalidPackException or IOException)
        {
            Log.Unusable(logger, exception);
            return MessageCatalog.Empty;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The texts of events could not be loaded from the packs; events are shown without them.")]
        public static partial void Unusable(ILogger logger, Exception exception);
    }
}

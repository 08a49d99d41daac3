using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Web.Features.Cases;

/// <summary>What the packs beside the program say in words, for pages.</summary>
/// <param name="Messages">Texts of events.</param>
/// <param name="Codes">Meanings of result codes.</param>
internal sealed partial record PackTexts(MessageCatalog Messages, CodeBook Codes)
{
    /// <summary>Loads them. Packs that cannot be used give none: the analysis says what is wrong with them, and pages still show the values.</summary>
    public static PackTexts Load(string packsFolder, ILogger logger)
    {
        try
        {
            var knowledge = KnowledgeBase.Load(packsFolder);
            return new PackTexts(knowledge.Messages, knowledge.Codes);
        }
        catch (Exception exception) when (exception is InvalidPackException or IOException)
        {
            Log.Unusable(logger, exception);
            return new PackTexts(MessageCatalog.Empty, new CodeBook([]));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The texts of events and codes could not be loaded from the packs; they are shown without them.")]
        public static partial void Unusable(ILogger logger, Exception exception);
    }
}

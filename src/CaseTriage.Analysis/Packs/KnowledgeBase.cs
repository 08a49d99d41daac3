using System.Collections.Immutable;
using CaseTriage.Analysis.Claims;
using CaseTriage.Analysis.Completeness;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Rules;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Packs;

/// <summary>The loaded knowledge packs: read once, then only used, from any thread.</summary>
public sealed class KnowledgeBase
{
    private KnowledgeBase(ImmutableArray<KnowledgePack> packs, ImmutableArray<SiteOverlay> overlays)
    {
        Packs = [.. packs.Select(pack => pack.Reference), .. overlays.Select(overlay => overlay.Reference)];
        Events = new EventCatalog(packs.SelectMany(pack => pack.Events));
        Messages = new MessageCatalog(packs.SelectMany(pack => pack.Messages));
        Codes = new CodeBook(packs.SelectMany(pack => pack.Codes));
        Rules = RuleOrder.Sort([.. packs.SelectMany(pack => pack.Rules)]);
        Causes = overlays.Aggregate(packs.Select(pack => pack.Causes).FirstOrDefault(causes => causes is not null), (causes, overlay) => overlay.On(causes));
        Steps = [.. packs.SelectMany(pack => pack.Steps).Select(step => overlays.Aggregate(step, (result, overlay) => overlay.On(result)))];
        Scenarios = [.. packs.SelectMany(pack => pack.Scenarios)];
        Claims = [.. packs.SelectMany(pack => pack.Claims)];
        Texts = new Wording(packs.SelectMany(pack => pack.Texts).Concat(overlays.SelectMany(overlay => overlay.Texts)).GroupBy(text => text.Key, StringComparer.Ordinal).Select(group => group.Last()));
    }

    /// <summary>The packs it was made of, ordered by id.</summary>
    public ImmutableArray<PackReference> Packs { get; }

    /// <summary>Which events become facts.</summary>
    public EventCatalog Events { get; }

    /// <summary>What events mean, in words.</summary>
    public MessageCatalog Messages { get; }

    /// <summary>What result codes mean.</summary>
    public CodeBook Codes { get; }

    /// <summary>Misreadings first, then every rule after those that it needs.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>The causes, or null where no pack has any.</summary>
    public CauseCatalog? Causes { get; }

    /// <summary>What can be asked or done.</summary>
    public ImmutableArray<StepDefinition> Steps { get; }

    /// <summary>What is needed to judge a case, in the order in which scenarios are tried.</summary>
    public ImmutableArray<Scenario> Scenarios { get; }

    /// <summary>What speaks for and against what people claim.</summary>
    public ImmutableArray<ClaimDefinition> Claims { get; }

    /// <summary>Words that belong to no rule.</summary>
    public Wording Texts { get; }

    /// <summary>Loads every pack below a folder: each folder in it that holds a <c>pack.yaml</c>, or the folder itself.</summary>
    /// <exception cref="InvalidPackException">A pack cannot be used; the message gives file, line and what is allowed.</exception>
    public static KnowledgeBase Load(string folder)
    {
        ImmutableArray<KnowledgePack> packs = [.. PackFolders(folder).Select(PackLoader.Load).OrderBy(pack => pack.Reference.Id, StringComparer.Ordinal)];
        return packs.IsEmpty
            ? throw new InvalidPackException($"No pack was found in '{folder}': no folder in it holds a pack.yaml.")
            : new KnowledgeBase(packs, [.. Folders(folder, SiteOverlay.FileName).Select(site => SiteOverlay.Load(site, packs)).OrderBy(overlay => overlay.Reference.Id, StringComparer.Ordinal)]);
    }

    /// <summary>Folders of packs, ordinal order.</summary>
    internal static IEnumerable<string> PackFolders(string folder) => Folders(folder, "pack.yaml");

    private static IEnumerable<string> Folders(string folder, string file) => !Directory.Exists(folder)
        ? []
        : ((IEnumerable<string>)[folder, .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)]).Where(path => File.Exists(Path.Combine(path, file)));
}

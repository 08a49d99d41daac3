using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Steps;

namespace CaseTriage.Analysis.Packs;

/// <summary>
/// What a site adds to the packs, in a folder with an <c>overlay.yaml</c>: steps that are forbidden there, its own words, and how common causes are there.
/// It has no way to touch rules, conditions or evidence, so that no requirement for evidence can be taken away.
/// </summary>
internal sealed class SiteOverlay
{
    /// <summary>Name of its file.</summary>
    public const string FileName = "overlay.yaml";

    private static readonly ImmutableArray<string> s_keys = ["id", "version", "forbidden-steps", "priors", "texts"];

    private readonly ImmutableHashSet<string> _forbidden;
    private readonly ImmutableDictionary<string, double> _priors;

    private SiteOverlay(PackReference reference, ImmutableHashSet<string> forbidden, ImmutableDictionary<string, double> priors, ImmutableArray<KeyValuePair<string, LocalizedText>> texts)
    {
        Reference = reference;
        _forbidden = forbidden;
        _priors = priors;
        Texts = texts;
    }

    /// <summary>Id, version and hash, as of a pack.</summary>
    public PackReference Reference { get; }

    /// <summary>Words in place of those of the packs.</summary>
    public ImmutableArray<KeyValuePair<string, LocalizedText>> Texts { get; }

    /// <summary>Reads the overlay of a folder.</summary>
    /// <param name="folder">Folder that holds its file.</param>
    /// <param name="packs">The packs that it lies over.</param>
    /// <exception cref="InvalidPackException">It cannot be used, or wants more than an overlay may.</exception>
    public static SiteOverlay Load(string folder, ImmutableArray<KnowledgePack> packs)
    {
        var files = PackFiles.Open(folder);
        PackNode file = files.Get(FileName);
        foreach ((string key, PackNode value) in file.Entries)
        {
            if (!s_keys.Contains(key))
            {
                throw value.Complaint($"an overlay cannot change '{key}': it may forbid steps, and set texts and priors, but never what evidence a conclusion needs; allowed: {string.Join(", ", s_keys)}.");
            }
        }

        var steps = packs.SelectMany(pack => pack.Steps).Select(step => step.Code).ToImmutableSortedSet(StringComparer.Ordinal);
        var causes = packs.SelectMany(pack => pack.Causes?.Causes ?? []).Select(cause => cause.Code).ToImmutableSortedSet(StringComparer.Ordinal);
        var texts = packs.SelectMany(pack => pack.Texts).Select(text => text.Key).ToImmutableSortedSet(StringComparer.Ordinal);
        var overlay = new SiteOverlay(
            new PackReference(file.Text("id"), file.Text("version"), files.Sha256),
            [.. file.List("forbidden-steps").Select(step => Known(step.AsText(), steps, step, "step"))],
            (file.Find("priors")?.Entries ?? []).ToImmutableDictionary(entry => Known(entry.Key, causes, entry.Value, "cause"), entry => entry.Value.AsWord(Words.Likelihoods), StringComparer.Ordinal),
            [.. (file.Find("texts")?.Entries ?? []).Select(entry => KeyValuePair.Create(Known(entry.Key, texts, entry.Value, "text"), entry.Value.AsWords()))]);
        file.Finish();
        return overlay;
    }

    /// <summary>A step as it is on this site.</summary>
    public StepDefinition On(StepDefinition step) => _forbidden.Contains(step.Code) ? step with { ForbiddenBySite = Reference.Id } : step;

    /// <summary>The causes as they are on this site.</summary>
    public CauseCatalog? On(CauseCatalog? causes) =>
        causes is null ? null : causes with { Causes = [.. causes.Causes.Select(cause => _priors.TryGetValue(cause.Code, out double prior) ? cause with { Prior = prior } : cause)] };

    private static string Known(string name, ImmutableSortedSet<string> names, PackNode place, string what) =>
        names.Contains(name) ? name : throw place.Complaint($"no pack has the {what} '{name}'; allowed: {string.Join(", ", names)}.");
}

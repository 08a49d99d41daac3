using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Packs;

public static class PacksFeature
{
    public const string Url = "/packs";

    public static IServiceCollection AddPacks(this IServiceCollection services)
    {
        services.AddSingleton(_ => LoadedPacks.Load(Path.Combine(AppContext.BaseDirectory, "packs")));
        services.AddSingleton<CountHits>();
        return services;
    }

    public static void MapPacks(this WebApplication app)
    {
        app.MapGet("/api/v1/packs", (LoadedPacks packs) => packs.Complaint is { } complaint
            ? Results.Problem(complaint, statusCode: StatusCodes.Status500InternalServerError)
            : Results.Json(packs.Listings.Select(pack => new PackView(pack.Reference, pack.Status, pack.Rules.Length, pack.Rules.Sum(rule => rule.Tests.Length), pack.Parts)), AnalysisJson.Compact));
        app.MapGet("/api/v1/packs/{id}/rules", ListRulesAsync);
    }

    private static async Task<IResult> ListRulesAsync(string id, LoadedPacks packs, CountHits count, CancellationToken cancellationToken)
    {
        if (packs.Find(id) is not { } pack)
        {
            return Results.Problem($"There is no pack '{id}'; there are: {string.Join(", ", packs.Listings.Select(listing => listing.Reference.Id))}.", statusCode: StatusCodes.Status404NotFound);
        }

        ImmutableDictionary<string, RuleHits> hits = await count.RunAsync(cancellationToken);
        return Results.Json(
            pack.Rules.Select(rule => new RuleView(
                rule.Rule.Id, rule.Rule.Code, rule.Rule.Role, rule.Status, rule.ReviewedOn, rule.References, rule.Tests.Length, hits.GetValueOrDefault(rule.Rule.Id) ?? RuleHits.None)),
            AnalysisJson.Compact);
    }

    /// <summary>Address of a pack.</summary>
    public static string PackUrl(string pack) => $"{Url}/{Uri.EscapeDataString(pack)}";

    /// <summary>Address of a rule, by its id <c>pack/rule</c>.</summary>
    public static string RuleUrl(string rule) => Url + "/" + string.Join('/', rule.Split('/').Select(Uri.EscapeDataString));

    private sealed record RuleView(string Id, string Code, FindingRole Role, string Status, DateOnly? ReviewedOn, ImmutableArray<string> References, int Tests, RuleHits Cases);

    private sealed record PackView(PackReference Pack, string Status, int Rules, int Tests, IReadOnlyDictionary<string, int> Parts);
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Packs;
using CaseTriage.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.Features.Packs;

public static class PacksFeature
{
    public const string Url = "/packs";

    public static IServiceCollection AddPacks(this IServiceCollection services)
    {
        services.AddSingleton(provider => new PackShelf(Path.Combine(AppContext.BaseDirectory, "packs"), Path.Combine(provider.GetRequiredService<IOptions<CaseTriageOptions>>().Value.DataDirectory, "packs")));
        services.AddSingleton(provider => new TrustedKeys(Path.Combine(provider.GetRequiredService<IOptions<CaseTriageOptions>>().Value.DataDirectory, "pack-keys")));
        services.AddSingleton<PackReading>();
        services.AddSingleton<PackTrial>();
        services.AddSingleton<CountHits>();
        return services;
    }

    public static void MapPacks(this WebApplication app)
    {
        app.MapGet("/api/v1/packs", (PackReading reading) => reading.Current is var packs && packs.Complaint is { } complaint
            ? Results.Problem(complaint, statusCode: StatusCodes.Status500InternalServerError)
            : Results.Json(packs.Listings.Select(pack => new PackView(pack.Reference, pack.Status, pack.Rules.Length, pack.Rules.Sum(rule => rule.Tests.Length), pack.Parts)), AnalysisJson.Compact));
        app.MapGet("/api/v1/packs/{id}/rules", ListRulesAsync);
        app.MapPost("/api/v1/packs", (HttpRequest http, PackShelf shelf, TrustedKeys keys, CancellationToken cancellationToken) => WithArchiveAsync(
            http,
            archive =>
            {
                if (keys.SignerOf(archive) is not { } signer)
                {
                    return Results.Problem($"No key in '{keys.Folder}' vouches for this pack. Put the public key of whoever signed it there as a .pem file.", statusCode: StatusCodes.Status403Forbidden);
                }

                shelf.Import(archive);
                return Results.Json(new { archive.Reference.Id, archive.Reference.Version, archive.Reference.Sha256, Signer = signer }, AnalysisJson.Compact);
            },
            cancellationToken));
        app.MapDelete("/api/v1/packs/{id}", (string id, PackShelf shelf) => shelf.Remove(id) ? Results.NoContent() : Results.Problem($"No imported pack '{id}' is in use.", statusCode: StatusCodes.Status404NotFound));
        app.MapPost("/api/v1/packs/trial", (HttpRequest http, PackTrial trial, CancellationToken cancellationToken) => WithArchiveAsync(
            http,
            archive =>
            {
                _ = trial.Start(archive);
                return Results.Accepted("/api/v1/packs/trial");
            },
            cancellationToken));
        app.MapGet("/api/v1/packs/trial", (PackTrial trial) => trial.State is { } state ? Results.Json(state, AnalysisJson.Compact) : Results.NotFound());
        app.MapDelete("/api/v1/packs/trial", (PackTrial trial) =>
        {
            trial.Stop();
            return Results.NoContent();
        });
    }

    private static async Task<IResult> WithArchiveAsync(HttpRequest http, Func<PackArchive, IResult> use, CancellationToken cancellationToken)
    {
        byte[] content = new byte[PackArchive.MaxSizeInBytes + 1];
        int length = await http.Body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var stream = new MemoryStream(content, 0, length);
            return use(PackArchive.Read(stream));
        }
        catch (InvalidPackException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> ListRulesAsync(string id, PackReading reading, CountHits count, CancellationToken cancellationToken)
    {
        LoadedPacks packs = reading.Current;
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

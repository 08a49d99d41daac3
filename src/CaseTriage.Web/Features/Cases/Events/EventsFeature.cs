using CaseTriage.Analysis.Facts;

namespace CaseTriage.Web.Features.Cases.Events;

public static class EventsFeature
{
    public static IServiceCollection AddEventTexts(this IServiceCollection services)
    {
        services.AddSingleton(provider => PackTexts.Load(
            Path.Combine(AppContext.BaseDirectory, "packs"), provider.GetRequiredService<ILogger<EventTexts>>()));
        services.AddSingleton(provider => provider.GetRequiredService<PackTexts>().Messages);
        services.AddSingleton(provider => provider.GetRequiredService<PackTexts>().Codes);
        services.AddSingleton<EventTexts>();
        services.AddSingleton<EventSummaries>();
        return services;
    }
}

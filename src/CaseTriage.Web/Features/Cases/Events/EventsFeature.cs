using CaseTriage.Analysis.Facts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseTriage.Web.Features.Cases.Events;

public static class EventsFeature
{
    public static IServiceCollection AddEventSummaries(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => PackMessages.Load(
            Path.Combine(AppContext.BaseDirectory, "packs"), provider.GetRequiredService<ILogger<EventTexts>>()));
        services.TryAddSingleton<EventTexts>();
        services.AddSingleton<EventSummaries>();
        return services;
    }
}

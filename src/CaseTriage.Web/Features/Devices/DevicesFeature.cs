using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Devices;

public static class DevicesFeature
{
    private const int DefaultLimit = 50;

    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<ListDevices>();
        services.AddSingleton<CompareDevices>();
        services.AddSingleton<FindSharedIdentities>();
        services.AddSingleton<CountReadings>();
        services.AddSingleton<GetDevice>();
        return services;
    }

    public static void MapDevices(this WebApplication app)
    {
        RouteGroupBuilder devices = app.MapGroup("/api/v1");
        devices.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        devices.MapGet("devices", async (string? q, string? after, int? limit, ListDevices list, CancellationToken cancellationToken) =>
            Json(await list.RunAsync(new ListDevicesRequest(q, after, limit ?? DefaultLimit), cancellationToken)));
        devices.MapGet("devices/{serial}", async (string serial, GetDevice get, CancellationToken cancellationToken) =>
            await get.RunAsync(serial, Language.English, cancellationToken) is { } view
                ? Json(view)
                : Results.Problem($"No case knows a device with the serial number '{serial}'.", statusCode: StatusCodes.Status404NotFound));
        devices.MapGet("shared-identities", async (FindSharedIdentities find, CancellationToken cancellationToken) =>
            Json(await find.RunAsync(serial: null, cancellationToken)));
    }

    private static IResult Json<T>(T value) => Results.Json(value, AnalysisJson.Compact);
}

using System.Collections.Immutable;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Comparison;
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
        devices.MapGet("compare", CompareAsync);
        devices.MapGet("shared-identities", async (FindSharedIdentities find, CancellationToken cancellationToken) =>
            Json(await find.RunAsync(serial: null, cancellationToken)));
    }

    /// <summary>Devices side by side, each given as <c>d=case/serial</c>.</summary>
    private static async Task<IResult> CompareAsync(string[] d, CompareDevices compare, CancellationToken cancellationToken)
    {
        DeviceKey?[] keys = [.. d.Select(DeviceKey.Parse)];
        if (keys.Length is < 2 or > DeviceTable.MaxDevices || keys.Contains(null))
        {
            return Results.Problem($"Give 2 to {DeviceTable.MaxDevices} devices, each as d=case/serial.", statusCode: StatusCodes.Status400BadRequest);
        }

        ImmutableArray<DeviceColumn> columns = await compare.RunAsync([.. keys.OfType<DeviceKey>()], cancellationToken);
        return columns.FirstOrDefault(column => !column.IsFound) is { } lost
            ? Results.Problem($"The case '{lost.Key.CaseNumber}' has no device '{lost.Key.Serial}'.", statusCode: StatusCodes.Status404NotFound)
            : Json(new ComparedView([.. columns.Select(column => new ComparedColumn(column.Key, column.Outcome))], DeviceTable.Of([.. columns.Select(column => column.Compared)]).Rows));
    }

    private static IResult Json<T>(T value) => Results.Json(value, AnalysisJson.Compact);

    private sealed record ComparedView(ImmutableArray<ComparedColumn> Devices, ImmutableArray<TableRow> Rows);

    private sealed record ComparedColumn(DeviceKey Key, DeviceOutcome Outcome);
}

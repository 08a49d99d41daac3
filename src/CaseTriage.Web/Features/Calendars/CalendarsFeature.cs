using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;
using CaseTriage.Formats;

namespace CaseTriage.Web.Features.Calendars;

public static class CalendarsFeature
{
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddSingleton<CalendarShelf>();
        services.AddSingleton<CompareCalendars>();
        services.AddSingleton<SaveCalendar>();
        services.AddSingleton<ChooseCalendar>();
        return services;
    }

    public static void MapCalendars(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/v1").DisableAntiforgery();
        api.MapGet("calendars", async (CalendarShelf shelf, CancellationToken cancellationToken) => Results.Json(
            (await shelf.ListAsync(cancellationToken)).Select(shelved => new CalendarRow(shelved.Calendar.Name, shelved.Calendar.Version, shelved.SavedAt)), AnalysisJson.Compact));
        api.MapGet("calendars/{name}", async (string name, string? version, CalendarShelf shelf, CancellationToken cancellationToken) =>
            await shelf.FindAsync(name, version, cancellationToken) is { } calendar
                ? Results.File(CalendarFile.Write(calendar), "application/json", $"{calendar.Name}.json")
                : Results.Problem($"There is no calendar '{name}', or not this version of it.", statusCode: StatusCodes.Status404NotFound));
        api.MapPut("calendars/{name}", SaveAsync);
        api.MapPut("cases/{number}/calendar", async (string number, CalendarBody body, ChooseCalendar choose, CancellationToken cancellationToken) =>
            await choose.RunAsync(number, body.Name ?? "", cancellationToken) switch
            {
                CalendarChoice.Chosen => Results.Accepted($"/api/v1/cases/{Uri.EscapeDataString(number)}"),
                CalendarChoice.Unchanged => Results.NoContent(),
                CalendarChoice.CalendarNotFound => Results.Problem($"There is no calendar '{body.Name}'; GET /api/v1/calendars lists them.", statusCode: StatusCodes.Status400BadRequest),
                _ => Results.Problem($"There is no case with the number '{number}'.", statusCode: StatusCodes.Status404NotFound),
            });
    }

    /// <summary>Takes a calendar file; with <c>?dryRun=true</c> it only tells what would change.</summary>
    private static async Task<IResult> SaveAsync(string name, bool? dryRun, HttpRequest request, SaveCalendar save, CompareCalendars compare, CancellationToken cancellationToken)
    {
        byte[] file = await ReadAsync(request.Body, cancellationToken);
        try
        {
            BusinessCalendar calendar = CalendarFile.Read(file);
            return calendar.Name != name
                ? Results.Problem($"The file calls its calendar '{calendar.Name}', the address '{name}'.", statusCode: StatusCodes.Status400BadRequest)
                : dryRun == true
                    ? Results.Json(await compare.RunAsync(calendar, cancellationToken), AnalysisJson.Compact)
                    : Results.Json(new SavedCalendar(name, await save.RunAsync(calendar, cancellationToken)), AnalysisJson.Compact);
        }
        catch (MalformedDataException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>At most one byte more than is allowed, so that the reader says why it refuses.</summary>
    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[CalendarFile.MaxSizeInBytes + 1];
        int length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }

    private sealed record CalendarRow(string Name, string Version, DateTimeOffset? SavedAt);

    private sealed record SavedCalendar(string Name, string Version);

    private sealed record CalendarBody(string? Name);
}

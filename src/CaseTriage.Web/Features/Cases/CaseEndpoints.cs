using System.Collections.Immutable;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Formats;
using CaseTriage.Formats.Mail;
using CaseTriage.Web.Features.Cases.Exports;
using CaseTriage.Web.Features.Cases.Replies;
using CaseTriage.Web.Hosting;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

/// <summary>The REST side of the slices. Errors are RFC 9457 problem documents.</summary>
public static class CaseEndpoints
{
    private const int DefaultLimit = 50;

    public static void MapCases(this WebApplication app)
    {
        RouteGroupBuilder cases = app.MapGroup("/api/v1/cases").DisableAntiforgery();
        cases.AddEndpointFilter(NeverCacheAsync);
        cases.MapPost("", OpenAsync);
        cases.MapGet("", ListAsync);
        cases.MapGet("{number}", GetAsync);
        cases.MapPost("{number}/bundles", UploadAsync).RequireRateLimiting(UploadLimits.Policy);
        cases.MapGet("{number}/bundles/{bundleId:guid}", GetBundleAsync);
        cases.MapPut("{number}/bundles/{bundleId:guid}/names", ChooseNamesAsync);
        cases.MapPut("{number}/bundles/{bundleId:guid}/password", OpenWithPasswordAsync);
        cases.MapPut("{number}/attributions", AttributeAsync);
        cases.MapPut("{number}/corrections", CorrectAsync);
        cases.MapDelete("{number}/known-people", ForgetAsync);
        cases.MapGet("{number}/analysis", GetAnalysisAsync);
        cases.MapGet("{number}/timeline", ListEventsAsync);
        cases.MapPost("{number}/redactions/{id:int}/reveal", RevealAsync);
        cases.MapGet("{number}/reveals", async (string number, RevealContact reveal, CancellationToken cancellationToken) => Json(await reveal.ListAsync(number, cancellationToken)));
        cases.MapGet("{number}/export", ExportAsync);
        cases.MapGet("{number}/drafts", DraftsAsync);
    }

    /// <summary>Nothing of a case is kept by a browser or a proxy.</summary>
    private static ValueTask<object?> NeverCacheAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static async Task<IResult> OpenAsync(OpenCaseBody body, OpenCase openCase, CancellationToken cancellationToken)
    {
        var request = new OpenCaseRequest(body.Number ?? "", body.Title ?? "", body.Reference);
        return await openCase.RunAsync(request, cancellationToken) switch
        {
            CaseOpened opened => Results.Created(
                $"/api/v1/cases/{Uri.EscapeDataString(opened.Number)}", new OpenedCase(request.Number, request.Title, request.Reference, CaseState.Open)),
            CaseNumberTaken taken => Results.Problem($"A case with the number '{taken.Number}' exists already.", statusCode: StatusCodes.Status409Conflict),
            CaseRefused refused => Results.ValidationProblem(refused.Errors
                .GroupBy(e => e.PropertyName, e => e.ErrorMessage, StringComparer.Ordinal)
                .ToDictionary(g => char.ToLowerInvariant(g.Key[0]) + g.Key[1..], g => g.ToArray(), StringComparer.Ordinal)),
            var other => throw new InvalidOperationException($"The result '{other.GetType().Name}' has no answer."),
        };
    }

    private static async Task<IResult> ListAsync(
        string? q, string? state, string? holder, string? after, int? limit, ListCases listCases, CancellationToken cancellationToken) =>
        Json(await listCases.RunAsync(
            new ListCasesRequest(q, state, after, limit ?? DefaultLimit) { Holder = holder, Language = Language.English }, cancellationToken));

    private static async Task<IResult> GetAsync(string number, GetCase getCase, CancellationToken cancellationToken) =>
        await getCase.RunAsync(number, Language.English, cancellationToken) is { } view
            ? Json(view with { Analysis = null })
            : NoSuchCase(number);

    private static async Task<IResult> UploadAsync(
        string number, string? fileName, string? device, HttpContext http, UploadBundle uploadBundle, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(fileName))
        {
            return Results.Problem("The query parameter 'fileName' is missing; it names the file in the case.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The store counts the bytes itself and answers with the limit's name.
            size.MaxRequestBodySize = null;
        }

        var request = new UploadBundleRequest(number, fileName, device, http.Request.Body);
        return await uploadBundle.RunAsync(request, cancellationToken) switch
        {
            BundleReceived received => Results.Accepted($"/api/v1/cases/{Uri.EscapeDataString(number)}/bundles/{received.BundleId}", received),
            CaseNotFound => NoSuchCase(number),
            BundleTooLarge large => Results.Problem(
                $"The file is larger than CaseTriage:MaxUploadInBytes, {large.LimitInBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge),
            BundleRefused refused => Results.Problem(refused.Reason, statusCode: StatusCodes.Status400BadRequest),
            var other => throw new InvalidOperationException($"The result '{other.GetType().Name}' has no answer."),
        };
    }

    private static async Task<IResult> GetBundleAsync(string number, Guid bundleId, GetCase getCase, CancellationToken cancellationToken)
    {
        CaseView? view = await getCase.RunAsync(number, Language.English, cancellationToken);
        BundleView? bundle = view?.Bundles.FirstOrDefault(b => b.Id == bundleId);
        return bundle is null
            ? NoSuchBundle(number, bundleId)
            : Json(bundle);
    }

    private static async Task<IResult> ChooseNamesAsync(
        string number, Guid bundleId, NamesBody body, ChangeReading change, CancellationToken cancellationToken) =>
        FileNameEncodingWords.TryParse(body.Encoding, out FileNameEncoding? encoding)
            ? Answer(await change.ChooseNamesAsync(number, bundleId, encoding, cancellationToken), number, bundleId)
            : Results.Problem($"'encoding' must be null or one of {string.Join(", ", FileNameEncodingWords.All)}.", statusCode: StatusCodes.Status400BadRequest);

    private static async Task<IResult> OpenWithPasswordAsync(
        string number, Guid bundleId, PasswordBody body, ChangeReading change, CancellationToken cancellationToken) =>
        Answer(await change.OpenWithPasswordAsync(number, bundleId, body.Password ?? "", cancellationToken), number, bundleId);

    private static async Task<IResult> AttributeAsync(string number, AttributionBody body, AttributeArtifact attribute, CancellationToken cancellationToken) =>
        await attribute.RunAsync(number, body.Path ?? "", body.Device, cancellationToken) switch
        {
            AttributionResult.Attributed => Results.Accepted($"/api/v1/cases/{Uri.EscapeDataString(number)}"),
            AttributionResult.Unchanged => Results.NoContent(),
            AttributionResult.Refused => Results.Problem(
                $"'path' must have 1 to {ArtifactAttribution.MaxPathLength} characters; 'device' must be null (as found), empty (of no device) or 3 to 32 letters, digits, '-', '_' or '.'.",
                statusCode: StatusCodes.Status400BadRequest),
            _ => NoSuchCase(number),
        };

    private static async Task<IResult> CorrectAsync(string number, CorrectionBody body, CorrectCase correct, CancellationToken cancellationToken)
    {
        if (body.Kind is not { } kind)
        {
            return Results.Problem($"'kind' must be one of {string.Join(", ", Enum.GetNames<CorrectionKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await correct.RunAsync(number, kind, body.Subject ?? "", body.Value, cancellationToken) switch
        {
            CorrectionResult.Corrected => Results.Accepted($"/api/v1/cases/{Uri.EscapeDataString(number)}"),
            CorrectionResult.Unchanged => Results.NoContent(),
            CorrectionResult.Refused => Results.Problem(
                $"'subject' must have 1 to {CaseCorrection.MaxSubjectLength} characters; 'value' must be null (as read) or have 1 to {CaseCorrection.MaxValueLength}.",
                statusCode: StatusCodes.Status400BadRequest),
            _ => NoSuchCase(number),
        };
    }

    private static async Task<IResult> ForgetAsync(string number, string? name, ForgetPerson forget, CancellationToken cancellationToken) =>
        await forget.RunAsync(number, name ?? "", cancellationToken) switch
        {
            CorrectionResult.Corrected => Results.Accepted($"/api/v1/cases/{Uri.EscapeDataString(number)}"),
            CorrectionResult.Unchanged => Results.NoContent(),
            _ => NoSuchCase(number),
        };

    private static IResult Answer(ReadingResult result, string number, Guid bundleId) => result switch
    {
        ReadingResult.Changed => Results.Accepted($"/api/v1/cases/{Uri.EscapeDataString(number)}/bundles/{bundleId}"),
        ReadingResult.Unchanged => Results.NoContent(),
        ReadingResult.Refused => Results.Problem(
            $"'password' must have 1 to {ChangeReading.MaxPasswordLength} characters.", statusCode: StatusCodes.Status400BadRequest),
        _ => NoSuchBundle(number, bundleId),
    };

    /// <summary>The document as it was published, byte for byte.</summary>
    private static async Task<IResult> GetAnalysisAsync(
        string number, string? lang, IDbContextFactory<CaseDbContext> contexts, CancellationToken cancellationToken)
    {
        if (lang is not (null or "zh-CN" or "en"))
        {
            return WrongLanguage();
        }

        Language language = lang == "zh-CN" ? Language.Chinese : Language.English;
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        byte[]? packed = await context.Cases.Where(c => c.Number == number)
            .SelectMany(c => context.Set<PublishedTexts>().Where(t => t.PublishedAnalysisId == c.PublishedId))
            .Select(PublishedTexts.In(language)).SingleOrDefaultAsync(cancellationToken);
        return packed is null
            ? NoAnalysis(number)
            : Results.Stream(PackedDocument.OpenJson(packed), "application/json");
    }

    private static async Task<IResult> ExportAsync(string number, string? form, string? lang, GetCase getCase, CaseExport export, CancellationToken cancellationToken)
    {
        if (!Languages.TryUse(lang))
        {
            return WrongLanguage();
        }

        return await getCase.RunAsync(number, Languages.Current, cancellationToken) is not { Analysis: { } document } view ? NoAnalysis(number)
            : export.Write(view, document, form ?? "text") is { } file ? Results.File(file.Content, file.MediaType, file.Name)
            : Results.Problem($"'form' must be one of {string.Join(", ", CaseExport.Forms)}.", statusCode: StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> DraftsAsync(
        string number, string? form, string? lang, Party? audience, string? channel, GetCase getCase, ReplyDrafts drafts, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Languages.TryUse(lang))
        {
            return WrongLanguage();
        }

        if (form is not (null or "written" or "spoken" or "eml"))
        {
            return Results.Problem("'form' must be written, spoken or eml.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await getCase.RunAsync(number, Languages.Current, cancellationToken) is not { Analysis: { } document } view)
        {
            return NoAnalysis(number);
        }

        ImmutableArray<ReplyDraft> all = drafts.Write(view, document, form == "spoken");
        if (form != "eml")
        {
            return Json(all);
        }

        return all.FirstOrDefault(draft => (audience is null || draft.Audience == audience) && (channel is null || draft.Channel == channel)) is { } chosen
            ? Results.File(Mail(chosen, time.GetUtcNow()), "message/rfc822", $"{CaseExport.SafeName(number)}-{chosen.Channel}.eml")
            : Results.Problem("Nothing is to be asked of this party by this way.", statusCode: StatusCodes.Status404NotFound);
    }

    private static byte[] Mail(ReplyDraft draft, DateTimeOffset now)
    {
        using var content = new MemoryStream();
        MailWriter.Write(new OutgoingMail(draft.Subject, draft.Text, now, []), content);
        return content.ToArray();
    }

    private static IResult WrongLanguage() => Results.Problem("The query parameter 'lang' must be zh-CN or en.", statusCode: StatusCodes.Status400BadRequest);

    private static IResult NoAnalysis(string number) => Results.Problem($"There is no case '{number}', or it has no analysis yet.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ListEventsAsync(
        string number, [AsParameters] EventsParameters parameters, ListEvents listEvents, CancellationToken cancellationToken)
    {
        var request = new ListEventsRequest(parameters.ToFilter(number), parameters.After, parameters.Limit ?? DefaultLimit) { Before = parameters.Before };
        return await listEvents.RunAsync(request, cancellationToken) switch
        {
            EventPage page => Json(page),
            EventsRefused refused => Results.Problem(refused.Reason, statusCode: StatusCodes.Status400BadRequest),
            _ => NoSuchCase(number),
        };
    }

    private static async Task<IResult> RevealAsync(string number, int id, HttpContext http, RevealContact reveal, CancellationToken cancellationToken) =>
        await reveal.RunAsync(http.User, number, id, cancellationToken) switch
        {
            ContactRevealed shown => Json(shown),
            RevealForbidden => Results.Problem(
                $"You may not see masked telephone numbers and mail addresses; the role '{Roles.RevealContacts}' is needed.", statusCode: StatusCodes.Status403Forbidden),
            RevealNever => Results.Problem("Only telephone numbers and mail addresses can be shown. Passwords, user names, keys and links are shown to nobody.", statusCode: StatusCodes.Status409Conflict),
            RevealUnavailable => Results.Problem("The file does not give this value any more. Have the case analyzed again, then ask again.", statusCode: StatusCodes.Status409Conflict),
            _ => Results.Problem($"The case '{number}' has no redaction {id}.", statusCode: StatusCodes.Status404NotFound),
        };

    private static IResult NoSuchBundle(string number, Guid bundleId) =>
        Results.Problem($"The case '{number}' has no bundle '{bundleId}'.", statusCode: StatusCodes.Status404NotFound);

    private static IResult NoSuchCase(string number) =>
        Results.Problem($"There is no case with the number '{number}'.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Json<T>(T value) => Results.Json(value, AnalysisJson.Compact);

    /// <summary>Query parameters of the timeline; several values of <c>provider</c>, <c>id</c> and <c>level</c> are alternatives.</summary>
    private sealed record EventsParameters(
        DateTimeOffset? From,
        DateTimeOffset? To,
        string? Device,
        string? Source,
        string[]? Provider,
        int[]? Id,
        int[]? Level,
        string? Q,
        string? After,
        string? Before,
        int? Limit)
    {
        public EventFilter ToFilter(string number) => new()
        {
            CaseNumber = number,
            From = From,
            To = To,
            Device = Device,
            Source = Source,
            Providers = [.. Provider ?? []],
            EventIds = [.. Id ?? []],
            Levels = [.. Level ?? []],
            Query = Q,
        };
    }

    private sealed record AttributionBody(string? Path, string? Device);

    private sealed record CorrectionBody(CorrectionKind? Kind, string? Subject, string? Value);

    private sealed record NamesBody(string? Encoding);

    private sealed record PasswordBody(string? Password)
    {
        public override string ToString() => nameof(PasswordBody);
    }

    private sealed record OpenCaseBody(string? Number, string? Title, string? Reference);

    private sealed record OpenedCase(string Number, string Title, string? Reference, CaseState State);
}

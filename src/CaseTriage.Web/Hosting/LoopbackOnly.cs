using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CaseTriage.Web.Hosting;

/// <summary>
/// Until there are accounts nobody is asked who they are, so the server speaks to its own machine only, and pages of other sites that
/// are open in the same browser get nowhere.
/// </summary>
public static class LoopbackOnly
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static void ListenOnLoopback(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(RefuseOtherAddresses);
        });
    }

    /// <summary>Refuses names that are not this machine's (a foreign name that resolves to 127.0.0.1), and calls out of other sites' pages.</summary>
    public static void UseLoopbackGate(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!IsOwnName(context.Request.Host.Host))
        {
            await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This server answers to localhost and 127.0.0.1 only.");
        }
        else if (ChangesSomething(context.Request) && IsForeign(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "The request comes from another site's page.");
        }
        else
        {
            await next(context);
        }
    });

    private static void RefuseOtherAddresses(ListenOptions listen)
    {
        if (listen.IPEndPoint is { } endpoint && !IPAddress.IsLoopback(endpoint.Address))
        {
            throw new StartRefusedException(
                $"The address '{endpoint}' can be reached from outside. CaseTriage has no accounts yet, so it listens on this machine only: "
                + "set ASPNETCORE_URLS to http://127.0.0.1:PORT or http://localhost:PORT.");
        }
    }

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool ChangesSomething(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static bool IsForeign(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        bool otherOrigin = origin is not null && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        return otherOrigin || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}

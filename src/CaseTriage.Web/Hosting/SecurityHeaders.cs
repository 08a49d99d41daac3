namespace CaseTriage.Web.Hosting;

/// <summary>
/// The headers on every answer. Scripts: own files and one nonce for the import map. Styles must allow inline ones, or MudBlazor's theme is
/// gone (its issue 4529), so nothing from a bundle may ever become markup.
/// </summary>
public static class SecurityHeaders
{
    public static void UseCaseTriageHeaders(this WebApplication app) => app.UseSecurityHeaders(policy => policy
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
        .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
        .RemoveServerHeader()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().Self();
            csp.AddScriptSrc().Self().WithNonce();
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddImgSrc().Self().Data();
            csp.AddFontSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddObjectSrc().None();
            csp.AddBaseUri().Self();
            csp.AddFormAction().Self();
            csp.AddFrameAncestors().None();
        }));
}

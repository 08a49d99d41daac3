using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace CaseTriage.Web.Hosting;

/// <summary>What a person may do.</summary>
public static class Roles
{
    /// <summary>See telephone numbers and mail addresses that are masked.</summary>
    public const string RevealContacts = "reveal-contacts";
}

/// <summary>Names of the authorization policies.</summary>
public static class Policies
{
    public const string RevealContacts = nameof(RevealContacts);
}

/// <summary>Until there are accounts, everyone at this machine is one person, with the roles that a setting gives.</summary>
public static class LocalUser
{
    private const string Name = "local";

    public static IServiceCollection AddLocalUser(this IServiceCollection services)
    {
        services.AddAuthorizationCore(authorization => authorization.AddPolicy(Policies.RevealContacts, policy => policy.RequireRole(Roles.RevealContacts)));
        services.AddCascadingAuthenticationState();
        return services;
    }

    public static void UseLocalUser(this WebApplication app)
    {
        string[] roles = app.Services.GetRequiredService<IOptions<CaseTriageOptions>>().Value.LocalUserRoles
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, Name), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], Name);
        app.Use((context, next) =>
        {
            context.User = new ClaimsPrincipal(identity);
            return next(context);
        });
    }
}

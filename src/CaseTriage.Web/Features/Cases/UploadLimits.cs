using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CaseTriage.Web.Features.Cases;

/// <summary>A few uploads at a time; the next ones wait their turn, and past a queue they are told to come again.</summary>
public static class UploadLimits
{
    public const string Policy = "uploads";

    private const int AtATime = 4;
    private const int Waiting = 200;

    public static IServiceCollection AddUploadLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddConcurrencyLimiter(Policy, options =>
        {
            options.PermitLimit = AtATime;
            options.QueueLimit = Waiting;
            options.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
    });
}

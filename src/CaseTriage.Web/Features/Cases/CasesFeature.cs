using FluentValidation;

namespace CaseTriage.Web.Features.Cases;

public static class CasesFeature
{
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<CaseFeed>();
        services.AddSingleton<IValidator<OpenCaseRequest>, OpenCaseValidator>();
        services.AddSingleton<ListCases>();
        services.AddSingleton<OpenCase>();
        services.AddSingleton<GetCase>();
        services.AddSingleton<UploadBundle>();
        services.AddSingleton<AttributeArtifact>();
        services.AddSingleton<ReadEvidence>();
        services.AddSingleton<LoadSampleCase>();
        return services;
    }
}

using CaseTriage.Analysis.Facts;
using CaseTriage.Cases;
using CaseTriage.Evidence;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Features.Cases.Events;
using CaseTriage.Web.Features.Cases.Exports;
using CaseTriage.Web.Features.Cases.Past;
using CaseTriage.Web.Features.Cases.Replies;
using CaseTriage.Web.Features.Cases.Rules;
using CaseTriage.Web.Intake;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public static class CasesFeature
{
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<CaseFeed>();
        services.AddSingleton<IValidator<OpenCaseRequest>, OpenCaseValidator>();
        services.AddSingleton<ListCases>();
        services.AddSingleton<ListEvents>();
        services.AddSingleton<SumEvents>();
        services.AddSingleton<OpenCase>();
        services.AddSingleton<GetCase>();
        services.AddSingleton<UploadBundle>();
        services.AddSingleton<AttributeArtifact>();
        services.AddSingleton<CorrectCase>();
        services.AddSingleton<ForgetPerson>();
        services.AddSingleton<BundlePasswords>();
        services.AddSingleton<ManifestInputs>();
        services.AddSingleton<CaseManifests>();
        services.AddSingleton<ChangeReading>();
        services.AddSingleton(provider => new ReadEvidence(
            provider.GetRequiredService<GetCase>(),
            provider.GetRequiredService<EvidenceStore>(),
            provider.GetRequiredService<ManifestInputs>(),
            provider.GetRequiredService<EvidenceClient>(),
            provider.GetRequiredService<EventTexts>()));
        services.AddSingleton<RevealContact>();
        services.AddSingleton<ExplainRules>();
        services.AddSingleton(provider => new ReadPast(
            provider.GetRequiredService<IDbContextFactory<CaseDbContext>>(), provider.GetRequiredService<AnalyzerClient>(), provider.GetRequiredService<CaseManifests>()));
        services.AddScoped<CaseExport>();
        services.AddScoped<ReplyDrafts>();
        services.AddSingleton<LoadSampleCase>();
        services.AddEventTexts();
        return services;
    }
}

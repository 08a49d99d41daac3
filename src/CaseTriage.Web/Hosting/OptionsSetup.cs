using CaseTriage.Analysis.Bundles;
using CaseTriage.Web.Intake;

namespace CaseTriage.Web.Hosting;

public static class OptionsSetup
{
    /// <summary>Binds and checks every section, and hands out the one that is needed before the services are built.</summary>
    public static CaseTriageOptions AddCaseTriageOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CaseTriageOptions>().BindConfiguration(CaseTriageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<UnpackLimits>().BindConfiguration("CaseTriage:Unpack").ValidateDataAnnotations().ValidateOnStart();
        return builder.Configuration.GetSection(CaseTriageOptions.Section).Get<CaseTriageOptions>() ?? new CaseTriageOptions();
    }
}

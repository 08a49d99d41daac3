using System.ComponentModel.DataAnnotations;

namespace CaseTriage.Web.Intake;

/// <summary>Section <c>CaseTriage:Intake</c>: limits of the process that reads foreign bytes.</summary>
public sealed class IntakeOptions
{
    public const string Section = "CaseTriage:Intake";

    /// <summary>Longest analysis of a case, 1 s to 2 h. Default: 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00", ErrorMessage = "CaseTriage:Intake:MaxDuration must be between 00:00:01 and 02:00:00.")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Managed memory of one analysis in MiB, 128 to 32768. Default: 1024.</summary>
    [Range(128, 32768, ErrorMessage = "CaseTriage:Intake:MaxMemoryInMiB must be between 128 and 32768.")]
    public int MaxMemoryInMiB { get; set; } = 1024;

    /// <summary>Cases that are analyzed at a time, 1 to 16. Default: 1.</summary>
    [Range(1, 16, ErrorMessage = "CaseTriage:Intake:Parallel must be between 1 and 16.")]
    public int Parallel { get; set; } = 1;
}

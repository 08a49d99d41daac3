using MudBlazor;

namespace CaseTriage.Web.Features.Cases.Events;

/// <summary>How levels look. Windows' own meaning: 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 is shown by it as information.</summary>
public static class EventLevels
{
    public static string ToneOf(int level) => level switch
    {
        1 or 2 => "bad",
        3 => "warn",
        _ => "quiet",
    };

    public static string ShapeOf(int level) => level switch
    {
        1 => Icons.Material.Filled.Report,
        2 => Icons.Material.Filled.Error,
        3 => Icons.Material.Filled.Warning,
        5 => Icons.Material.Outlined.Notes,
        _ => Icons.Material.Outlined.Info,
    };
}

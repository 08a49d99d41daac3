using MudBlazor;

namespace CaseTriage.Web.Components;

/// <summary>
/// Colours, letters and measures. Every pair of text and ground reaches 4.5:1 (WCAG 2.2 AA); own styles use these tokens through the
/// variables that MudBlazor writes, so that light and dark stay one design.
/// </summary>
public static class CaseTriageTheme
{
    // Latin from our own files, Chinese from the system: PingFang (macOS), YaHei (Windows), Noto or Source Han (Linux).
    private static readonly string[] TextFamily =
        ["IBM Plex Sans", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5c6b",
            PrimaryContrastText = "#ffffff",
            Secondary = "#7a4b12",
            Tertiary = "#51616a",
            Background = "#f3f6f6",
            BackgroundGray = "#e9eeee",
            Surface = "#ffffff",
            TextPrimary = "#17232a",
            TextSecondary = "#4d5d66",
            TextDisabled = "#6b7a82",
            ActionDefault = "#4d5d66",
            Success = "#1a6840",
            Error = "#a3192c",
            Warning = "#825000",
            Info = "#27578a",
            LinesDefault = "#d9e1e2",
            LinesInputs = "#77868d",
            TableLines = "#d9e1e2",
            Divider = "#d9e1e2",
            OverlayDark = "rgba(16,26,30,0.5)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#72c5d2",
            PrimaryContrastText = "#06262d",
            Secondary = "#e0b376",
            Tertiary = "#a5b5b9",
            Background = "#0f1618",
            BackgroundGray = "#1f2a2d",
            Surface = "#172023",
            TextPrimary = "#e4ebec",
            TextSecondary = "#a9b8bc",
            TextDisabled = "#83939a",
            ActionDefault = "#a9b8bc",
            Success = "#7fcf9d",
            Error = "#f6a0a2",
            Warning = "#e8b968",
            Info = "#93bff0",
            LinesDefault = "#2b383b",
            LinesInputs = "#6f8187",
            TableLines = "#2b383b",
            Divider = "#2b383b",
            OverlayDark = "rgba(0,0,0,0.6)",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = TextFamily, FontSize = "0.9375rem", LineHeight = "1.55", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = TextFamily, FontSize = "0.9375rem", LineHeight = "1.55", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = TextFamily, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = TextFamily, FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "0", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = TextFamily, FontSize = "0.8125rem", LetterSpacing = "0" },
        },
    };
}

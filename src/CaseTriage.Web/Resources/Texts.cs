namespace CaseTriage.Web.Resources;

/// <summary>Names the resource files <c>Texts.resx</c> (English) and <c>Texts.zh-CN.resx</c>. The Chinese of MudBlazor's own strings is in <c>MudTexts</c>.</summary>
public sealed class Texts;

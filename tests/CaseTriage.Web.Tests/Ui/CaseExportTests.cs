using System.Text;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Reports;
using CaseTriage.Cases.Model;
using CaseTriage.Formats.MailThread;
using CaseTriage.Web.Features.Cases;
using CaseTriage.Web.Features.Cases.Exports;
using CaseTriage.Web.Features.Cases.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTriage.Web.Tests.Ui;

/// <summary>Cases as files, and the drafts of replies.</summary>
public sealed class CaseExportTests
{
    [Theory]
    [InlineData("en", Language.English)]
    [InlineData("zh-CN", Language.Chinese)]
    public void Text_ReadAgain_GivesTheSameMails(string culture, Language language)
    {
        AnalysisDocument document = SampleDocument.In(language);

        MailThreadContent read = MailThreadReader.Read(Encoding.UTF8.GetBytes(Export(culture, document, "text")));

        Assert.Equal(document.Messages.Select(message => message.Text), read.Messages.Select(message => message.Text.Trim()));
    }

    [Fact]
    public void Text_SeparatorInsideAMail_PartsNothing()
    {
        AnalysisDocument document = SampleDocument.In(Language.English);
        document = document with { Messages = [document.Messages[0] with { Text = "before\n====第2封邮件====\nafter" }] };

        MailThreadContent read = MailThreadReader.Read(Encoding.UTF8.GetBytes(ThreadText.Write(document, Language.Chinese, TimeSpan.FromHours(8))));

        Assert.Single(read.Messages);
    }

    [Fact]
    public void Markdown_PictureInAMail_IsNoPicture()
    {
        AnalysisDocument document = SampleDocument.In(Language.English);
        document = document with { Messages = [document.Messages[0] with { Text = "![x](http://example.test/x.png)" }] };

        string text = Export("en", document, "markdown");

        Assert.Contains(@"\!\[x\](http", text, StringComparison.Ordinal);
        Assert.DoesNotContain("![x]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_TitleWithALineEnd_AddsNoHeader()
    {
        string mail = Export("en", SampleDocument.In(Language.English), "eml", "A title\r\nBcc: somebody");

        Assert.DoesNotContain("\nBcc:", mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains("X-Unsent: 1", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_StepsBlockedOrInternal_AreLeftOut() =>
        Assert.Equal(["ask-hardware-list-by-phone", "unplug-extra-disk"], Drafts(isSpoken: false).SelectMany(draft => draft.Steps));

    [Fact]
    public void Drafts_ToReadOut_SpellSerialNumbersInGroups()
    {
        string text = Drafts(isSpoken: true).Single(draft => draft.Channel == "on-site").Text;

        Assert.Contains("QX07 3100 0010 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_PasswordInAStep_IsMasked()
    {
        AnalysisDocument document = SampleDocument.In(Language.English);
        document = document with { NextSteps = [document.NextSteps[0] with { Text = "Log in. Password: Vx9#kk21mQ" }] };

        Assert.DoesNotContain("Vx9#kk21mQ", Assert.Single(Drafts(isSpoken: false, document)).Text, StringComparison.Ordinal);
    }

    private static System.Collections.Immutable.ImmutableArray<ReplyDraft> Drafts(bool isSpoken, AnalysisDocument? document = null)
    {
        using var context = new PageContext();
        context.Services.AddScoped<ReplyDrafts>();
        return context.Services.GetRequiredService<ReplyDrafts>().Write(View("A title"), document ?? SampleDocument.In(Language.English), isSpoken);
    }

    private static string Export(string culture, AnalysisDocument document, string form, string title = "A title")
    {
        using var context = new PageContext(culture);
        context.Services.AddScoped<CaseExport>();
        return Encoding.UTF8.GetString(context.Services.GetRequiredService<CaseExport>().Write(View(title), document, form)!.Content);
    }

    private static CaseView View(string title) => new() { Number = "C-1", Title = title, State = CaseState.Open, CreatedAt = DateTimeOffset.UnixEpoch };
}

using System.Diagnostics;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Mail;

/// <summary>The hostile mails of the shared folder, each through a whole analysis.</summary>
public sealed class HostileMailsTests
{
    [Fact]
    public void Analyze_HostileMail_EndsAndGivesALine()
    {
        string[]? files = HostileFiles.Of("mail");
        Assert.SkipWhen(files is null, HostileFiles.AbsentReason);

        foreach (string file in files)
        {
            Assert.NotEmpty(Analyze(file).Artifacts);
        }
    }

    [Fact]
    public void Analyze_HostileOutlookMail_EndsAndShowsNoMarkup()
    {
        string[]? files = HostileFiles.Of("msg");
        Assert.SkipWhen(files is null, HostileFiles.AbsentReason);

        foreach (string file in files)
        {
            Assert.All(Analyze(file).Messages, message => Assert.DoesNotContain("<script", message.Text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Analyze_GoodOutlookMail_IsReadAndItsPasswordMasked()
    {
        string[]? files = HostileFiles.Of("msg");
        Assert.SkipWhen(files is null, HostileFiles.AbsentReason);

        AnalysisDocument document = Analyze(files.Single(file => file.EndsWith("good_small.msg", StringComparison.Ordinal)));

        MessageSummary message = Assert.Single(document.Messages);
        Assert.StartsWith("激活问题 ", message.Subject, StringComparison.Ordinal);
        Assert.StartsWith("用户使用离线激活时失败。", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Demo#2022", message.Text, StringComparison.Ordinal);
    }

    private static string Told(AnalysisDocument document)
    {
        ArtifactSummary artifact = document.Artifacts[^1];
        return $"{artifact.Format} {artifact.Status} {string.Join(' ', artifact.Damage.Select(damage => damage.Code))} {document.Messages.FirstOrDefault()?.Text.Length}".TrimEnd();
    }

    private static AnalysisDocument Analyze(string path)
    {
        var watch = Stopwatch.StartNew();
        var input = new CaseInput(Path.GetFileName(path), null, () => File.OpenRead(path));
        AnalysisDocument document = new CaseAnalyzer().Analyze(new AnalysisRequest { Inputs = [input], Knowledge = Given.Knowledge }, new Nobody(), TestContext.Current.CancellationToken).ToDocument(Language.English);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms {Path.GetFileName(path)} {Told(document)}");
        Assert.DoesNotContain(document.Artifacts, artifact => artifact.Damage.Any(damage => damage.Code == "reader-fault"));
        return document;
    }

    private sealed class Nobody : IAnalysisObserver
    {
        public bool WantsEvents => false;

        public void Progress(string stage, string? artifact, double share)
        {
        }

        public void Event(EventRow row)
        {
        }
    }
}

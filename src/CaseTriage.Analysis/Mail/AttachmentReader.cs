using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>What mails point at: files by name, "the attachment", a picture in the text; and whether the case holds it.</summary>
internal static partial class AttachmentReader
{
    /// <summary>Facts <c>mail.attachment</c> of one mail, each name once.</summary>
    public static IEnumerable<Fact> Read(Letter letter, ImmutableArray<ArtifactSummary> artifacts)
    {
        List<ArtifactSummary> others = [.. artifacts.Where(artifact => artifact.Path != letter.Message.Artifact && artifact.Kind is not (ArtifactKind.MailThread or ArtifactKind.Mail))];
        var told = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in letter.Message.AttachmentsExpected.Where(name => told.Add(name + "\nfile")))
        {
            yield return Attachment(letter, name, "file", HasFile(others, name), name);
        }

        foreach (Sentence sentence in letter.Sentences)
        {
            foreach ((string name, string kind, bool isPresent) in InSentence(sentence.Text, letter.Role, others).Where(found => told.Add(found.Name + "\n" + found.Kind)))
            {
                yield return Attachment(letter, name, kind, isPresent, sentence.Text);
            }
        }
    }

    private static IEnumerable<(string Name, string Kind, bool IsPresent)> InSentence(string sentence, Party role, List<ArtifactSummary> artifacts)
    {
        if (Picture().Match(sentence) is { Success: true } picture)
        {
            yield return (picture.Value, "picture", artifacts.Exists(IsPicture));
        }

        foreach (string name in InlinePicture().Matches(sentence).Select(match => match.Groups["name"].Value))
        {
            yield return (name, "picture", HasFile(artifacts, name));
        }

        if (!Points().IsMatch(sentence) || (role == Party.Rnd && Looks().IsMatch(sentence)))
        {
            yield break;
        }

        List<string> names = [.. FileName().Matches(sentence).Select(match => match.Value)];
        foreach (string name in names)
        {
            yield return (name, "file", HasFile(artifacts, name));
        }

        if (names.Count == 0 && Attachment().Match(sentence) is { Success: true } attachment)
        {
            bool instructs = Instructions().IsMatch(sentence);
            yield return (attachment.Value, instructs ? "instructions" : "material", !instructs && HoldsMaterial(sentence, artifacts));
        }
    }

    /// <summary>Material without a name is there when the case holds something of its kind, or an archive that can hold it.</summary>
    private static bool HoldsMaterial(string sentence, List<ArtifactSummary> artifacts) =>
        DataItems.In(sentence) is ["screenshot"] ? artifacts.Exists(IsPicture) : artifacts.Count > 0;

    /// <summary>A picture of a QR code is no screenshot of a message.</summary>
    private static bool IsPicture(ArtifactSummary artifact) => artifact.Kind == ArtifactKind.Image && !QrName().IsMatch(artifact.Path);

    private static bool HasFile(List<ArtifactSummary> artifacts, string name) =>
        artifacts.Exists(artifact => artifact.Path.EndsWith(name, StringComparison.OrdinalIgnoreCase)
            && (artifact.Path.Length == name.Length || artifact.Path[^(name.Length + 1)] is '/' or '\\'));

    private static Fact Attachment(Letter letter, string name, string kind, bool isPresent, string excerpt) =>
        Fact.Create("mail.attachment", null, letter.Cite(excerpt), letter.Message.SentAt, ("name", name), ("kind", kind), ("present", isPresent));

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int TimeLimit = 2000;

    [GeneratedRegex(@"下图|上图|如图|截图(?:如下|见下|附后|见附件)|见截图|(?:see|as) (?:the |shown in the )?(?:picture|screenshot|image|photo)(?:s)?(?: (?:below|above))?|(?:screenshot|picture|photo)s? (?:below|above|attached|is attached|are attached)|as shown (?:below|above)", Usual, TimeLimit)]
    private static partial Regex Picture();

    // Where a mail program leaves its mark for a picture within the text.
    [GeneratedRegex(@"<(?<name>image[0-9]{1,5}\.(?:png|jpe?g|gif|bmp))>|\[(?:image|图片)[:：]\s?(?<name>[^\]]{1,80})\]", Usual, TimeLimit)]
    private static partial Regex InlinePicture();

    [GeneratedRegex(@"附件(?!管理|大小|格式)|附上|附后|随附|随信|包已发|已发|已导出|attach(?:ed|ment)|enclosed|please find", Usual, TimeLimit)]
    private static partial Regex Points();

    [GeneratedRegex(@"附件|附上|附后|随附|随信|attach(?:ed|ments?)|enclosed", Usual, TimeLimit)]
    private static partial Regex Attachment();

    [GeneratedRegex(@"附件(?:中的?|里的?)?.{0,12}(?:说明|模板|步骤|工具|文档|指南|手册|方法)|下载附件|按(?:照)?附件|attached .{0,20}(?:instruction|guide|tool|template|steps)|(?:instruction|guide|tool|template|steps)s? .{0,16}attached", Usual, TimeLimit)]
    private static partial Regex Instructions();

    [GeneratedRegex(@"(?:检查|查看|看了|打开|分析)了?(?:您|你|用户|客户)?的?附件|(?:checked|looked at|opened|reviewed|analy[sz]ed) the attach", Usual, TimeLimit)]
    private static partial Regex Looks();

    [GeneratedRegex(@"[A-Za-z0-9_\-\u4E00-\u9FFF](?<![见为是在和与及件])[A-Za-z0-9_\-.()\u4E00-\u9FFF]{0,80}?\.(?:evtx|zip|cab|7z|rar|txt|log|xml|png|jpe?g|bmp|gif|docx?|xlsx?|pdf|html?|reg|dat|csv)(?![A-Za-z0-9])", Usual, TimeLimit)]
    private static partial Regex FileName();

    [GeneratedRegex(@"二维码|QR", Usual, TimeLimit)]
    private static partial Regex QrName();
}

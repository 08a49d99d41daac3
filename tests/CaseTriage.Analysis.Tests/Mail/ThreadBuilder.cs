using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

/// <summary>Writes an exported thread, mail by mail, and reads it back as a case does.</summary>
internal sealed class ThreadBuilder
{
    private readonly StringBuilder _text = new("邮件主题：回复: [案例号: CAS-00007-X1Y2Z3 ] % 示例激活 % 初次响应 CMIT:0000007\n");
    private readonly List<string> _artifacts = [];
    private readonly List<string> _serials = [];
    private int _count;
    private DateTime _clock = new(2024, 3, 4, 9, 30, 0, DateTimeKind.Unspecified);
    private string _zone = "+08:00";
    private readonly List<Correction> _corrections = [];
    private readonly List<KnownPerson> _known = [];
    private DateTimeOffset? _asOf;

    /// <summary>A mail at the given clock time, or half an hour after the last one.</summary>
    public ThreadBuilder Mail(string from, string text, string? at = null)
    {
        _clock = at is null ? _clock.AddMinutes(30) : DateTime.Parse(at, CultureInfo.InvariantCulture);
        _text.Append(CultureInfo.InvariantCulture, $"\n====第{++_count}封邮件====\n\n发件人：{from}\n发送时间：{_clock:yyyy-MM-dd HH:mm:ss}{_zone}\n邮件内容:\n{text}\n");
        return this;
    }

    public ThreadBuilder Zone(string zone)
    {
        _zone = zone;
        return this;
    }

    public ThreadBuilder With(params ReadOnlySpan<string> artifacts)
    {
        _artifacts.AddRange(artifacts);
        return this;
    }

    public ThreadBuilder Knowing(params ReadOnlySpan<string> serials)
    {
        _serials.AddRange(serials);
        return this;
    }

    public ThreadBuilder Correct(CorrectionKind kind, string subject, string value)
    {
        _corrections.Add(new Correction(kind, subject, value));
        return this;
    }

    public ThreadBuilder Remembering(string from, Party party)
    {
        _known.Add(new KnownPerson(PersonName.KeyOf(from), party, "C-0"));
        return this;
    }

    public ThreadBuilder AsOf(string instant)
    {
        _asOf = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        return this;
    }

    /// <summary>The thread as a file.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    public ConversationResult Analyze()
    {
        ArtifactReading reading = MailFacts.Read("thread.txt", ToBytes(), CancellationToken.None);
        return Conversation.Analyze(new ConversationInput
        {
            Messages = reading.Messages,
            Artifacts = [.. _artifacts.Select(Artifact)],
            KnownSerials = [.. _serials],
            Corrections = [.. _corrections],
            KnownPeople = [.. _known],
            AsOf = _asOf,
        });
    }

    /// <summary>One mail of a customer, with serial numbers known from elsewhere.</summary>
    public static ConversationResult Says(string text, params ReadOnlySpan<string> serials) => new ThreadBuilder().Knowing(serials).Mail("Ding Yi", text).Analyze();

    private static ArtifactSummary Artifact(string path) => new()
    {
        Path = path,
        Kind = path.EndsWith(".png", StringComparison.Ordinal) ? ArtifactKind.Image : ArtifactKind.Zip,
        SizeInBytes = 1,
        Sha256 = "",
        Status = ArtifactStatus.Parsed,
    };
}

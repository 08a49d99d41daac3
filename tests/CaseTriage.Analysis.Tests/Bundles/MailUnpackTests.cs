using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Analysis.Tests.Bundles;

/// <summary>What a mail carries comes out as if it lay in an archive; the mail itself stays a file of the case.</summary>
public sealed class MailUnpackTests
{
    private const string Head = "From: Li <li@example.cn>\r\nTo: support@example.test\r\nSubject: logs\r\nMIME-Version: 1.0\r\n";

    private static int s_boundaries;

    [Fact]
    public void Unpack_MailWithAZip_GivesWhatLiesInTheZip()
    {
        byte[] zip = new ZipBuilder().Add("aps.log", "2024-03-05 10:00:00 first").Build();
        byte[] mail = Mail(Text("see attached"), File(zip, "application/zip", "name=\"=?gb18030?B?yNXWvi56aXA=?=\""), File([0x89, 0x50], "image/png", "name=\"shot.png\"", disposition: "inline"));

        List<string> paths = [.. Unpack(mail).Select(file => $"{file.Path} {file.Status}")];

        Assert.Equal(["in!/日志.zip!/aps.log Stored", "in!/日志.zip Parsed", "in!/shot.png Stored", "in Stored"], paths);
    }

    [Fact]
    public void Unpack_MailInAMail_IsOpenedInItsTurn()
    {
        string inner = Encoding.Latin1.GetString(Mail(Text("inner"), File([1, 2, 3], "application/octet-stream", "name=\"../../a.bin\"")));
        byte[] mail = Mail(Text("outer"), $"Content-Type: message/rfc822\r\n\r\n{inner}");

        Dictionary<string, UnpackedFile> files = Unpack(mail).ToDictionary(file => file.Path, StringComparer.Ordinal);

        Assert.Equal(3, files["in!/logs.eml!/a.bin"].SizeInBytes);
        Assert.Equal(ArtifactFormat.Eml, files["in!/logs.eml"].Format);
    }

    [Fact]
    public void Unpack_MailThatWasCut_GivesThePartAndSaysSo()
    {
        byte[] content = new byte[3000];
        new Random(1).NextBytes(content);
        byte[] mail = Mail(Text("see attached"), File(content, "application/octet-stream", "name=\"a.bin\""));

        UnpackedFile cut = Unpack(mail[..^1201]).Single(file => file.Path == "in!/a.bin");

        Assert.Equal("entry-truncated", Assert.Single(cut.Damage).Code);
        Assert.Equal(ArtifactStatus.Partial, cut.Status);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.AsSpan(0, (int)cut.SizeInBytes))), cut.Sha256);
    }

    [Fact]
    public void Unpack_MailWithoutAttachments_IsItselfOnly() =>
        Assert.Equal(("in", ArtifactStatus.Stored), Assert.Single(Unpack(Encoding.ASCII.GetBytes(Head + "\r\nJust text.\r\n")).Select(file => (file.Path, file.Status))));

    [Fact]
    public void Unpack_PartsInPartsWithoutEnd_Ends()
    {
        var mail = new StringBuilder(Head);
        for (int i = 0; i < 10_000; i++)
        {
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        }

        Assert.Equal("in", Unpack(Encoding.ASCII.GetBytes(mail.ToString()))[^1].Path);
    }

    [Fact]
    public void Unpack_MoreFilesThanAllowed_SaysSo()
    {
        byte[] mail = Mail([.. Enumerable.Range(0, 30_000).Select(_ => "Content-Type: image/png\r\n\r\nx")]);

        List<UnpackedFile> files = Unpack(mail);

        Assert.Equal(10_001, files.Count);
        Assert.Contains(files[^1].Damage, damage => damage.Code == "limit-entries");
    }

    [Fact]
    public void Unpack_MailsMutatedByFixedSeeds_ThrowNothing()
    {
        byte[] zip = new ZipBuilder().Add("aps.log", "2024-03-05 10:00:00 first").Build();
        byte[] mail = Mail(Text("see attached"), File(zip, "application/zip", "name*=gb18030''%C8%D5.zip"), $"Content-Type: message/rfc822\r\n\r\n{Encoding.Latin1.GetString(Mail(Text("inner"), File([1, 2], "a/b", "name=x")))}");
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = mail[..(random.Next(4) == 0 ? random.Next(Head.Length, mail.Length) : mail.Length)];
            for (int i = random.Next(1, 9); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            Assert.All(Unpack(changed).SelectMany(file => file.Damage), damage => Assert.NotEmpty(damage.Message));
        }
    }

    private static string Text(string text) => $"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}";

    private static string File(byte[] content, string type, string name, string disposition = "attachment") =>
        $"Content-Type: {type}; {name}\r\nContent-Disposition: {disposition}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}";

    private static byte[] Mail(params IEnumerable<string> parts)
    {
        string boundary = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"b{Interlocked.Increment(ref s_boundaries)}");
        return Encoding.Latin1.GetBytes($"{Head}Content-Type: multipart/mixed; boundary={boundary}\r\n\r\n{string.Concat(parts.Select(part => $"--{boundary}\r\n{part}\r\n"))}--{boundary}--\r\n");
    }

    private static List<UnpackedFile> Unpack(byte[] mail) =>
        [.. BundleUnpacker.Unpack([new CaseInput("in", null, () => new MemoryStream(mail, writable: false))], UnpackLimits.Default, TestContext.Current.CancellationToken)];
}

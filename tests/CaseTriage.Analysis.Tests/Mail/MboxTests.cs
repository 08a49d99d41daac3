using System.Text;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.Mail;
using CaseTriage.TestKit.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class MboxTests
{
    [Theory]
    [InlineData(MboxVariant.Mboxo)]
    [InlineData(MboxVariant.Mboxrd)]
    [InlineData(MboxVariant.Mboxcl2)]
    public void Open_Variant_GivesEachMailAsItWasSent(MboxVariant variant)
    {
        byte[][] mails = [Mail(1, "one\n\nFrom here on: it fails\nend"), Mail(2, "two"), Mail(3, "three\n\n\n")];
        var builder = new MboxBuilder(variant);
        Array.ForEach(mails, mail => builder.Add(mail));

        Assert.Equal(mails.Select(Trimmed), Extract(builder.Build()).Select(Trimmed));
    }

    [Fact]
    public void Open_MarkedMarksInMboxrd_LoseOne() =>
        Assert.Contains("\n>From two", Trimmed(Extract(new MboxBuilder(MboxVariant.Mboxrd).Add(Mail(1, "a\n\n>From two")).Build()).Single()), StringComparison.Ordinal);

    [Fact]
    public void Open_LongLinesAcrossBuffers_AreWhole()
    {
        byte[] mail = Mail(1, new string('x', 200_000) + "\n" + string.Concat(Enumerable.Repeat("From y\n\n>z\n", 20_000)));

        Assert.Equal(Trimmed(mail), Trimmed(Extract(new MboxBuilder(MboxVariant.Mboxo).Add(mail).Build()).Single()));
    }

    [Fact]
    public void Open_ContentLengthThatLies_IsNotFollowed()
    {
        byte[] folder = new MboxBuilder(MboxVariant.Mboxo).Add(new EmlBuilder().Head("a@x.example", "Mon, 13 Nov 2023 11:08:00 +0800").Field("Content-Length", "9223372036854775807").Text("one").Build()).Add(Mail(2, "two")).Build();

        Assert.Equal(2, Extract(folder).Count);
    }

    [Fact]
    public void Open_NoMail_IsRefused() =>
        Assert.Equal("not-mbox", Assert.Throws<MalformedDataException>(() => Extract("From here on it fails\n\nFrom there too\n"u8.ToArray())).Code);

    [Fact]
    public void Unpack_FolderWithAttachments_GivesMailsAndFiles()
    {
        byte[] folder = new MboxBuilder(MboxVariant.Mboxo).Add(Mail(1, "one")).Add(new EmlBuilder().Head("b@x.example", "Mon, 13 Nov 2023 12:08:00 +0800").Text("two").File("a.bin", [1, 2, 3]).Build()).Build();

        List<string> files = [.. BundleUnpacker.Unpack([new CaseInput("in.mbox", null, () => new MemoryStream(folder, writable: false))], UnpackLimits.Default, TestContext.Current.CancellationToken)
            .Select(file => $"{file.Path} {file.Format} {file.Status} {file.Records}")];

        Assert.Equal(["in.mbox!/00001.eml Eml Stored 0", "in.mbox!/00002.eml!/a.bin Unknown Stored 0", "in.mbox!/00002.eml Eml Stored 0", "in.mbox Mbox Parsed 2"], files);
    }

    [Fact]
    public void Open_MoreMailsThanAllowed_SaysSo()
    {
        var builder = new MboxBuilder(MboxVariant.Mboxo);
        for (int i = 0; i < 5; i++)
        {
            builder.Add(Mail(i, "x"));
        }

        using var stream = new MemoryStream(builder.Build());
        MboxReader folder = MboxReader.Open(stream, 3, TestContext.Current.CancellationToken);

        Assert.Equal(3, folder.Messages.Length);
        Assert.Equal("limit-entries", Assert.Single(folder.Damage).Code);
    }

    [Fact]
    public void Open_FoldersMutatedByFixedSeeds_ThrowNothingElse()
    {
        byte[] folder = new MboxBuilder(MboxVariant.Mboxcl2).Add(Mail(1, "one\n\nFrom x")).Add(Mail(2, "two")).Add(Mail(3, "three")).Build();
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = folder[..(random.Next(4) == 0 ? random.Next(1, folder.Length) : folder.Length)];
            for (int i = random.Next(1, 9); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)"\n>From :0919x"[random.Next(13)];
            }

            try
            {
                Assert.True(Extract(changed).Sum(mail => mail.Length) <= changed.Length);
            }
            catch (MalformedDataException malformed)
            {
                Assert.Equal("not-mbox", malformed.Code);
            }
        }
    }

    private static byte[] Mail(int number, string text) => new EmlBuilder().Head($"Li <li{number}@x.example>", "Mon, 13 Nov 2023 11:08:00 +0800").Text(text).Build();

    private static string Trimmed(byte[] mail)
    {
        IEnumerable<string> lines = Encoding.Latin1.GetString(mail).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Where(line => !line.StartsWith("Content-Length:", StringComparison.Ordinal));
        return string.Join('\n', lines).TrimEnd('\n');
    }

    private static List<byte[]> Extract(byte[] folder)
    {
        using var stream = new MemoryStream(folder, writable: false);
        MboxReader reader = MboxReader.Open(stream, 1000, TestContext.Current.CancellationToken);
        return [.. reader.Messages.Select(message =>
        {
            using var mail = new MemoryStream();
            reader.Extract(message, mail, TestContext.Current.CancellationToken);
            return mail.ToArray();
        })];
    }
}

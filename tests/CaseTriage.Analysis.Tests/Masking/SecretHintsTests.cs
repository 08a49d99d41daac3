using System.Text;
using CaseTriage.Analysis.Masking;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Masking;

/// <summary>Looking for signs first must change no result: every text is searched with and without.</summary>
public sealed class SecretHintsTests
{
    private static readonly string[] s_pieces =
    [
        "密码", "密碼：", "口令 ", "提取码:", "password", "PASSWORD: ", "Pass=", "pw:", "PIN: ", "pwd=", "passwd", "paſſword: ", "p\u0131n: ", "用户名：", "user: ", "login ", "账号/密码：",
        "ab12cd34", "Hunter22", "a/b", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "12345-", "XXXXX-", "{1a2b3c4d-0001-4c3d-9e8f-00000000beef}", "name.one", "@example.org", "@",
        "https://example.org/x?token=abc123", "HTTPS://a.b/?sig=12345", "://", "13912345678", "139 1234 5678", "139-1234-5678", "+86 ", "0755-12345678", "(010) 1234 5678",
        "（021）12345678转12", "400-123-4567", "8001234567", "电话：", "手机 ", "Tel. ", "telephone no. ", "CELL: ", "hot\u212Aline", "fax ", "12 34 56 78", "021", "1234567", "2024-03-05 12:00:00",
        " ", "\n", "\r\n", "\"", ":", "=", "，", "-", "0xC004F074", "service", "x", "1", "9",
    ];

    [Fact]
    public void Find_RandomTexts_IsTheSameWithAndWithoutHints()
    {
        var random = new Random(17);
        for (int round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (int pieces = random.Next(1, 12); pieces > 0; pieces--)
            {
                text.Append(s_pieces[random.Next(s_pieces.Length)]);
            }

            AssertSame(text.ToString());
        }
    }

    [Fact]
    public void Find_TextsOfTheCorpus_IsTheSameWithAndWithoutHints()
    {
        string? corpus = SharedFolder.Find("cases");
        Assert.SkipWhen(corpus is null, SharedFolder.AbsentReason);
        foreach (string file in Directory.EnumerateFiles(corpus!, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file))
            {
                AssertSame(line);
            }
        }
    }

    [Fact]
    public void Of_PlainRowOfALog_AsksForNothing() =>
        Assert.Equal(default, SecretHints.Of("""{"hr":"0xC004F074","SkuId":"{1a2b3c4d-0001-4c3d-9e8f-00000000beef}","at":"2024-03-05T12:00:00Z"}"""));

    private static void AssertSame(string text) => Assert.Equal(SecretFinder.Find(text, SecretHints.All), SecretFinder.Find(text));
}

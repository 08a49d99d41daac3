using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Masking;

namespace CaseTriage.Analysis.Tests.Masking;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("密码：abc987", "密码：‹password›")]
    [InlineData("登录密码: Qw!77_x", "登录密码: ‹password›")]
    [InlineData("口令 Zx_81!k）请妥善保管", "口令 ‹password›）请妥善保管")]
    [InlineData("初始密码为 a1b2c3。", "初始密码为 ‹password›。")]
    [InlineData("解压密码:\nk9k9k9\n谢谢", "解压密码:\n‹password›\n谢谢")]
    [InlineData("Password: Tr0ub4dor.", "Password: ‹password›.")]
    [InlineData("the password is hunter22, please", "the password is ‹password›, please")]
    [InlineData("pwd=s3cr3t;", "pwd=‹password›;")]
    [InlineData("Passcode \"77aa88\"", "Passcode \"‹password›\"")]
    public void Mask_Password_LeavesAMarker(string text, string expected) => Assert.Equal(expected, SecretMask.Mask(text).Text);

    [Theory]
    [InlineData("（账号 webdoc，口令 geheim）", "（账号 ‹user›，口令 ‹password›）")]
    [InlineData("用户名：upl_01\n密码：pp-11", "用户名：‹user›\n密码：‹password›")]
    [InlineData("登录账号：north\n登录密码：south", "登录账号：‹user›\n登录密码：‹password›")]
    [InlineData("账号/密码：north7 / south8", "账号/密码：‹user› / ‹password›")]
    [InlineData("user: bob\npassword: builder", "user: ‹user›\npassword: ‹password›")]
    [InlineData("Login: field-upload, password fieldfield", "Login: ‹user›, password ‹password›")]
    public void Mask_UserNameBesidePassword_MasksBoth(string text, string expected) => Assert.Equal(expected, SecretMask.Mask(text).Text);

    [Theory]
    [InlineData("用户：张三")]
    [InlineData("User: SYSTEM")]
    [InlineData("account: field-upload")]
    [InlineData("密码错误，请重试")]
    [InlineData("The password is required.")]
    [InlineData("Password last set 2 days ago")]
    [InlineData("test passed 3 of 4; pass: 12")]
    public void Mask_NameOrWordWithoutPassword_Stays(string text) => Assert.Equal(text, SecretMask.Mask(text).Text);

    [Theory]
    [InlineData("手机 13912340000", "手机 ‹phone›")]
    [InlineData("Mobile: +8613912340000", "Mobile: ‹phone›")]
    [InlineData("电话：139-1234-0000。", "电话：‹phone›。")]
    [InlineData("电话 010-0000 4321", "电话 ‹phone›")]
    [InlineData("电话0571-00001234转801", "电话‹phone›")]
    [InlineData("热线 400-000-9876", "热线 ‹phone›")]
    [InlineData("致电4000009876。", "致电‹phone›。")]
    [InlineData("Tel: +44 20 7946 0000", "Tel: ‹phone›")]
    public void Mask_Phone_LeavesAMarker(string text, string expected) => Assert.Equal(expected, SecretMask.Mask(text).Text);

    [Theory]
    [InlineData("QX07310000101")]
    [InlineData("序列号 QX02220000101、QX02220000102")]
    [InlineData("2022-08-26 10:09:34.708000+00:00")]
    [InlineData("0xC004F074 0x80131501 code:106")]
    [InlineData("{13912340-4000-4009-8765-139123400001}")]
    [InlineData("MAC 13-91-23-40-00-AB, 00:15:5D:01:02:03")]
    [InlineData("TotalPhysicalMemory 17179869184")]
    [InlineData("S-1-5-21-1390000000-4000009876-1001")]
    [InlineData("10.0.17763.1075 1601010000")]
    [InlineData("电话 2022-09-05 10:00 已沟通")]
    [InlineData("55041-00168-305-246209-03-2052-9200.0000-0612013")]
    public void Mask_SerialCodeGuidAddressOrTime_Stays(string text) => Assert.Equal(text, SecretMask.Mask(text).Text);

    [Fact]
    public void Mask_MailAddress_KeepsItsDomain() =>
        Assert.Equal("Ann <‹mail›@field.example.cn> <mailto:‹mail›@field.example.cn>", SecretMask.Mask("Ann <ann.b@field.example.cn> <mailto:ann.b@field.example.cn>").Text);

    [Fact]
    public void Mask_FullProductKey_LeavesAMarkerAndABlankedOneStays()
    {
        MaskedText masked = SecretMask.Mask("Key AB2CD-EF3GH-JK4MN-PQ5RT-VW6XY, shown as XXXXX-XXXXX-XXXXX-XXXXX-VW6XY");

        Assert.Equal("Key ‹key›, shown as XXXXX-XXXXX-XXXXX-XXXXX-VW6XY", masked.Text);
        Assert.Equal(RedactionKind.ProductKey, Assert.Single(masked.Secrets).Kind);
    }

    [Theory]
    [InlineData("https://eu.safelinks.protection.example.test/?url=http%3A%2F%2Fx.test&data=5", true)]
    [InlineData("https://docs.example.test/share?token=abcdef", true)]
    [InlineData("https://docs.example.test/u/ann%40example.test", true)]
    [InlineData("https://docs.example.test/guide?page=2", false)]
    [InlineData("www.example.test", false)]
    public void Mask_Link_OnlyOneThatCarriesAPersonOrToken(string link, bool masks) => Assert.Equal(masks ? "see ‹link› now" : $"see {link} now", SecretMask.Mask($"see {link} now").Text);

    [Fact]
    public void Mask_SecretRepeatedElsewhere_IsMaskedThereToo()
    {
        KnownSecrets known = SecretMask.Mask("用户名：north_upl\n密码：Kq77zz").Known;

        Assert.Equal("the upload of ‹user› with ‹password› failed", SecretMask.Mask("the upload of NORTH_UPL with kq77zz failed", known).Text);
        Assert.Equal("xKq77zz1 stays, ‹password› goes", known.MaskIn("xKq77zz1 stays, Kq77zz goes"));
    }

    [Fact]
    public void Mask_CommonUserName_IsNotHuntedElsewhere() =>
        Assert.Equal("run as admin", SecretMask.Mask("账号：admin 密码：aa11bb").Known.MaskIn("run as admin"));

    [Fact]
    public void Mask_SecretsOnSeveralLines_NamesLinesAndKeepsTheirNumber()
    {
        MaskedText masked = SecretMask.Mask("one\n手机 13912340000\nthree\n密码：zz-99\n");

        Assert.Equal([(RedactionKind.Phone, 2), (RedactionKind.Password, 4)], masked.Secrets.Select(secret => (secret.Kind, secret.Line)));
        Assert.Equal(5, masked.Text.Split('\n').Length);
    }

    [Fact]
    public void KnownSecret_WrittenAsText_DoesNotTellItself() =>
        Assert.DoesNotContain("Kq77zz", System.Text.Json.JsonSerializer.Serialize(SecretMask.Mask("密码：Kq77zz"), AnalysisJson.Compact), StringComparison.Ordinal);
}

using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class ConversationTests
{
    private const string A = "QX07310000101";
    private const string B = "QX07310000102";

    [Fact]
    public void Analyze_NoMail_IsEmpty() => Assert.Empty(Conversation.Analyze(new ConversationInput { Messages = [] }).Facts);

    [Fact]
    public void Analyze_Subject_GivesNumberReferenceAndTitle()
    {
        CaseSummary summary = ThreadBuilder.Says("您好").Case;

        Assert.Equal(("CAS-00007-X1Y2Z3", "CMIT:0000007", "示例激活"), (summary.Number, summary.Reference, summary.Title));
    }

    [Theory]
    [InlineData("+00:00", new[] { "2024-03-04 09:40", "2024-03-05 16:10", "2024-03-06 10:05" }, true)]
    [InlineData("+00:00", new[] { "2024-03-04 01:40", "2024-03-05 08:10", "2024-03-06 02:05" }, false)]
    [InlineData("+08:00", new[] { "2024-03-04 20:40", "2024-03-05 23:10", "2024-03-06 22:05" }, false)]
    [InlineData("+00:00", new[] { "2024-03-04 09:20" }, false)]
    public void Analyze_ZoneLabel_IsCorrectedOnlyWhereOfficeHoursSaySo(string zone, string[] times, bool isMislabelled)
    {
        ThreadBuilder thread = new ThreadBuilder().Zone(zone);
        foreach (string time in times)
        {
            thread.Mail("Ding Yi", "您好", time);
        }

        ConversationResult result = thread.Analyze();
        DateTimeOffset asWritten = DateTimeOffset.Parse(times[0] + zone, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(isMislabelled, Fact(result, "mail.times").Fields["mislabelled"]);
        Assert.Equal(isMislabelled ? asWritten.AddHours(-8) : asWritten, result.Messages[0].SentAt);
    }

    [Fact]
    public void Analyze_OrderOfMails_ChangesNothing()
    {
        ThreadBuilder thread = new ThreadBuilder().Mail("Ding Yi", A + " 激活失败。").Mail("He Min", "您好，请提供日志。").Mail("Ding Yi", "日志已发。");
        ConversationResult one = thread.Analyze();
        ConversationResult other = Conversation.Analyze(new ConversationInput { Messages = [.. one.Messages.Reverse()] });

        string Json(ConversationResult result) => System.Text.Json.JsonSerializer.Serialize(result, AnalysisJson.Compact);
        Assert.Equal(Json(one), Json(other));
    }

    [Fact]
    public void Analyze_MailsOfSeveralArtifacts_AreNumberedThroughTheCase()
    {
        MessageSummary first = ThreadBuilder.Says("您好").Messages[0];
        ConversationResult result = Conversation.Analyze(new ConversationInput
        {
            Messages = [first with { Artifact = "2.eml", SentAtRaw = "2024-03-05 10:00:00+08:00", Text = "b" }, first with { Artifact = "1.eml", Text = "a" }, first with { Artifact = "copy.eml", Text = "a" }],
        });

        Assert.Equal([(1, "a"), (2, "b")], result.Messages.Select(message => (message.Index, message.Text)));
    }

    [Theory]
    [InlineData("调度室四台同批次终端，两台能成功，两台激活失败。", 4, 2, 2, 4)]
    [InlineData("用户有三台相同设备，" + A + " 激活失败，" + B + " 激活成功。", 3, null, null, 1)]
    [InlineData(A + " 激活失败，另外两台正常。", 3, null, 2, 2)]
    [InlineData("We have five identical PCs: two of them fail, three work. " + A + " fails.", 5, 2, 3, 4)]
    [InlineData("机房共有 300 台设备，" + A + " 激活失败。", null, null, null, 0)]
    public void Analyze_CountedDevices_TellsThoseWithoutASerialNumber(string text, int? total, int? failed, int? activated, int unnamed)
    {
        Fact? count = ThreadBuilder.Says(text).Facts.FirstOrDefault(fact => fact.Name == "device.count");

        Assert.Equal(total, Number(count, "total"));
        Assert.Equal(failed, Number(count, "failed"));
        Assert.Equal(activated, Number(count, "activated"));
        Assert.Equal(unnamed, Number(count, "unnamed") ?? 0);
    }

    [Theory]
    [InlineData("终端在隔离网，不能上外网。", "no-network")]
    [InlineData("U盘和移动KMS主机一律不允许带入。", "no-kms no-usb")]
    [InlineData("日志禁止导出，机房内不允许拍照。", "no-export no-photo")]
    [InlineData("The site is air-gapped. USB sticks are not allowed, and phones are forbidden.", "no-network no-usb no-photo")]
    [InlineData("Logs must not leave the building and we do not use KMS.", "no-export no-kms")]
    [InlineData("如果不能上外网，请告知。", "")]
    [InlineData("终端都在办公网里，可以上外网。", "")]
    [InlineData("请插入U盘后重试。", "")]
    public void Analyze_SiteRules_AreToldByTheirWords(string text, string rules) => Assert.Equal(rules, string.Join(' ', ThreadBuilder.Says(text).Facts
        .Where(fact => fact.Name == "site.rule").Select(fact => fact.Text("rule")).OrderBy(rule => Array.IndexOf(rules.Split(' '), rule))));

    [Theory]
    [InlineData("检查后发现系统时间错误，比正常多了 30 个小时。", "clock wrong local-offset")]
    [InlineData("激活正常的机器上显示的也是 +30:00。", "clock fine local-offset")]
    [InlineData("The system time is wrong, activation will fail.", "clock wrong")]
    [InlineData("A working PC also shows +30:00, so the clock is fine.", "clock fine local-offset")]
    [InlineData("106 是绑定类的错误，和网络没有关系。", "network fine")]
    [InlineData("系统时间对不对？", "")]
    [InlineData("时间同步失败的记录很多。", "")]
    public void Analyze_Claims_AreToldWithTheirSide(string text, string expected) => Assert.Equal(expected, string.Join(", ", ThreadBuilder.Says(text).Facts
        .Where(fact => fact.Name == "mail.claim").Select(fact => $"{fact.Text("topic")} {fact.Text("says")} {fact.Text("basis")}".TrimEnd())));

    [Fact]
    public void Analyze_SecondRequest_IsRepeatedAndDamageExcusesIt()
    {
        ThreadBuilder Thread(string secondRequest) => new ThreadBuilder()
            .Mail("He Min", "丁老师您好，请提供 CmitClient.evtx 和二维码截图。\n何敏\n示例软件 技术支持部\n手机 13912340001")
            .Mail("Ding Yi", "CmitClient.evtx 和二维码都已上传。\n丁一\n水厂 信息中心\n电话 13912340003")
            .Mail("He Min", secondRequest);

        Assert.Equal("already-provided", Last(Thread("丁老师您好，请再导出一份 CmitClient.evtx。").Analyze()).Text("reason"));
        Assert.Equal(false, Last(Thread("丁老师您好，请再导出一份 CmitClient.evtx。").Analyze()).Fields["purpose"]);
        Assert.Equal("second-round", Last(Thread("丁老师您好，还需要收集硬件信息。").Analyze()).Text("reason"));
        Assert.Equal(true, Last(Thread("丁老师您好，还需要收集硬件信息，以便对比磁盘。").Analyze()).Fields["purpose"]);
        Assert.Equal(false, Last(Thread("丁老师您好，上次的文件打不开，请再发一份 CmitClient.evtx。").Analyze()).Fields["repeated"]);

        static Fact Last(ConversationResult result) => result.Facts.Last(fact => fact.Name == "mail.request");
    }

    [Theory]
    [InlineData("日志见附件 logs.zip。", "logs.zip", true)]
    [InlineData("日志见附件 other.zip。", "other.zip", false)]
    [InlineData("报错如下图所示。", "下图", false)]
    [InlineData("The logs are attached as logs.zip.", "logs.zip", true)]
    [InlineData("See the screenshot below.", "See the screenshot below", false)]
    [InlineData("材料见附件。", "附件", true)]
    public void Analyze_PromisedAttachment_IsPresentWhereTheCaseHoldsIt(string text, string name, bool isPresent)
    {
        Fact attachment = Fact(new ThreadBuilder().With("logs.zip", "二维码.png").Mail("Ding Yi", text).Analyze(), "mail.attachment");

        Assert.Equal(name, attachment.Text("name"));
        Assert.Equal(isPresent, attachment.Fields["present"]);
    }

    [Theory]
    [InlineData(A + " 更换了主板。", "board-replaced")]
    [InlineData("重装系统后 " + A + " 还是失败。", "reinstalled")]
    [InlineData(A + " 换到新网段以后报错。", "subnet-changed")]
    [InlineData("The motherboard of " + A + " was replaced last week.", "board-replaced")]
    [InlineData("We unplugged the USB disk of " + A + ".", "removable-disk-removed")]
    [InlineData("请更换 " + A + " 的主板。", null)]
    [InlineData(A + " 没换网段。", null)]
    public void Analyze_Change_IsToldWhereItHappened(string text, string? what)
    {
        Fact? change = ThreadBuilder.Says(text).Facts.FirstOrDefault(fact => fact.Name == "case.change");

        Assert.Equal(what, change?.Text("what"));
        Assert.Equal(what is null ? null : A, change?.Device);
    }

    [Theory]
    [InlineData("问题已解决，可以归档案例。", true)]
    [InlineData("The issue is resolved, you can close the case.", true)]
    [InlineData("问题还没有解决，请继续跟进。", false)]
    [InlineData("The problem has not been solved yet.", false)]
    [InlineData("这样做能有多大把握？", null)]
    [InlineData("如果问题解决，我们将归档此案例。", null)]
    [InlineData("请协助解决。", null)]
    public void Analyze_Solved_IsToldOnlyWhereSaid(string text, bool? solved) => Assert.Equal(solved, ThreadBuilder.Says(text).Case.Solved);

    [Fact]
    public void Analyze_PlatformLine_GivesBothCodesOfTheDevice()
    {
        ConversationResult result = ThreadBuilder.Says(A + " 离线激活失败。\nAPS 日志：(code:106)0x80131501:Device marker binding is invalid.");

        Assert.Equal([("106", "aps"), ("0x80131501", "dotnet")], result.Facts.Where(fact => fact.Name == "activation.result").Select(fact => (fact.Text("code"), fact.Text("system"))));
        Assert.All(result.Facts.Where(fact => fact.Name == "activation.result"), fact => Assert.Equal(A, fact.Device));
    }

    [Fact]
    public void Analyze_Credentials_AreToldWithoutTheirValue()
    {
        ConversationResult result = ThreadBuilder.Says("上传站点的用户名：north_upl\n密码：Kq77zz");

        Assert.Equal(["password", "userName"], result.Facts.Where(fact => fact.Name == "mail.credentials").Select(fact => fact.Text("kind")));
        Assert.DoesNotContain("Kq77zz", System.Text.Json.JsonSerializer.Serialize(result, AnalysisJson.Compact), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_QuotedMail_IsNotSaidAgain() =>
        Assert.DoesNotContain(ThreadBuilder.Says("收到，谢谢。\n-----原始邮件-----\n发件人: X\n" + A + " 激活失败。").Facts, fact => fact.Name == "activation.outcome");

    [Fact]
    public void Analyze_WordsInAnyDisorder_NeverFails()
    {
        string[] words = ["QX07310000101", "102", "、", "，", "：", "。", "\n", "激活失败", "四台", "另外两台", "除", "外", "至", "至103", "密码：a1", "附件", "下图", "+30:00", "只有", "fails", "only", "‹", "(code:", "请", "----", "0xC004F074", "\uE000", "\uD800"];
        var random = new Random(3);
        for (int i = 0; i < 300; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 40).Select(_ => words[random.Next(words.Length)] + (random.Next(3) == 0 ? " " : "")));
            ConversationResult result = ThreadBuilder.Says(text, "QX07310000101", "QX07310000102");

            Assert.All(result.Facts, fact => Assert.InRange(fact.Evidence.Excerpt.Length, 0, Evidence.MaxExcerptLength));
        }
    }

    private static Fact Fact(ConversationResult result, string name) => result.Facts.First(fact => fact.Name == name);

    private static int? Number(Fact? fact, string field) => fact?.Fields.GetValueOrDefault(field) is long number ? (int)number : null;
}

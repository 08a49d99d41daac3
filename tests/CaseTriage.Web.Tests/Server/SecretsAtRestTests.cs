using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Mail;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Secrets that were uploaded are looked for in every byte that the server keeps, and in everything that it answers.</summary>
public sealed partial class SecretsAtRestTests : IDisposable
{
    private const string Password = "Zk7!plain-91";
    private const string LogPassword = "Vb4#ordinary-08";
    private const string User = "fieldcourier77";
    private const string Key = "AB2CD-EF3GH-JK4MN-PQ5RT-VW6XY";
    private const string Mobile = "13912345670";
    private const string Landline = "021-0000 4321";
    private const string Mail = "ann.wanderer";
    private const string Street = "u%3Dann.wanderer%40field.example";

    private const string Thread = $"""
        ________________________________
        From: Ann Wanderer <{Mail}@field.example>
        Sent: 2024-03-05 10:00:00
        To: support@example.test
        Subject: [案例号: CAS-70001-AAAAAA] 电脑无法激活 手机 {Mobile}

        您好，序列号 QX07310000101 的电脑激活失败，提示 106。日志已上传：
        用户名：{User}
        密码：{Password}
        产品密钥 {Key}
        链接 https://eu.safelinks.example.test/?url=https%3A%2F%2Fx.test&{Street}&data=05
        电话 {Landline}，手机 {Mobile}

        ________________________________
        From: support <support@example.test>
        Sent: 2024-03-05 11:00:00
        To: Ann Wanderer <{Mail}@field.example>
        Subject: 答复

        收到，口令 {Password} 可以登录。
        > 用户名：{User}
        > 密码：{Password}
        """;

    private const string Log = $"""
        2024-03-05 10:00:01 [INFO] begin QX07310000101
        2024-03-05 10:00:02 [INFO] connect user={User} password={LogPassword}
        2024-03-05 10:00:03 [INFO] key {Key} installed
        2024-03-05 10:00:04 [ERROR] (code:106) call {Mobile}, mail {Mail}@field.example
        2024-03-05 10:00:05 [INFO] retry with {LogPassword}
        """;

    private static readonly string[] s_secrets = [Password, LogPassword, User, Key, Mobile, Landline, Mail, Street];

    private readonly string _data = Directory.CreateTempSubdirectory("secrets").FullName;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Upload_SecretsInMailLogAndArchive_AreInNoByteOfTheDataAndInNoAnswer()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        await server.UploadAsync("C-1", "platform.log", Encoding.UTF8.GetBytes(Log));
        await server.UploadAsync("C-1", "all.zip", Zip(("mail.txt", Encoding.UTF8.GetBytes(Thread)), ("platform16.log", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Log)])));
        await server.WaitForRunAsync("C-1", "done");

        string document = await AnswersAsync(server);
        JsonElement[] redactions = [.. JsonDocument.Parse(document).RootElement.GetProperty("redactions").EnumerateArray()];

        Assert.Equal(["link", "mailAddress", "password", "phone", "productKey", "userName"], redactions.Select(r => r.GetProperty("kind").GetString()).Distinct().Order());
        Assert.Equal(4, redactions.Select(r => r.GetProperty("where").GetProperty("artifact").GetString()).Distinct().Count());
        await server.StopAsync();
        Assert.Equal([], Found(s_secrets));
        Assert.NotEmpty(Found(["QX07310000101"]));
    }

    [Fact]
    public async Task Upload_SeedThread_LeavesNoPasswordOrPhoneInTheData()
    {
        Assert.SkipWhen(SharedFolder.Find("seed-case", "thread.txt") is null, SharedFolder.AbsentReason);
        byte[] thread = await File.ReadAllBytesAsync(SharedFolder.Find("seed-case", "thread.txt")!, Token);
        string text = Encoding.UTF8.GetString(thread);
        string[] secrets = [.. Told().Matches(text).Select(match => match.Groups["value"].Value).Concat(Phone().Matches(text).Select(match => match.Value)).Distinct()];
        Assert.True(secrets.Length > 2, $"Only {secrets.Length} secrets were found in the thread.");
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", thread);
        await server.UploadAsync("C-1", "all.zip", Zip(("thread.txt", thread)));
        await server.WaitForRunAsync("C-1", "done");
        await server.StopAsync();

        Assert.Equal([], Found(secrets));
    }

    [Fact]
    public async Task Reveal_PhoneAndAddress_AreShownAndWrittenDown_PasswordsAreNot()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data);
        await server.OpenCaseAsync("C-1");
        byte[] eml = new EmlBuilder().Head("Gao Ming <gao.ming@plant.example>", "Tue, 05 Mar 2024 10:00:00 +0800").Text("请致电 13900005678。").Build();
        await server.UploadAsync("C-1", "all.zip", Zip(("mail.txt", Encoding.UTF8.GetBytes(Thread)), ("platform.log", Encoding.UTF8.GetBytes(Log)), ("later.eml", eml)));
        await server.WaitForRunAsync("C-1", "done");
        JsonElement document = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/cases/C-1/analysis?lang=en", Token)).RootElement;
        (int Id, string Kind)[] redactions = [.. document.GetProperty("redactions").EnumerateArray().Select((r, id) => (id, r.GetProperty("kind").GetString()!))];

        var shown = new List<string>();
        foreach ((int id, string kind) in redactions)
        {
            using HttpResponseMessage answer = await server.Client.PostAsync($"/api/v1/cases/C-1/redactions/{id}/reveal", content: null, Token);
            Assert.Equal(kind is "phone" or "mailAddress" ? HttpStatusCode.OK : HttpStatusCode.Conflict, answer.StatusCode);
            if (answer.IsSuccessStatusCode)
            {
                shown.Add(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("value").GetString()!);
            }
        }

        Assert.Equal(
            ((string[])[Landline, Mobile, $"{Mail}@field.example", "support@example.test", "13900005678", "gao.ming@plant.example"]).Order(StringComparer.Ordinal),
            shown.Distinct().Order(StringComparer.Ordinal));
        using HttpResponseMessage none = await server.Client.PostAsync($"/api/v1/cases/C-1/redactions/{redactions.Length}/reveal", content: null, Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        JsonElement reveals = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/cases/C-1/reveals", Token)).RootElement;
        Assert.Equal(shown.Count, reveals.GetArrayLength());
        Assert.All(reveals.EnumerateArray(), reveal => Assert.Equal("local", reveal.GetProperty("who").GetString()));
        await server.StopAsync();
        Assert.Equal([], Found(s_secrets));
    }

    [Fact]
    public async Task Reveal_WithoutTheRole_IsRefusedAndNotWrittenDown()
    {
        await using RunningServer server = await RunningServer.StartAsync(_data, ("CaseTriage__LocalUserRoles", "none"));
        await server.OpenCaseAsync("C-1");
        await server.UploadAsync("C-1", "thread.txt", Encoding.UTF8.GetBytes(Thread));
        await server.WaitForRunAsync("C-1", "done");

        using HttpResponseMessage answer = await server.Client.PostAsync("/api/v1/cases/C-1/redactions/0/reveal", content: null, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("[]", await server.Client.GetStringAsync("/api/v1/cases/C-1/reveals", Token));
    }

    /// <summary>What follows a word for a password or user name. Written apart from the mask, so that both cannot be wrong alike.</summary>
    [GeneratedRegex(@"(?:密码|口令|账号|用户名)[:：是为 ]{0,3}(?<value>[A-Za-z0-9][!-~]{4,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Told();

    [GeneratedRegex("(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Phone();

    /// <summary>Asks for all that a page and the API show, and gives the English document.</summary>
    private static async Task<string> AnswersAsync(RunningServer server)
    {
        const string english = "/api/v1/cases/C-1/analysis?lang=en";
        string[] urls = [english, "/api/v1/cases", "/api/v1/cases/C-1", "/api/v1/cases/C-1/analysis?lang=zh-CN", "/api/v1/cases/C-1/timeline?limit=200", "/", "/cases/C-1"];
        foreach (string url in urls)
        {
            string answer = await server.Client.GetStringAsync(url, Token);
            Assert.Equal([], s_secrets.Where(secret => answer.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{secret} in {url}"));
        }

        foreach (string secret in new[] { LogPassword, Password, User, Key, Mobile, Mail })
        {
            JsonElement page = JsonDocument.Parse(await server.Client.GetStringAsync($"/api/v1/cases/C-1/timeline?q={Uri.EscapeDataString('"' + secret + '"')}", Token)).RootElement;
            Assert.Equal(0, page.GetProperty("events").GetArrayLength());
        }

        return await server.Client.GetStringAsync(english, Token);
    }

    /// <summary>Which of the texts stand in a file of the data directory, in either encoding.</summary>
    private IEnumerable<string> Found(string[] texts)
    {
        string[] files = Directory.GetFiles(_data, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 5, string.Create(CultureInfo.InvariantCulture, $"Only {files.Length} files are there."));
        return from file in files
               let bytes = Read(file)
               from text in texts
               where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0
               select $"{text} in {Path.GetRelativePath(_data, file)}";
    }

    private static byte[] Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}

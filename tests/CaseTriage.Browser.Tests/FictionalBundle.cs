using System.IO.Compression;
using System.Text;
using CaseTriage.TestKit.Archives;
using CaseTriage.TestKit.Evtx;
using CaseTriage.TestKit.HardwareHash;
using Microsoft.Playwright;

namespace CaseTriage.Browser.Tests;

/// <summary>Files of a made-up case: two like machines, of which one holds a second disk and will not activate.</summary>
internal static class FictionalBundle
{
    public const string Failing = "QX07310000101";
    public const string Working = "QX07310000102";

    private const string Thread =
        $"""
        邮件主题：回复: [案例号: CAS-07214-K3P9X1 ] % 海棠机房激活问题 % 初次响应

        ====第1封邮件====

        发件人：Shen Yi
        发送时间：2026-03-02 01:09:34.708000+00:00
        邮件内容:
        您好：用户两台相同设备离线激活。
        SN：{Failing} 激活失败，手机上提示：Device marker binding is invalid。
        SN：{Working} 激活成功。

        ====第2封邮件====

        发件人：Shen Yi
        发送时间：2026-03-03 02:11:00.000000+00:00
        邮件内容:
        APS日志显示为：(code:106)0x80131501:Device marker binding is invalid.
        现场不能上外网，请协助分析。
        """;

    public static FilePayload Mails => Text("往来邮件.txt", Thread);

    public static FilePayload[] Inventories =>
    [
        Text($"{Failing}-OAG.txt", new HardwareHashBuilder { SerialNumber = Failing }.WithDisk(TestDisk.Solid("S1")).WithDisk(TestDisk.Mechanical("M1")).WithAdapter(new TestAdapter("02005E100001")).BuildBase64()),
        Text($"{Working}-OAG.txt", new HardwareHashBuilder { SerialNumber = Working, Uuid = new Guid("5d1b7c52-93a7-4d0e-8a4b-20f1c2a35e12") }.WithDisk(TestDisk.Solid("S2")).WithAdapter(new TestAdapter("02005E100002")).BuildBase64()),
    ];

    public static FilePayload Zip => new() { Name = $"{Failing}.zip", MimeType = "application/zip", Buffer = Pack(("logs/Application.evtx", EventLog())) };

    /// <summary>One file, whose name is a word in Big5 and another in GBK.</summary>
    public static FilePayload ZipWithNameInBig5 => new()
    {
        Name = "names.zip",
        MimeType = "application/zip",
        Buffer = new ZipBuilder().Add(new ZipEntrySpec { Name = [0xB1, 0xD2, .. ".txt"u8], Content = "2026-03-02 10:00:00 first"u8.ToArray() }).Build(),
    };

    /// <summary>Second chunk of three overwritten.</summary>
    public static FilePayload DamagedLog
    {
        get
        {
            byte[] log = EventLog();
            log.AsSpan(4096 + 65536, 65536).Fill(0xA5);
            return new FilePayload { Name = "damaged.evtx", MimeType = "application/octet-stream", Buffer = log };
        }
    }

    public static FilePayload EncryptedZip
    {
        get
        {
            byte[] zip = Pack(("secret.txt", "nothing to see here"u8.ToArray()));
            zip[6] |= 1;
            int directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
            zip[directory + 8] |= 1;
            return new FilePayload { Name = "locked.zip", MimeType = "application/zip", Buffer = zip };
        }
    }

    public static FilePayload Nothing => Text("nothing.txt", "lorem ipsum dolor sit amet");

    public static FilePayload Empty => new() { Name = "empty.txt", MimeType = "text/plain", Buffer = [] };

    private static FilePayload Text(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };

    private static byte[] EventLog()
    {
        var builder = new EvtxBuilder { RecordsPerChunk = 4 };
        for (int i = 0; i < 12; i++)
        {
            builder.Add("Example-Provider", 1000 + i, new DateTimeOffset(2026, 3, 2, 3, i, 0, TimeSpan.Zero), data: [("Step", $"{i}")]);
        }

        return builder.Build();
    }

    private static byte[] Pack(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}

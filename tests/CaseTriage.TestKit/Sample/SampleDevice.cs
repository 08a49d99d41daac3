using System.IO.Compression;
using System.Text;
using CaseTriage.TestKit.Evtx;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.TestKit.Sample;

/// <summary>One of the four invented computers of the sample case, and the files that were collected on it.</summary>
/// <param name="Number">1 to 4; everything else about the device follows from it.</param>
/// <param name="HasVideoDisk">Whether somebody built in a second, mechanical disk for the recordings of the reading room.</param>
internal sealed record SampleDevice(int Number, bool HasVideoDisk)
{
    private static readonly DateTimeOffset Monday = new(2025, 11, 3, 0, 20, 0, TimeSpan.Zero);

    public string SerialNumber => $"QX0731000010{Number}";

    private string Computer => $"LIB-READ-0{Number}";

    private DateTimeOffset Collected => Monday.AddDays(1).AddHours(2).AddMinutes(11 * Number);

    /// <summary>A zip of what the collector on the computer leaves behind.</summary>
    public byte[] Bundle()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            AddEntry(zip, "logs/CmitClient.evtx", ClientLog());
            AddEntry(zip, "logs/System.evtx", SystemLog());
            AddEntry(zip, "logs/Application.evtx", ApplicationLog());
            AddEntry(zip, "inventory.txt", Inventory());
        }

        return bytes.ToArray();
    }

    private void AddEntry(ZipArchive zip, string name, byte[] content)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Collected;
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private byte[] Inventory()
    {
        HardwareHashBuilder inventory = new HardwareHashBuilder
        {
            ToolBuild = (17763, 2300),
            OsBuild = (17763, 2300),
            OsSystemTime = Collected,
            OffsetQuarters = 120,
            SerialNumber = SerialNumber,
            Uuid = new Guid($"7f0c31e4-5a2d-4b8e-9c61-0731000010{Number:00}"),
            Manufacturer = "LANTERN EXAMPLE",
            Product = "Reading Desk 310",
            Family = "Reading Desk",
            Sku = "LX-RD310",
        }
            .WithDisk(new TestDisk($"LX5C0{Number}77A", "LANTERN SSD 512GB", 512))
            .WithAdapter(new TestAdapter($"00:00:5E:00:53:1{Number}"));
        if (HasVideoDisk)
        {
            inventory.WithDisk(new TestDisk($"VR2T0{Number}19", "RIVER VIDEO 2TB", 2000) { SeekPenalty = 1, Trim = 0 });
        }

        return Encoding.ASCII.GetBytes(
            $"C:\\OAGTool>OAGTool.exe GetHardwareInventory\r\n{inventory.BuildBase64()}\r\n\r\nC:\\OAGTool>\r\n");
    }

    private byte[] ClientLog()
    {
        var log = new EvtxBuilder();
        Add(-9, 1000, ("Stage", "ServiceStart"), ("Culture", "zh-CN"));
        Add(-8, 1001, ("Stage", "HardwareHash"), ("Collected", "true"));
        Add(65, 1010, ("Stage", "OfflineRequest"), ("QrShown", "true"), ("Serial", SerialNumber));
        for (int hour = 1; hour <= 6; hour++)
        {
            Add(60 * hour, 1005, ("Stage", "Heartbeat"), ("Uptime", $"{hour}"));
        }

        return log.Build();

        void Add(int minutes, int eventId, params EvtxDatum[] data) =>
            log.Add("CmitClient", eventId, Monday.AddMinutes(minutes), "CmitClient/Operational", Computer, 4, data);
    }

    private byte[] SystemLog()
    {
        var log = new EvtxBuilder();
        for (int day = -4; day <= 1; day++)
        {
            DateTimeOffset start = Monday.AddDays(day).AddMinutes(Number);
            Add(start, "Microsoft-Windows-Kernel-General", 12, 4, ("MajorVersion", "10"), ("MinorVersion", "0"), ("BuildVersion", "17763"));
            Add(start.AddSeconds(4), "EventLog", 6005, 4);
            Add(start.AddSeconds(31), "Microsoft-Windows-DNS-Client", 1014, 3, ("QueryName", "kms.example.test"), ("AddressLength", "16"));
            Add(start.AddSeconds(33), "Microsoft-Windows-Time-Service", 134, 3, ("DomainPeer", "time.example.test,0x9"), ("ErrorMessage", "不知道这样的主机。 (0x80072AF9)"), ("RetryMinutes", "15"));
            Add(start.AddSeconds(52), "Service Control Manager", 7036, 4, ("param1", "CmitClientSVC"), ("param2", "running"));
            Add(start.AddHours(9), "EventLog", 6006, 4);
            Add(start.AddHours(9).AddSeconds(2), "Microsoft-Windows-Kernel-General", 13, 4);
        }

        return log.Build();

        void Add(DateTimeOffset at, string provider, int eventId, int level, params EvtxDatum[] data) =>
            log.Add(provider, eventId, at, "System", Computer, level, data);
    }

    private byte[] ApplicationLog()
    {
        var log = new EvtxBuilder();
        for (int day = -4; day <= 1; day++)
        {
            DateTimeOffset start = Monday.AddDays(day).AddMinutes(Number + 1);
            Add(start, 900, 4, "Trigger=NetworkAvailable");
            Add(start.AddSeconds(2), 902, 4, "10.0.17763.2300");
            Add(start.AddSeconds(9), 8198, 2, "hr=0x8007232B", "RuleId=1f2d77b4-0c7e-4a51-8a0e-6b3c51c0a731;Action=AutoActivate;Trigger=UserLogon;SessionId=1");
            Add(start.AddSeconds(40), 903, 4);
        }

        return log.Build();

        void Add(DateTimeOffset at, int eventId, int level, params EvtxDatum[] data) =>
            log.Add("Microsoft-Windows-Security-SPP", eventId, at, "Application", Computer, level, data);
    }
}

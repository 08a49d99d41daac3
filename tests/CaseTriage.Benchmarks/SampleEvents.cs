using System.Globalization;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Benchmarks;

/// <summary>Events as logs of activation cases hold them: classic and manifest ones, codes, paths, Chinese.</summary>
internal static class SampleEvents
{
    /// <summary>The event of a number; the same number gives the same event.</summary>
    public static EvtxEvent At(int number, DateTimeOffset at) => (number % 6) switch
    {
        0 => new EvtxEvent("Microsoft-Windows-Security-SPP", 8198, at)
        {
            EventSourceName = "Software Protection Platform Service",
            Qualifiers = 49152,
            Level = 2,
            Data = [Text("hr=0xC004F074"), Text($"RuleId=31e71c49-8da7-4a2f-ad92-45d98a1c79ba;Action=AutoActivate;AppId=55c92734;SkuId={number:x8};NotificationInterval=1440;Trigger=NetworkAvailable")],
        },
        1 => new EvtxEvent("Microsoft-Windows-Kernel-PnP", 400, at)
        {
            Channel = "Microsoft-Windows-Kernel-PnP/Configuration",
            Data = [Named("DeviceInstanceId", string.Create(CultureInfo.InvariantCulture, $"SCSI\\Disk&Ven_ATA&Prod_HDD1000\\4&{number:x6}&0&010000")), Named("DriverName", "disk.inf"), Named("Status", "0x0")],
        },
        2 => new EvtxEvent("Service Control Manager", 7036, at)
        {
            Channel = "System",
            EventSourceName = "Service Control Manager",
            Qualifiers = 16384,
            Data = [Named("param1", "Software Protection"), Named("param2", number % 12 == 2 ? "正在运行" : "已停止"), Named("Binary", "7300700070007300760063002F0034000000")],
        },
        3 => new EvtxEvent("CmitClient", 1003, at)
        {
            Channel = "CmitClient",
            Level = 3,
            Data = [Named("Stage", "ActivationResult"), Named("Message", "设备标记绑定无效，激活失败，请核对硬件后重试"), Named("HResult", "0x80131501"), Named("Serial", string.Create(CultureInfo.InvariantCulture, $"QX0731{number:D7}"))],
        },
        4 => new EvtxEvent("Microsoft-Windows-Kernel-General", 1, at)
        {
            Channel = "System",
            Data = [Named("NewTime", "2026-03-04T05:06:07.1234567Z"), Named("OldTime", "2026-03-04T05:06:06.1234567Z"), Named("Reason", "1"), Named("ProcessName", "\\Device\\HarddiskVolume3\\Windows\\System32\\svchost.exe")],
        },
        _ => new EvtxEvent("Microsoft-Windows-Time-Service", 134, at)
        {
            Channel = "System",
            Level = 3,
            ProcessId = (uint)(number % 5000),
            Data = [Named("TimeSource", "cn.pool.ntp.example"), Named("ErrorMessage", "不知道这样的主机。 (0x80072AF9)"), Named("RetryMinutes", "15")],
        },
    };

    private static EvtxDatum Named(string name, string value) => (name, value);

    private static EvtxDatum Text(string value) => value;
}

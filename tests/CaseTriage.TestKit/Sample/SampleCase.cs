using System.Text;

namespace CaseTriage.TestKit.Sample;

/// <summary>
/// Makes the files of the sample case that ships with the web program: people, library, company, serial numbers and password are all invented. Four alike
/// terminals of a reading room, of which two have a disk more and do not activate; somebody suspects the clock, wrongly.
/// </summary>
public static class SampleCase
{
    /// <summary>Where the files lie in the checkout, relative to its root.</summary>
    public const string Folder = "src/CaseTriage.Web/Sample";

    private static readonly SampleDevice[] Devices = [new(1, true), new(2, false), new(3, true), new(4, false)];

    /// <summary>Contents by file name. The same on every call.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files()
    {
        var files = Devices.ToDictionary(device => $"{device.SerialNumber}.zip", device => device.Bundle());
        files["邮件.txt"] = Encoding.UTF8.GetBytes(Thread);
        files["platform.log"] = Encoding.UTF8.GetBytes(PlatformLog);
        return files;
    }

    private const string PlatformLog = """
        2025-11-03 09:26:14,107 INFO  offline request, SN=QX07310000101
        2025-11-03 09:26:14,530 ERROR SN=QX07310000101 (code:106)0x80131501:Device marker binding is invalid.
        2025-11-03 09:31:48,662 INFO  offline request, SN=QX07310000102
        2025-11-03 09:31:49,018 INFO  SN=QX07310000102 (code:0) confirmation issued
        2025-11-03 09:38:02,274 INFO  offline request, SN=QX07310000103
        2025-11-03 09:38:02,741 ERROR SN=QX07310000103 (code:106)0x80131501:Device marker binding is invalid.
        2025-11-03 09:44:35,395 INFO  offline request, SN=QX07310000104
        2025-11-03 09:44:35,816 INFO  SN=QX07310000104 (code:0) confirmation issued

        """;

    private const string Thread = """
        邮件主题：[案例号: CAS-73105-B4T9Q2 ] % 澜川市图书馆古籍阅览室终端无法激活

        ====第1封邮件====

        发件人：Gu Wenbo
        发送时间：2025-11-03 10:12:08+08:00
        邮件内容:
        技术支持的同事：
        古籍阅览室上周五新摆了四台检索终端，今天早上用手机扫码做离线激活。
        QX07310000102、QX07310000104 激活成功，QX07310000101、QX07310000103 激活失败，手机上显示 Device marker binding is invalid。
        阅览室的网段是隔离的，不能连接外网，也不允许接入移动KMS。请问应该怎么处理？

        澜川市图书馆 信息技术部
        顾文博
        电话 13000073101
        邮箱 guwb@lanchuan-lib.example.cn

        ====第2封邮件====

        发件人：Lin Qiaoyu
        发送时间：2025-11-03 11:05:41+08:00
        邮件内容:
        顾老师，您好：
        为了把成功的和失败的机器放在一起比较，请在四台终端上各收集一份：CmitClient、System、Application 三个事件日志，以及 OAGTool 导出的硬件信息。
        每台打成一个压缩包，用序列号命名，上传到 https://upload.mujin.example.cn/
        用户名：guest-0731
        密码：Moon-Lantern-73

        ----------
        林巧雨 Lin Qiaoyu
        木槿示例软件 技术支持部
        邮箱 linqy@mujin.example.cn

        ====第3封邮件====

        发件人：Gu Wenbo
        发送时间：2025-11-04 14:22:30+08:00
        附件：QX07310000101.zip; QX07310000102.zip; QX07310000103.zip; QX07310000104.zip
        邮件内容:
        林工：
        四台终端的材料都收好了，见附件。四台是同一批采购的，型号、系统镜像都一样。

        澜川市图书馆 信息技术部
        顾文博

        ====第4封邮件====

        发件人：Lin Qiaoyu
        发送时间：2025-11-04 15:03:17+08:00
        邮件内容:
        裴工：
        图书馆四台同型号终端，QX07310000101 和 QX07310000103 离线激活失败，平台返回 (code:106)0x80131501:Device marker binding is invalid.，另外两台成功。
        日志、硬件信息和平台记录都在案例里，请帮忙看一下原因。

        ----------
        林巧雨 Lin Qiaoyu
        木槿示例软件 技术支持部

        ====第5封邮件====

        发件人：Pei Zhao
        发送时间：2025-11-05 09:47:52+08:00
        邮件内容:
        巧雨：
        QX07310000101 的硬件信息里 OsLocalTime 是 +30:00，系统时间不对，所以绑定失败。请让客户先校正时间再激活。

        ----------
        裴钊 Pei Zhao
        木槿示例软件 研发部

        ====第6封邮件====

        发件人：Lin Qiaoyu
        发送时间：2025-11-05 11:30:26+08:00
        邮件内容:
        裴工：
        激活成功的 QX07310000102 上，OsLocalTime 也是 +30:00，UTC 时间和收集的时刻一致。时间应该不是原因。
        能不能再看看硬件上有什么不同？

        ----------
        林巧雨 Lin Qiaoyu
        木槿示例软件 技术支持部

        ====第7封邮件====

        发件人：Gu Wenbo
        发送时间：2025-11-06 16:40:03+08:00
        邮件内容:
        林工：
        下周一阅览室要开放，还有两台不能用。请告知下一步需要我们做什么？

        澜川市图书馆 信息技术部
        顾文博

        """;
}

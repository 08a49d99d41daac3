using System.IO.Compression;
using System.Text;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.OfflineRequest;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Formats.Tests.OfflineRequest;

public sealed class OfflineRequestReaderTests
{
    private const string Serial = "QX07310000101";
    private static readonly string s_installation = string.Join('-', Enumerable.Repeat("1234565", 9));
    private static readonly string s_confirmation = string.Join('-', Enumerable.Repeat("123450", 8));

    [Theory]
    [InlineData("SN=QX07310000101;TIME=2026-03-02T09:12:44+08:00", PayloadKind.KeyValue)]
    [InlineData("SN: QX07310000101\r\ntime: 2026-03-02 09:12:44", PayloadKind.KeyValue)]
    [InlineData("序列号：QX07310000101\n时间：2026-03-02 09:12:44", PayloadKind.KeyValue)]
    [InlineData("QX07310000101|2026-03-02T09:12:44+08:00|1", PayloadKind.Separated)]
    [InlineData("QX07310000101,1772413964,2", PayloadKind.Separated)]
    [InlineData("""{"device":{"sn":"QX07310000101"},"ts":1772413964}""", PayloadKind.Json)]
    [InlineData("""<r><sn>QX07310000101</sn><time>2026-03-02T01:12:44Z</time></r>""", PayloadKind.Xml)]
    [InlineData("""<HardwareReport><p n="SmbiosSystemSerialNumber" v="QX07310000101"/><p n="OsSystemTime" v="2026-03-02T01:12:44Z"/></HardwareReport>""", PayloadKind.Xml)]
    [InlineData("https://oag.example.com/a?sn=QX07310000101&t=134168875640000000", PayloadKind.Link)]
    public void Read_EachStructure_GivesSerialNumberAndTime(string payload, PayloadKind kind)
    {
        OfflineRequestContent request = Read(payload);

        Assert.Equal(kind, request.Outermost.Kind);
        Assert.Equal(PayloadFault.None, request.Outermost.Fault);
        Assert.Equal(RecognizedPayload.RequestFields, request.Recognized);
        Assert.Equal(Serial, Assert.Single(request.Fields, field => field.Kind == RequestFieldKind.SerialNumber).Value);
        RequestField time = Assert.Single(request.Fields, field => field.Kind == RequestFieldKind.Time);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 1, 12, 44, TimeSpan.Zero), time.Time?.ToUtc(TimeSpan.FromHours(8)));
    }

    [Fact]
    public void Read_GbkText_IsDecoded()
    {
        byte[] payload = CaseTriage.Formats.Text.TextDecoder.Gb18030.GetBytes("序列号：QX07310000101，型号：教学终端");

        OfflineRequestContent request = OfflineRequestReader.Read(payload, HardwareHashDecoder.IsHardwareHash);

        Assert.Equal(Serial, Assert.Single(request.Fields, field => field.Kind == RequestFieldKind.SerialNumber).Value);
    }

    [Fact]
    public void Read_HardwareHash_IsKeptWhole()
    {
        byte[] hash = new HardwareHashBuilder().BuildUnpadded();

        OfflineRequestContent request = OfflineRequestReader.Read(hash, HardwareHashDecoder.IsHardwareHash);

        Assert.Equal(RecognizedPayload.HardwareInventory, request.Recognized);
        Assert.Equal(hash, request.Outermost.Content);
    }

    [Fact]
    public void Read_HashInBase64InGzipInBase64InJson_IsPeeledToTheHash()
    {
        string hash = Convert.ToBase64String(new HardwareHashBuilder().BuildUnpadded());
        string payload = $$"""{"v":1,"data":"{{Convert.ToBase64String(Gzip(Encoding.UTF8.GetBytes(hash)))}}"}""";

        OfflineRequestContent request = Read(payload);

        Assert.Equal(
            [PayloadKind.Json, PayloadKind.Base64, PayloadKind.Gzip, PayloadKind.Text, PayloadKind.Base64, PayloadKind.HardwareHash],
            request.Outermost.All().Select(entry => entry.Layer.Kind));
        Assert.Equal("data", request.Outermost.Inside[0].Name);
        Assert.Equal(RecognizedPayload.HardwareInventory, request.Recognized);
    }

    [Fact]
    public void Read_FourDecodings_StopsAfterThree()
    {
        string payload = Serial + "|" + new string('x', 20);
        for (int i = 0; i < 4; i++)
        {
            payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload));
        }

        OfflineRequestContent request = Read(payload);

        Assert.Equal(3, request.Outermost.All().Count(entry => entry.Layer is { Kind: PayloadKind.Base64, Fault: PayloadFault.None }));
        Assert.Equal(PayloadFault.Limit, request.Outermost.All().Last().Layer.Fault);
        Assert.DoesNotContain(request.Fields, field => field.Kind == RequestFieldKind.SerialNumber);
    }

    [Theory]
    [InlineData(PayloadKind.Gzip)]
    [InlineData(PayloadKind.Zlib)]
    [InlineData(PayloadKind.Deflate)]
    public void Read_EachCompression_IsUndone(PayloadKind kind)
    {
        byte[] text = Encoding.UTF8.GetBytes($"SN={Serial};IID={s_installation}");

        OfflineRequestContent request = OfflineRequestReader.Read(Compress(kind, text), HardwareHashDecoder.IsHardwareHash);

        Assert.Equal(kind, request.Outermost.Kind);
        Assert.Equal(text.Length, request.Outermost.Inside[0].SizeInBytes);
        Assert.Equal(RecognizedPayload.InstallationId, request.Recognized);
    }

    [Theory]
    [InlineData(PayloadKind.Gzip)]
    [InlineData(PayloadKind.Zlib)]
    public void Read_CutCompression_IsBroken(PayloadKind kind)
    {
        byte[] packed = Compress(kind, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => $"k{i}=v{i * 7919};"))));

        OfflineRequestContent request = OfflineRequestReader.Read(packed.AsSpan(0, packed.Length - 20), HardwareHashDecoder.IsHardwareHash);

        Assert.Equal(kind, request.Outermost.Kind);
        Assert.Equal(PayloadFault.Broken, request.Outermost.Fault);
    }

    [Theory]
    [InlineData("SN=QX07310000101;KEY=ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3")]
    [InlineData("""{"productKey":"ABCDEFGHJK2MNPQRSTUVWXYZ3"}""")]
    [InlineData("note|ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3|end")]
    public void Read_ProductKey_NeverLeavesTheReader(string payload)
    {
        OfflineRequestContent request = Read(payload);

        Assert.Equal("", Assert.Single(request.Fields, field => field.Kind == RequestFieldKind.ProductKey).Value);
        Assert.DoesNotContain(request.Fields, field => field.Value.Contains("FGHJK", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FieldsByShape_AreNamed()
    {
        OfflineRequestContent request = Read($"{s_installation}|{s_confirmation}|6b29fc40-ca47-1067-b31d-00dd010662da|X21-12345|00-00-5e-00-53-01|2b8a1d5f4be3c9b1d7d1a2b3c4d5e6f72b8a1d5f4be3c9b1d7d1a2b3c4d5e6f7");

        Assert.Equal(
            [RequestFieldKind.InstallationId, RequestFieldKind.ConfirmationId, RequestFieldKind.Guid, RequestFieldKind.PartNumber, RequestFieldKind.MacAddress, RequestFieldKind.Digest],
            request.Fields.Select(field => field.Kind));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], request.Fields.Select(field => field.Place));
        Assert.Equal("00:00:5E:00:53:01", request.Fields[4].Value);
        Assert.Equal(ActivationIdCheck.Holds, request.Fields[0].Id?.Check);
    }

    [Theory]
    [InlineData("""{"disk":"WX88A1200331","uuid":"4C4C4544-0000-1000-8000-000000000001","model":"QX Desk 7"}""")]
    [InlineData("disk=WX88A1200331;uuid=4C4C4544-0000-1000-8000-000000000001;model=QX Desk 7")]
    public void Read_FieldsByLabel_AreNamed(string payload) => Assert.Equal(
        [(RequestFieldKind.DiskSerial, "WX88A1200331"), (RequestFieldKind.Uuid, "4c4c4544-0000-1000-8000-000000000001"), (RequestFieldKind.Product, "QX Desk 7")],
        Read(payload).Fields.Select(field => (field.Kind, field.Value)));

    [Theory]
    [InlineData("""{"len":5,"data":"abcde"}""", true)]
    [InlineData("""{"len":6,"data":"abcde"}""", false)]
    public void Read_DeclaredLength_IsHeldAgainstTheParts(string payload, bool agrees) =>
        Assert.Equal(agrees, Assert.Single(Read(payload).Fields, field => field.Kind == RequestFieldKind.Length).Agrees);

    [Theory]
    [InlineData("""{"sn":"QX07310000101","ts":17724""", PayloadKind.Json)]
    [InlineData("<r><sn>QX07310000101</sn><time>", PayloadKind.Xml)]
    public void Read_BrokenOff_SaysSoAndKeepsWhatIsThere(string payload, PayloadKind kind)
    {
        OfflineRequestContent request = Read(payload);

        Assert.Equal((kind, PayloadFault.Broken), (request.Outermost.Kind, request.Outermost.Fault));
        Assert.Contains(request.Fields, field => field is { Kind: RequestFieldKind.SerialNumber, Value: Serial });
    }

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(2900)]
    public void Read_RandomBytes_AreEncryptedOrSigned(int length)
    {
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);

        OfflineRequestContent request = OfflineRequestReader.Read(payload, HardwareHashDecoder.IsHardwareHash);

        Assert.Equal(RecognizedPayload.EncryptedOrSigned, request.Recognized);
        Assert.InRange(request.Outermost.Entropy, 5, 8);
        Assert.Equal(RecognizedPayload.EncryptedOrSigned, Read(Convert.ToBase64String(payload)).Recognized);
    }

    [Fact]
    public void Read_NumbersInBinary_AreBinary()
    {
        byte[] payload = [.. Enumerable.Range(0, 100).SelectMany(i => BitConverter.GetBytes(i * 3))];

        Assert.Equal(RecognizedPayload.Binary, OfflineRequestReader.Read(payload, HardwareHashDecoder.IsHardwareHash).Recognized);
    }

    [Theory]
    [InlineData("", RecognizedPayload.Empty)]
    [InlineData("请到服务台领取", RecognizedPayload.Text)]
    [InlineData("https://example.com/help", RecognizedPayload.Link)]
    [InlineData("12:30", RecognizedPayload.Text)]
    [InlineData("Windows10Enterprise1", RecognizedPayload.Text)]
    public void Read_WhatIsNoRequest_IsCalledWhatItIs(string payload, RecognizedPayload recognized) => Assert.Equal(recognized, Read(payload).Recognized);

    private static OfflineRequestContent Read(string payload) => OfflineRequestReader.Read(Encoding.UTF8.GetBytes(payload), HardwareHashDecoder.IsHardwareHash);

    internal static byte[] Gzip(byte[] content) => Compress(PayloadKind.Gzip, content);

    internal static byte[] Compress(PayloadKind kind, byte[] content)
    {
        using var packed = new MemoryStream();
        using (Stream stream = kind switch
        {
            PayloadKind.Gzip => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            PayloadKind.Zlib => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}

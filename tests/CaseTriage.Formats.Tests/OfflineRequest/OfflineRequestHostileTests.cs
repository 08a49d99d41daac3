using System.Diagnostics;
using System.Text;
using CaseTriage.Formats.HardwareHash;
using CaseTriage.Formats.OfflineRequest;
using CaseTriage.TestKit.HardwareHash;

namespace CaseTriage.Formats.Tests.OfflineRequest;

public sealed class OfflineRequestHostileTests
{
    /// <summary>Far above what any of these takes; a reader that repeats work for each sign takes minutes.</summary>
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(20);

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "bomb in gzip", OfflineRequestReaderTests.Gzip(new byte[50_000_000]) },
        { "bomb in zlib", OfflineRequestReaderTests.Compress(PayloadKind.Zlib, new byte[50_000_000]) },
        { "bomb in deflate", OfflineRequestReaderTests.Compress(PayloadKind.Deflate, Encoding.ASCII.GetBytes(new string('a', 20_000_000))) },
        { "many bombs in JSON", Encoding.ASCII.GetBytes("[" + string.Join(',', Enumerable.Repeat($"\"{Convert.ToBase64String(OfflineRequestReaderTests.Gzip(new byte[200_000]))}\"", 200)) + "]") },
        { "gzip in gzip in gzip", OfflineRequestReaderTests.Gzip(OfflineRequestReaderTests.Gzip(OfflineRequestReaderTests.Gzip(OfflineRequestReaderTests.Gzip(new byte[1_000_000])))) },
        { "a million separators", Text("|", 1_000_000) },
        { "a million pairs", Text("a1=b;", 1_000_000) },
        { "a million commas", Text(",", 1_000_000) },
        { "deep JSON", Text("[", 1_000_000) },
        { "deep objects", Text("{\"a\":", 200_000) },
        { "deep XML", Text("<a>", 300_000) },
        { "open tags", Text("<", 1_000_000) },
        { "entities", Encoding.ASCII.GetBytes("<!DOCTYPE a [<!ENTITY b \"cccccccc\"><!ENTITY d \"&b;&b;&b;&b;\">]><a>&d;</a>") },
        { "half a surrogate", Encoding.ASCII.GetBytes("""{"a\ud800":"\ud800","b":["\udc00"]}""") },
        { "percent signs", Text("https://a.b/?%=%&", 60_000) },
        { "digits", Text("1", 1_000_000) },
        { "groups", Text("123456-", 150_000) },
        { "hexadecimal", Text("a1", 500_000) },
        { "Base64", Text("aB1+", 250_000) },
        { "hash beginnings", Text("OA\u0001\u0000\u0001\u0000\u001c\u0000", 125_000) },
        { "hyphens", Text("ABCDE-", 150_000) },
        { "colons", Text("AA:", 300_000) },
        { "end of the calendar", Encoding.ASCII.GetBytes("time=9999-12-31T23:59:59-99:99;time=0001-01-01T00:00:00+99:99;ts=999999999999999999") },
        { "zero bytes", new byte[1_000_000] },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_Hostile_EndsWithinLimits(string name, byte[] payload)
    {
        Assert.NotEmpty(name);
        OfflineRequestContent request = ReadInTime(payload);

        Assert.True(request.Fields.Length <= OfflineRequestReader.MaxValues);
        Assert.All(request.Outermost.All(), entry => Assert.True(entry.Depth <= 2 * OfflineRequestReader.MaxDepth + 3, $"depth {entry.Depth}"));
        Assert.True(request.Outermost.All().Where(entry => entry.Depth > 0).Sum(entry => (long)entry.Layer.SizeInBytes) < 8 * OfflineRequestReader.MaxInflated);
    }

    [Fact]
    public void Read_EveryMutation_ThrowsNothing()
    {
        var random = new Random(20260302);
        byte[][] seeds =
        [
            new HardwareHashBuilder().BuildUnpadded(),
            Encoding.UTF8.GetBytes($$"""{"sn":"QX07310000101","h":"{{Convert.ToBase64String(OfflineRequestReaderTests.Gzip(new HardwareHashBuilder().BuildUnpadded()))}}","t":1772413964}"""),
            Encoding.UTF8.GetBytes("https://a.example/?sn=QX07310000101&iid=" + string.Join('-', Enumerable.Repeat("1234565", 9)) + "&t=2026-03-02T09:12:44%2B08:00"),
            Encoding.UTF8.GetBytes("<r><p n=\"SmbiosUuid\" v=\"4c4c4544-0000-1000-8000-000000000001\"/><k>ABCDE-FGHJK-2MNPQ-RSTUV-WXYZ3</k></r>"),
            OfflineRequestReaderTests.Compress(PayloadKind.Zlib, Encoding.UTF8.GetBytes("SN=QX07310000101|2026/3/2 9:12:44|00:00:5E:00:53:01|X21-12345")),
        ];
        for (int round = 0; round < 3000; round++)
        {
            byte[] payload = Mutate(seeds[round % seeds.Length], random);
            OfflineRequestContent request = OfflineRequestReader.Read(payload, HardwareHashDecoder.IsHardwareHash);

            Assert.Equal(payload.Length, request.Outermost.SizeInBytes);
            Assert.All(request.Fields, field => field.Time?.ToUtc(TimeSpan.FromHours(8)));
        }
    }

    [Fact]
    public void Read_EveryCut_ThrowsNothing()
    {
        byte[] payload = Encoding.UTF8.GetBytes($$"""{"sn":"QX07310000101","h":"{{Convert.ToBase64String(OfflineRequestReaderTests.Gzip(new HardwareHashBuilder().BuildUnpadded()))}}"}""");
        for (int length = 0; length < payload.Length; length++)
        {
            Assert.Equal(length, OfflineRequestReader.Read(payload.AsSpan(0, length), HardwareHashDecoder.IsHardwareHash).Outermost.SizeInBytes);
        }
    }

    private static OfflineRequestContent ReadInTime(byte[] payload)
    {
        long start = Stopwatch.GetTimestamp();
        OfflineRequestContent request = OfflineRequestReader.Read(payload, HardwareHashDecoder.IsHardwareHash);
        Assert.True(Stopwatch.GetElapsedTime(start) < s_hang, $"It took {Stopwatch.GetElapsedTime(start)}: work is repeated.");
        return request;
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] payload = [.. seed];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            payload[random.Next(payload.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) switch
        {
            0 => payload[..random.Next(payload.Length)],
            1 => [.. payload, .. payload[random.Next(payload.Length)..]],
            _ => payload,
        };
    }

    private static byte[] Text(string unit, int times) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(unit, times)));
}

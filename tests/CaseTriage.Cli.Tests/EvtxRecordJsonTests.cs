using System.Text.Json;
using CaseTriage.Formats.Evtx;
using CaseTriage.TestKit;
using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Cli.Tests;

public sealed class EvtxRecordJsonTests
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly DateTimeOffset At = new(2025, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void Dump_LogsOfEveryKind_EveryLineIsStrictJson()
    {
        EvtxElement user = new("R", new EvtxElement("a", EvtxValue.Utf16('x', '\uD800')), new EvtxElement("a", "\u0001\"\\")) { Attributes = [("a", "1")] };
        byte[] file = new EvtxBuilder()
            .Add("Example-Provider", 1000, At, data: [("same", "1"), ("same", EvtxValue.TextArray("", "激活")), "unnamed"])
            .Add("Example-Provider", 1000, At, data: [("@", "1"), ("", EvtxValue.Null(2)), ("n", EvtxValue.Float64(double.NaN))])
            .Add(new EvtxEvent("Example-Provider", 1001, At) { UserData = user })
            .Add(new EvtxEvent("Example-Provider", 1001, At) { UserData = user, IsPlain = true, TimeCreated = EvtxValue.FileTime(-1) })
            .Build();

        using MemoryStream stream = new(file.WithBadTemplateReference(0, 1).WithHiddenTail(0, 1));
        Assert.Equal(4, StrictLines(stream));
    }

    [Fact]
    public void Dump_EveryLogOfTheCorpus_EveryLineIsStrictJson()
    {
        string? folder = SharedFolder.Find("corpus", "evtx");
        Assert.SkipWhen(folder is null, SharedFolder.AbsentReason);
        long lines = 0;
        foreach (string path in Directory.EnumerateFiles(folder ?? "", "*.evtx"))
        {
            using FileStream stream = File.OpenRead(path);
            lines += StrictLines(stream);
        }

        Assert.True(lines > 16_729 + 3_525 - 1, $"{lines} lines");
    }

    /// <summary>Lines as the command writes them, each judged by a reader that takes no name twice.</summary>
    private static long StrictLines(Stream log)
    {
        using MemoryStream output = new();
        long count = 0;
        using (JsonLines lines = new(output))
        {
            using EvtxReader reader = EvtxReader.Open(log, new EvtxReaderOptions { IncludeRecovered = true });
            while (reader.TryRead(out EvtxRecord record, TestContext.Current.CancellationToken))
            {
                EvtxRecordJson.Write(lines.Json, record, texts: null);
                lines.EndLine();
                count++;
            }
        }

        foreach (ReadOnlyMemory<byte> line in Split(output.ToArray()))
        {
            using JsonDocument document = JsonDocument.Parse(line, Strict);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            count--;
        }

        Assert.Equal(0, count);
        return output.ToArray().LongCount(b => b == '\n');
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(byte[] lines)
    {
        for (int start = 0; start < lines.Length;)
        {
            int end = Array.IndexOf(lines, (byte)'\n', start);
            yield return lines.AsMemory(start, end - start);
            start = end + 1;
        }
    }
}

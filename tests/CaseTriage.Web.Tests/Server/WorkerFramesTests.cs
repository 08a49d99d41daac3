using System.Buffers.Binary;
using System.Globalization;
using CaseTriage.Analysis;
using CaseTriage.Web.AnalyzerProcess;
using Microsoft.Extensions.Time.Testing;

namespace CaseTriage.Web.Tests.Server;

public sealed class WorkerFramesTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhatTheChildSent_GivesItInOrder()
    {
        // More names than slots, so that names push each other out, also within one event.
        var random = new Random(5);
        EventRow[] rows = [.. Enumerable.Range(0, 20_000).Select(i => Row(i, Name(random), Name(random), Name(random), Name(random)))];
        using var stream = new MemoryStream();
        using (var pipe = new ChildPipe(stream, new FakeTimeProvider()))
        {
            foreach (EventRow row in rows)
            {
                pipe.SendEvent(row);
            }

            pipe.Send(new WorkerLine { Failure = new WorkerFailure("fault", "trace") });
        }

        (List<EventRow> events, List<WorkerLine> lines) = await ReadAsync(stream.ToArray());

        Assert.Equal(rows, events);
        Assert.Equal("trace", Assert.Single(lines).Failure?.Trace);
    }

    [Theory]
    [InlineData("58 00000000", "kind unknown")]
    [InlineData("4C ffffffff", "negative length")]
    [InlineData("4C ffffff7f", "line too long")]
    [InlineData("45 ffffff7f", "event too long")]
    [InlineData("4E ffff0f00", "name too long")]
    [InlineData("4E 01000000 00", "name without a slot")]
    [InlineData("4E 02000000 ffff", "slot out of range")]
    [InlineData("45 04000000 00000000", "event shorter than its head")]
    [InlineData("45 30000000 0000000000000000 0000000000000000 00000000 00000000 00000000 00000000 00000000 0000000000000000 00000000", "empty slot named")]
    [InlineData("45 30000000 ffffffffffffffff 0000000000000000 00000000 00000000 00000000 00000000 00000000 0000000000000000 00000000", "time out of range")]
    [InlineData("45 30000000 0000000000000000 0000000000000000 00000000 00000000 00000000 00000000 00000000 0000000000000000 01000000", "data longer than the event")]
    [InlineData("45 30000000 0000000000000000 0000000000000000 00000000 00000000 00000000 00000000 00000000 0000000000000000 ffffffff", "data of negative size")]
    [InlineData("4C 04000000 6e756c6c", "null")]
    [InlineData("4C 02000000 5b5d", "another shape")]
    [InlineData("4C 05000000 7b", "cut off")]
    [InlineData("4C 00", "head cut off")]
    public async Task Read_FrameOfAnotherShape_IsRefused(string hex, string why) =>
        Assert.NotNull((await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))))).Message + why);

    [Fact]
    public async Task Read_NoiseBehindAGoodHead_IsRefusedOrRead()
    {
        var random = new Random(11);
        byte[] kinds = [WorkerFrames.LineKind, WorkerFrames.NameKind, WorkerFrames.EventKind];
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = new byte[WorkerFrames.HeadSize + random.Next(200)];
            random.NextBytes(bytes);
            bytes[0] = kinds[round % kinds.Length];
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), bytes.Length - WorkerFrames.HeadSize);

            Exception? thrown = await Record.ExceptionAsync(() => ReadAsync(bytes));

            Assert.True(thrown is null or InvalidDataException, thrown?.ToString());
        }
    }

    private static EventRow Row(int i, string artifact, string provider, string channel, string computer) => new(
        artifact, i, i * 2, i * 3L, i % 7 == 0 ? null : new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(i), provider, i % 9, i % 5, channel, computer,
        $$"""{"值":"{{new string('x', i % 300)}}"}""", (EventCondition)(i % 8), i % 11 == 0 ? $"第 {i} 条" : null);

    private static string Name(Random random) => random.Next(3000).ToString(CultureInfo.InvariantCulture);

    private static async Task<(List<EventRow> Events, List<WorkerLine> Lines)> ReadAsync(byte[] bytes)
    {
        List<EventRow> events = [];
        List<WorkerLine> lines = [];
        await WorkerFrames.ReadAsync(
            new MemoryStream(bytes),
            events.Add,
            line =>
            {
                lines.Add(line);
                return Task.CompletedTask;
            },
            Token);
        return (events, lines);
    }
}

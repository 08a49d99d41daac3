using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>
/// What the analyzer process says, as frames: a byte for the kind, four for the length of what follows, little-endian. Events are binary,
/// since there are millions of them, and name their artifact, provider, channel and computer by a slot that a name frame has filled; all
/// else is a <see cref="WorkerLine"/> as JSON. The other side is not trusted: lengths, slots and times are checked before they are used.
/// </summary>
internal static class WorkerFrames
{
    public const byte LineKind = (byte)'L';
    public const byte NameKind = (byte)'N';
    public const byte EventKind = (byte)'E';

    /// <summary>Kind and length.</summary>
    public const int HeadSize = 5;

    /// <summary>Slots for names; a side that has more fills the oldest anew.</summary>
    public const int SlotCount = 1024;

    /// <summary>Longest line, in bytes: a packed document of the largest case is far below it.</summary>
    public const int MaxLineSize = WorkerPipe.MaxLineLength;

    /// <summary>Names of an event: artifact, provider, channel, computer.</summary>
    public const int SlotsPerEvent = 4;

    /// <summary>Longer names are cut, in UTF-16 characters; real ones have less than 400.</summary>
    public const int MaxNameLength = 16 * 1024;

    /// <summary>Longest name, in bytes of UTF-8.</summary>
    public const int MaxNameSize = MaxNameLength * 3;

    /// <summary>Longest event, in bytes; its data are a record of at most 64 KiB with templates filled in.</summary>
    public const int MaxEventSize = 64 << 20;

    /// <summary>An event before its data: time, record id, chunk, offset, event id, level, condition, four slots, size of the data. The message, perhaps empty, follows the data.</summary>
    public const int EventHeadSize = 48;

    /// <summary>Where the size of the data stands.</summary>
    public const int DataSizeOffset = 44;

    private const int SlotSize = sizeof(ushort);

    /// <summary>Reads frames until the other side closes.</summary>
    /// <exception cref="InvalidDataException">A frame is not of this shape, or the last one is cut off.</exception>
    public static async Task ReadAsync(Stream stream, Action<EventRow> onEvent, Func<WorkerLine, Task> onLine, CancellationToken cancellationToken)
    {
        PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 256 * 1024, leaveOpen: true));
        var names = new string?[SlotCount];
        try
        {
            while (true)
            {
                ReadResult read = await pipe.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (TryTakeFrame(ref buffer, out byte kind, out ReadOnlySequence<byte> content))
                {
                    if (kind == LineKind)
                    {
                        await onLine(ParseLine(content));
                    }
                    else
                    {
                        TakeSmall(kind, content, names, onEvent);
                    }
                }

                bool isCut = read.IsCompleted && buffer.Length > 0;
                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (isCut)
                {
                    throw new InvalidDataException("The last frame of the worker is cut off.");
                }

                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static bool TryTakeFrame(ref ReadOnlySequence<byte> buffer, out byte kind, out ReadOnlySequence<byte> content)
    {
        (kind, content) = (0, default);
        if (buffer.Length < HeadSize)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[HeadSize];
        buffer.Slice(0, HeadSize).CopyTo(head);
        kind = head[0];
        int length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
        int most = kind switch
        {
            LineKind => MaxLineSize,
            NameKind => MaxNameSize + SlotSize,
            EventKind => MaxEventSize,
            _ => throw new InvalidDataException($"A frame of the worker has the kind 0x{kind:x2}."),
        };
        if (length < 0 || length > most)
        {
            throw new InvalidDataException($"A frame of the worker has the length {length}; at most {most} is allowed.");
        }

        if (buffer.Length - HeadSize < length)
        {
            return false;
        }

        content = buffer.Slice(HeadSize, length);
        buffer = buffer.Slice(HeadSize + length);
        return true;
    }

    private static WorkerLine ParseLine(ReadOnlySequence<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            return JsonSerializer.Deserialize<WorkerLine>(ref reader, AnalysisJson.Compact)
                ?? throw new InvalidDataException("A line of the worker is the JSON word null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("A line of the worker is not of its shape.", exception);
        }
    }

    private static void TakeSmall(byte kind, ReadOnlySequence<byte> content, string?[] names, Action<EventRow> onEvent)
    {
        if (content.IsSingleSegment)
        {
            TakeSmall(kind, content.FirstSpan, names, onEvent);
            return;
        }

        byte[] whole = ArrayPool<byte>.Shared.Rent((int)content.Length);
        content.CopyTo(whole);
        TakeSmall(kind, whole.AsSpan(0, (int)content.Length), names, onEvent);
        ArrayPool<byte>.Shared.Return(whole);
    }

    private static void TakeSmall(byte kind, ReadOnlySpan<byte> content, string?[] names, Action<EventRow> onEvent)
    {
        if (kind == EventKind)
        {
            onEvent(ParseEvent(content, names));
            return;
        }

        int slot = content.Length < SlotSize ? SlotCount : BinaryPrimitives.ReadUInt16LittleEndian(content);
        if (slot >= SlotCount)
        {
            throw new InvalidDataException("A name of the worker has no slot.");
        }

        names[slot] = Encoding.UTF8.GetString(content[SlotSize..]);
    }

    private static EventRow ParseEvent(ReadOnlySpan<byte> content, string?[] names)
    {
        if (content.Length < EventHeadSize)
        {
            throw new InvalidDataException($"An event of the worker has {content.Length} bytes; its head alone has {EventHeadSize}.");
        }

        long at = BinaryPrimitives.ReadInt64LittleEndian(content);
        if (at != long.MinValue && (ulong)at > (ulong)DateTime.MaxValue.Ticks)
        {
            throw new InvalidDataException($"An event of the worker has the time {at}.");
        }

        int dataSize = BinaryPrimitives.ReadInt32LittleEndian(content[DataSizeOffset..]);
        if (dataSize < 0 || dataSize > content.Length - EventHeadSize)
        {
            throw new InvalidDataException($"An event of the worker has {dataSize} bytes of data in {content.Length}.");
        }

        ReadOnlySpan<byte> slots = content[36..];
        ReadOnlySpan<byte> message = content[(EventHeadSize + dataSize)..];
        return new EventRow(
            NameIn(names, slots),
            BinaryPrimitives.ReadInt32LittleEndian(content[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(content[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(content[8..]),
            at == long.MinValue ? null : new DateTimeOffset(at, TimeSpan.Zero),
            NameIn(names, slots[2..]),
            BinaryPrimitives.ReadInt32LittleEndian(content[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(content[28..]),
            NameIn(names, slots[4..]),
            NameIn(names, slots[6..]),
            Encoding.UTF8.GetString(content.Slice(EventHeadSize, dataSize)),
            (EventCondition)BinaryPrimitives.ReadInt32LittleEndian(content[32..]),
            message.IsEmpty ? null : Encoding.UTF8.GetString(message));
    }

    private static string NameIn(string?[] names, ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt16LittleEndian(slot) is < SlotCount and var number && names[number] is { } name
            ? name
            : throw new InvalidDataException("An event of the worker names an empty slot.");
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>Lines of JSON between the server and its child, both ways.</summary>
internal static class WorkerPipe
{
    /// <summary>Longest line, in bytes: a packed document of the largest case is far below it.</summary>
    public const int MaxLineLength = 256 << 20;

    /// <summary>Yields the lines until the other side closes.</summary>
    /// <exception cref="InvalidDataException">A line is too long, or is no JSON of this shape.</exception>
    public static async IAsyncEnumerable<T> ReadLinesAsync<T>(
        Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                ReadResult read = await pipe.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    yield return Parse<T>(buffer.Slice(0, end));
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (buffer.Length > MaxLineLength)
                {
                    throw new InvalidDataException($"A line of the worker is longer than {MaxLineLength} bytes.");
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    public static void WriteLine<T>(Stream stream, T value)
    {
        JsonSerializer.Serialize(stream, value, AnalysisJson.Compact);
        stream.WriteByte((byte)'\n');
    }

    private static T Parse<T>(ReadOnlySequence<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize<T>(ref reader, AnalysisJson.Compact)
                ?? throw new InvalidDataException("A line of the worker is the JSON word null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"A line of the worker is no {typeof(T).Name}.", exception);
        }
    }
}

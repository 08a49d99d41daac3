using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseTriage.Cli;

/// <summary>One JSON object a line to a stream, UTF-8, through one buffer; letters of all languages stand as they are.</summary>
internal sealed class JsonLines : IDisposable
{
    private const int BufferedSize = 64 * 1024;
    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferedSize);
    private readonly Utf8JsonWriter _json;

    public JsonLines(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>The object of the current line; end it with <see cref="EndLine"/>.</summary>
    public Utf8JsonWriter Json => _json;

    /// <summary>Takes what is to stand between the lines as it is.</summary>
    public IBufferWriter<byte> Raw => _buffer;

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= BufferedSize)
        {
            Flush();
        }
    }

    /// <summary>Hands over what was written to memory, and empties it.</summary>
    public void MoveTo(JsonLines target)
    {
        Flush();
        if (_output is MemoryStream memory)
        {
            target.Flush();
            memory.WriteTo(target._output);
            memory.SetLength(0);
        }
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    private void Flush()
    {
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}

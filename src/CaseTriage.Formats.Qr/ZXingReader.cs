using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;

namespace CaseTriage.Formats.Qr;

/// <summary>
/// The reader of zxing-wasm in an engine of its own. What it decodes is sandboxed twice: by WebAssembly, and by an engine that was given nothing of .NET. Not for several threads.
/// </summary>
internal sealed class ZXingReader : IDisposable
{
    /// <summary>Codes that are told of in one picture.</summary>
    public const int MaxCodes = 32;

    private const int MaxHeapInMiB = 64;
    private readonly V8ScriptEngine _engine;

    /// <exception cref="DllNotFoundException">There is no native engine for this platform.</exception>
    public ZXingReader()
    {
        HostSettings.AuxiliarySearchPath = AppContext.BaseDirectory;
        _engine = new V8ScriptEngine(new V8RuntimeConstraints { MaxNewSpaceSize = 16, MaxOldSpaceSize = MaxHeapInMiB }, V8ScriptEngineFlags.DisableGlobalMembers);
        try
        {
            _engine.Execute(EmbeddedFile.Text("zxing_reader.js"));
            _engine.Execute(EmbeddedFile.Text("ZXingReader.js"));
            byte[] wasm = EmbeddedFile.Bytes("zxing_reader.wasm");
            var buffer = (ITypedArray<byte>)_engine.Invoke("newBytes", wasm.Length);
            buffer.WriteBytes(wasm, 0, (ulong)wasm.Length, 0);
            _engine.Invoke("startReader", buffer);
            if (_engine.Invoke("isStarted") is not true)
            {
                throw new InvalidOperationException("The QR reader did not start.");
            }
        }
        catch
        {
            _engine.Dispose();
            throw;
        }
    }

    /// <summary>Reads the QR codes of a picture, those included whose error correction does not agree.</summary>
    public ImmutableArray<ZXingCode> Read(GreyPicture picture, ZXingOptions options)
    {
        var place = (ITypedArray<byte>)_engine.Invoke("placeFor", picture.Pixels.Length);
        place.WriteBytes(picture.Pixels, 0, (ulong)picture.Pixels.Length, 0);
        string json = (string)_engine.Invoke("readCodes", picture.Width, picture.Height, JsonSerializer.Serialize(options, ZXingJson.Default.ZXingOptions));
        return JsonSerializer.Deserialize(json, ZXingJson.Default.ImmutableArrayZXingCode);
    }

    public void Dispose() => _engine.Dispose();
}

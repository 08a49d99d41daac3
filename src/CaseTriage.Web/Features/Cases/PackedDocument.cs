using System.IO.Compression;
using System.Text.Json;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases;

/// <summary>An analysis document as it lies in the case file: compact JSON, gzipped.</summary>
internal static class PackedDocument
{
    public static byte[] Pack(ReadOnlySpan<byte> json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(json);
        }

        return packed.ToArray();
    }

    public static AnalysisDocument Open(byte[] packed)
    {
        using Stream json = OpenJson(packed);
        return JsonSerializer.Deserialize<AnalysisDocument>(json, AnalysisJson.Compact)
            ?? throw new InvalidDataException("A published analysis is the JSON word null; expected a document.");
    }

    public static Stream OpenJson(byte[] packed) => new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
}

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using CaseTriage.Analysis.Masking;
using CaseTriage.Formats;
using CaseTriage.Formats.Evtx;
using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>An event record in full, as indented XML with secrets masked.</summary>
internal static class RecordView
{
    private const int MaxLines = 2000;
    private const int MaxLineLength = 4000;

    /// <param name="log">The event log, from its start.</param>
    public static EvidenceView Of(EvidenceRequest request, Stream log, RecordPlace place)
    {
        try
        {
            return ReadXml(log, place) is { } xml
                ? Show(request, SecretMask.Mask(Indent(xml)).Text)
                : EvidenceViews.Unavailable(request.Artifact, request.Locator, "not-found");
        }
        catch (MalformedDataException)
        {
            return EvidenceViews.Unavailable(request.Artifact, request.Locator, "unreadable");
        }
    }

    /// <summary>Reads one record; null where none begins at the place. Records before it are passed over undecoded.</summary>
    private static string? ReadXml(Stream log, RecordPlace place)
    {
        using EvtxReader reader = EvtxReader.Open(log);
        while (reader.TryRead(out EvtxRecord record, CancellationToken.None) && record.Chunk <= place.Chunk)
        {
            if (record.Chunk == place.Chunk && record.OffsetInChunk == place.OffsetInChunk)
            {
                var xml = new ArrayBufferWriter<byte>();
                record.WriteXml(xml);
                return Encoding.UTF8.GetString(xml.WrittenSpan);
            }
        }

        return null;
    }

    /// <summary>Each element on a line of its own. What an XML reader refuses stays as it is.</summary>
    private static string Indent(string xml)
    {
        var text = new StringBuilder(xml.Length * 2);
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            using var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
            writer.WriteNode(reader, defattr: false);
        }
        catch (XmlException)
        {
            return xml;
        }

        return text.ToString();
    }

    private static EvidenceView Show(EvidenceRequest request, string text)
    {
        ImmutableArray<EvidenceLine> lines =
        [
            .. text.Split('\n').Take(MaxLines).Select((line, i) => new EvidenceLine(
                (i + 1).ToString(CultureInfo.InvariantCulture), line.Length <= MaxLineLength ? line : line[..MaxLineLength] + "…", IsHit: false)),
        ];
        return new EvidenceView { Artifact = request.Artifact, Locator = request.Locator, Kind = EvidenceViewKind.Text, Lines = lines };
    }
}

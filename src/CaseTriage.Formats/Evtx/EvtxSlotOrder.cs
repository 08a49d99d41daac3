using System.Buffers.Binary;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// The order of records in a log whose writer began again at its start when it was full: its chunks lie rotated. Chunks are ordered by the
/// id of their first record; what is no chunk stays before the chunk that follows it,
/// so that it is told from empty slots at the end.
/// </summary>
internal static class EvtxSlotOrder
{
    private const int FirstRecordId = EvtxFormat.ChunkHeaderSize + 8;
    private const int ProbeSize = FirstRecordId + sizeof(ulong);

    /// <summary>Numbers of the slots in the order of their records. The stream is put back where it stood.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static Queue<int> Of(Stream stream)
    {
        if (!stream.CanSeek)
        {
            throw new ArgumentException("Reading in the order of records needs a stream that can seek.", nameof(stream));
        }

        long start = stream.Position;
        List<ulong?> ids = [];
        Span<byte> buffer = stackalloc byte[ProbeSize];
        while (stream.ReadAt(start + EvtxFormat.OffsetOfChunk(ids.Count), buffer) is { IsEmpty: false } probe)
        {
            bool isChunk = probe.Length == ProbeSize && probe.StartsWith(EvtxFormat.ChunkSignature);
            ids.Add(isChunk ? BinaryPrimitives.ReadUInt64LittleEndian(probe[FirstRecordId..]) : null);
        }

        stream.Position = start;
        ulong[] keys = new ulong[ids.Count];
        for (int index = ids.Count - 1; index >= 0; index--)
        {
            keys[index] = ids[index] ?? (index + 1 < keys.Length ? keys[index + 1] : ulong.MaxValue);
        }

        return new Queue<int>(Enumerable.Range(0, keys.Length).OrderBy(index => keys[index]));
    }
}

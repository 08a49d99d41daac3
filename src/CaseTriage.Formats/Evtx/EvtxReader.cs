namespace CaseTriage.Formats.Evtx;

/// <summary>
/// Reads Windows event logs (EVTX, MS-EVEN6 and libevtx) from any stream, one record at a time, in the order of chunks and offsets.
/// What the file header says is advice: every slot of 64 KiB to the end of the stream is read, a short last one included.
/// <para>
/// Refused by <see cref="MalformedDataException"/>: <c>empty</c>, <c>not-evtx</c>, <c>header-cut</c> and <c>no-chunks</c>. Anything
/// else that is wrong is <see cref="Damage"/> in <see cref="Summary"/>, and reading goes on. Memory does not depend on the size of
/// the log. For several workers see <see cref="EvtxParallel"/>.
/// </para>
/// </summary>
public sealed class EvtxReader : IDisposable
{
    private const int SlotsPerBlock = 16;
    private readonly EvtxSource _source;
    private readonly EvtxBlock _block;
    private readonly EvtxTally _tally;
    private readonly EvtxChunkReader _chunks;
    private int _place = -1;
    private bool _isAtEnd;

    private EvtxReader(EvtxSource source, EvtxBlock first, EvtxReaderOptions options)
    {
        (_source, _block) = (source, first);
        _tally = new EvtxTally(options.MaxDamageEntries, isPart: false);
        _chunks = new EvtxChunkReader(options, source.Header);
        _source.Header.Check(_tally.Damage);
    }

    /// <summary>What reading amounted to so far; complete once <see cref="TryRead"/> returned false.</summary>
    public EvtxSummary Summary => _tally.ToSummary(_source.Header);

    /// <summary>Whether bytes begin as an event log does.</summary>
    public static bool IsEvtx(ReadOnlySpan<byte> head) => head.StartsWith(EvtxFormat.FileSignature);

    /// <summary>Begins to read a log. The stream stands at its first byte, is only read forwards unless the options say otherwise, and stays open.</summary>
    /// <exception cref="MalformedDataException">There is no event log.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    public static EvtxReader Open(Stream stream, EvtxReaderOptions? options = null)
    {
        EvtxReaderOptions known = options ?? new EvtxReaderOptions();
        EvtxSource source = EvtxSource.Open(stream, known, SlotsPerBlock, out EvtxBlock first);
        return new EvtxReader(source, first, known);
    }

    /// <summary>Reads the next record, which is valid until the one after it is read; false at the end of the log.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool TryRead(out EvtxRecord record, CancellationToken cancellationToken)
    {
        while (!_isAtEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_place >= 0 && _chunks.TryRead(_block.Slot(_place), out record, cancellationToken))
            {
                return true;
            }

            if (!TryBeginSlot())
            {
                _isAtEnd = true;
                _source.Header.CheckAgainst(_tally);
            }
        }

        record = default;
        return false;
    }

    /// <summary>Gives the buffers back; records read before are no longer valid.</summary>
    public void Dispose()
    {
        _isAtEnd = true;
        _block.Dispose();
    }

    private bool TryBeginSlot()
    {
        if (++_place >= _block.Count)
        {
            if (!_source.TryRead(_block))
            {
                return false;
            }

            _place = 0;
        }

        _chunks.Begin(_block.Slot(_place), _block.FirstIndex + _place, _tally);
        return true;
    }
}

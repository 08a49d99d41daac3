using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;

namespace CaseTriage.Formats.Mail;

/// <summary>A mail of a folder file.</summary>
/// <param name="Offset">Where its head begins, behind the <c>From </c> line, in bytes.</param>
/// <param name="Length">Bytes up to the next <c>From </c> line.</param>
public sealed record MboxMessage(long Offset, long Length);

/// <summary>
/// A folder of mails in one file (RFC 4155, with the variants mboxo, mboxrd, mboxcl and mboxcl2): a line <c>From </c> before each head, behind an empty
/// line. A <c>Content-Length</c> is followed only where such a line, or the end, stands behind it. The file is read in pieces; only places are kept.
/// </summary>
public sealed class MboxReader
{
    private const int BufferSize = 1 << 16;

    private readonly Stream _stream;

    private MboxReader(Stream stream, ImmutableArray<MboxMessage> messages, ImmutableArray<Damage> damage) => (_stream, Messages, Damage) = (stream, messages, damage);

    /// <summary>The mails in the order of the file.</summary>
    public ImmutableArray<MboxMessage> Messages { get; }

    /// <summary><c>limit-entries</c> where it holds more mails than are listed.</summary>
    public ImmutableArray<Damage> Damage { get; }

    /// <summary>Finds the mails.</summary>
    /// <param name="stream">Seekable; used as long as mails are extracted, and not owned.</param>
    /// <param name="maxMessages">Most mails that are listed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MalformedDataException"><c>not-mbox</c>: no mail in it.</exception>
    public static MboxReader Open(Stream stream, int maxMessages, CancellationToken cancellationToken)
    {
        var scan = new MboxScan(maxMessages);
        var lines = new LineHeads(stream);
        while (!scan.IsFull && lines.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (scan.Take(lines) is { } bodyLength && bodyLength <= stream.Length - lines.End && EndsAt(stream, lines.End + bodyLength))
            {
                lines.JumpTo(lines.End + bodyLength);
                scan.BodyWasSkipped();
            }
        }

        ImmutableArray<MboxMessage> messages = scan.Finish(stream.Length);
        if (messages.IsEmpty)
        {
            throw new MalformedDataException("not-mbox", "The file holds no line 'From ' before the head of a mail. Ask for the folder exported again, or for the mails as .eml.");
        }

        return new MboxReader(stream, messages, scan.IsFull ?
        [
            new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture, $"The folder holds more than {maxMessages} mails; the rest was not looked at. Export it in parts."), null),
        ] : []);
    }

    /// <summary>Writes one mail as it was sent: a <c>&gt;</c> that was put before <c>From </c> is taken away.</summary>
    public void Extract(MboxMessage message, Stream destination, CancellationToken cancellationToken)
    {
        _stream.Position = message.Offset;
        long left = message.Length;
        byte[] buffer = new byte[BufferSize];
        int kept = 0;
        bool atLineStart = true;
        while (left > 0 || kept > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = left == 0 ? 0 : _stream.Read(buffer, kept, (int)Math.Min(buffer.Length - kept, left));
            left = read == 0 ? 0 : left - read;
            int filled = kept + read;

            // Only whole lines, so that no mark is torn; a line longer than the buffer has none behind its start.
            int whole = left == 0 ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            whole = whole == 0 ? filled : whole;
            Unquote(buffer.AsSpan(0, whole), atLineStart, destination);
            atLineStart = whole > 0 && buffer[whole - 1] == '\n';
            kept = filled - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
        }
    }

    private static void Unquote(ReadOnlySpan<byte> lines, bool atLineStart, Stream destination)
    {
        if (atLineStart && IsQuotedFrom(lines))
        {
            lines = lines[1..];
        }

        while (lines.IndexOf("\n>"u8) is >= 0 and int found)
        {
            destination.Write(lines[..(found + 1)]);
            lines = lines[(found + 1)..];
            if (IsQuotedFrom(lines))
            {
                lines = lines[1..];
            }
            else
            {
                destination.Write(lines[..1]);
                lines = lines[1..];
            }
        }

        destination.Write(lines);
    }

    private static bool IsQuotedFrom(ReadOnlySpan<byte> line) => line.StartsWith(">"u8) && line.TrimStart((byte)'>').StartsWith("From "u8);

    /// <summary>Whether a mail may end at a place: the next one, or the end of the file, follows behind empty lines.</summary>
    private static bool EndsAt(Stream stream, long place)
    {
        Span<byte> next = stackalloc byte[16];
        stream.Position = place;
        int read = stream.ReadAtLeast(next, next.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> behind = next[..read].TrimStart("\r\n"u8);
        return behind.StartsWith("From "u8) || (behind.IsEmpty && place + read == stream.Length);
    }

    /// <summary>What the lines say about where mails begin.</summary>
    private sealed class MboxScan(int maxMessages)
    {
        private readonly ImmutableArray<MboxMessage>.Builder _messages = ImmutableArray.CreateBuilder<MboxMessage>();
        private long? _begun;
        private long _fromLine = -1;
        private long _fromLineEnd;
        private bool _afterEmpty = true;
        private bool _inHead;
        private long? _bodyLength;

        public bool IsFull { get; private set; }

        /// <summary>Takes a line; gives the length of the body that begins behind it, where the head names one.</summary>
        public long? Take(LineHeads line)
        {
            if (_fromLine >= 0 && IsField(line.Head))
            {
                Begin();
            }

            _fromLine = -1;
            if (_afterEmpty && !_inHead && line.Head.StartsWith("From "u8))
            {
                (_fromLine, _fromLineEnd) = (line.Start, line.End);
            }

            _afterEmpty = line.Head.TrimEnd("\r\n"u8).IsEmpty;
            if (_inHead && _afterEmpty)
            {
                _inHead = false;
                return _bodyLength;
            }

            if (_inHead && Starts(line.Head, "content-length:"u8) && Utf8Parser.TryParse(line.Head["content-length:".Length..].TrimStart((byte)' '), out long length, out _) && length > 0)
            {
                _bodyLength = length;
            }

            return null;
        }

        public void BodyWasSkipped() => (_afterEmpty, _fromLine) = (true, -1);

        public ImmutableArray<MboxMessage> Finish(long end)
        {
            if (_begun is { } begun && !IsFull)
            {
                _messages.Add(new MboxMessage(begun, end - begun));
            }

            return _messages.ToImmutable();
        }

        private void Begin()
        {
            if (_begun is { } begun)
            {
                _messages.Add(new MboxMessage(begun, _fromLine - begun));
                IsFull = _messages.Count == maxMessages;
            }

            (_begun, _inHead, _bodyLength) = (_fromLineEnd, true, null);
        }

        private static bool IsField(ReadOnlySpan<byte> line) =>
            line.IndexOf((byte)':') is > 0 and int colon && line[..colon].IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;

        private static bool Starts(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
            line.Length >= name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name);
    }

    /// <summary>The lines of a stream, of each only its first bytes.</summary>
    private sealed class LineHeads(Stream stream)
    {
        private const int HeadSize = 128;

        private readonly byte[] _buffer = new byte[BufferSize];
        private readonly byte[] _head = new byte[HeadSize];
        private int _headLength;
        private long _bufferStart;
        private int _filled;
        private int _position;

        public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

        public long Start { get; private set; }

        /// <summary>Where the next line begins.</summary>
        public long End => _bufferStart + _position;

        public bool Next()
        {
            Start = End;
            _headLength = 0;
            while (_position < _filled || Fill())
            {
                ReadOnlySpan<byte> rest = _buffer.AsSpan(_position, _filled - _position);
                int end = rest.IndexOf((byte)'\n');
                ReadOnlySpan<byte> line = end < 0 ? rest : rest[..(end + 1)];
                ReadOnlySpan<byte> head = line[..Math.Min(line.Length, HeadSize - _headLength)];
                head.CopyTo(_head.AsSpan(_headLength));
                _headLength += head.Length;
                _position += line.Length;
                if (end >= 0)
                {
                    return true;
                }
            }

            return _headLength > 0;
        }

        public void JumpTo(long place) => (_bufferStart, _position, _filled) = (place, 0, 0);

        private bool Fill()
        {
            (_bufferStart, _position) = (End, 0);
            stream.Position = _bufferStart;
            _filled = stream.Read(_buffer);
            return _filled > 0;
        }
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CaseTriage.Evidence;

/// <summary>
/// Sorts the positions of rows by time, ties by position, in bounded memory: sorted runs go to a temporary file and are merged. Rows without
/// a time come last.
/// </summary>
internal sealed class TimeOrder : IDisposable
{
    private const int RunLength = 1 << 20;
    private const int BufferLength = 4096;
    private readonly SafeFileHandle _file;
    private readonly List<(long Start, int Length)> _runs = [];
    private Key[] _keys = new Key[BufferLength];
    private int _count;
    private long _written;

    public TimeOrder(string path) =>
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);

    public void Add(long? at, long position)
    {
        if (_count == RunLength)
        {
            EndRun();
        }

        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _keys.Length * 2);
        }

        _keys[_count++] = new Key(at ?? long.MaxValue, position);
    }

    /// <summary>The positions, once.</summary>
    public IEnumerable<long> Positions()
    {
        EndRun();
        _keys = [];
        var heads = new PriorityQueue<Run, Key>(default(KeyOrder));
        foreach ((long start, int length) in _runs)
        {
            var run = new Run(_file, start, length);
            heads.Enqueue(run, run.Next());
        }

        while (heads.TryPeek(out Run? run, out Key key))
        {
            yield return key.Position;
            if (run.HasNext)
            {
                heads.DequeueEnqueue(run, run.Next());
            }
            else
            {
                heads.Dequeue();
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private void EndRun()
    {
        if (_count > 0)
        {
            Span<Key> keys = _keys.AsSpan(0, _count);
            keys.Sort(default(KeyOrder));
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(keys);
            RandomAccess.Write(_file, bytes, _written);
            _runs.Add((_written, _count));
            _written += bytes.Length;
            _count = 0;
        }
    }

    private readonly record struct Key(long At, long Position);

    private readonly struct KeyOrder : IComparer<Key>
    {
        public int Compare(Key x, Key y) => x.At != y.At ? x.At.CompareTo(y.At) : x.Position.CompareTo(y.Position);
    }

    private sealed class Run(SafeFileHandle file, long start, int length)
    {
        private readonly Key[] _buffer = new Key[Math.Min(BufferLength, length)];
        private long _offset = start;
        private int _left = length;
        private int _at;
        private int _filled;

        public bool HasNext => _left > 0;

        public Key Next()
        {
            if (_at == _filled)
            {
                _filled = Math.Min(_left, _buffer.Length);
                Span<byte> bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, _filled));
                RandomAccess.Read(file, bytes, _offset);
                _offset += bytes.Length;
                _at = 0;
            }

            _left--;
            return _buffer[_at++];
        }
    }
}

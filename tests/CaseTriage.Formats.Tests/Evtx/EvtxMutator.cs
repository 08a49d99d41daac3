using System.Buffers.Binary;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>
/// Changes a log in one to eight places, chosen by a seed: bits, bytes, numbers that mean something, bytes from elsewhere. Half of
/// the places are where readers trip: headers, sizes, offsets, template definitions. The length stays.
/// </summary>
internal sealed class EvtxMutator
{
    private const int FileHeaderSize = 4096;
    private const int ChunkSize = 65536;
    private const int ChunkHeaderSize = 512;
    private const int MaxSlots = 3;
    private static readonly uint[] Telling = [0, 1, 2, 7, 8, 0x1C, 0x7F, 0x80, 0xFF, 0x200, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];
    private static readonly byte[] Tokens = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x41, 0x46, 0x21, 0x81, 0x82, 0x93, 0xA1];
    private readonly Random _random;

    /// <param name="seed">The same one makes the same change.</param>
    public EvtxMutator(int seed) => _random = new Random(seed);

    /// <summary>A changed copy: of the whole log one time in fifty, else of its header and up to three of its slots.</summary>
    public byte[] Mutate(byte[] log)
    {
        byte[] copy = Cut(log);
        int slots = (copy.Length - FileHeaderSize + ChunkSize - 1) / ChunkSize;
        int slot = FileHeaderSize + (_random.Next(Math.Max(slots, 1)) * ChunkSize);
        List<int> records = Records(copy, slot);
        for (int times = _random.Next(1, 9); times > 0; times--)
        {
            Change(copy, Place(copy, slot, records));
        }

        return copy;
    }

    private byte[] Cut(byte[] log)
    {
        int slots = (log.Length - FileHeaderSize) / ChunkSize;
        if (slots <= MaxSlots || _random.Next(50) == 0)
        {
            return [.. log];
        }

        int start = FileHeaderSize + (_random.Next(slots - 1) * ChunkSize);
        return [.. log.AsSpan(0, FileHeaderSize), .. log.AsSpan(start, Math.Min(_random.Next(1, MaxSlots + 1) * ChunkSize, log.Length - start))];
    }

    private static List<int> Records(byte[] log, int slot)
    {
        List<int> records = [];
        for (int at = slot + ChunkHeaderSize; at + 28 <= Math.Min(slot + ChunkSize, log.Length) && log.AsSpan(at).StartsWith("**\0\0"u8);)
        {
            records.Add(at);
            int size = BinaryPrimitives.ReadInt32LittleEndian(log.AsSpan(at + sizeof(int)));
            if (size < 28 || size > ChunkSize)
            {
                break;
            }

            at += size;
        }

        return records;
    }

    private int Place(byte[] log, int slot, List<int> records)
    {
        int record = records.Count > 0 ? records[_random.Next(records.Count)] : slot;
        int place = _random.Next(16) switch
        {
            0 => _random.Next(128),
            1 => slot + _random.Next(128),
            2 => slot + _random.Next(ChunkHeaderSize),
            3 or 4 => record + _random.Next(24),
            5 or 6 or 7 => record + 24 + _random.Next(40),
            8 or 9 => record + 24 + _random.Next(600),
            10 or 11 => (records.Count > 0 ? records[0] : slot) + 24 + _random.Next(2400),
            _ => slot + _random.Next(ChunkSize),
        };
        return Math.Min(place, log.Length - 1);
    }

    private void Change(byte[] log, int place)
    {
        Span<byte> target = log.AsSpan(place);
        switch (_random.Next(7))
        {
            case 0:
                target[0] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                target[0] = (byte)_random.Next(256);
                break;
            case 2:
                target[0] = Tokens[_random.Next(Tokens.Length)];
                break;
            case 3:
                int length = _random.Next(2) == 0 ? 4 : 8;
                int source = _random.Next(Math.Max(log.Length - length, 1));
                log.AsSpan(source, Math.Min(length, target.Length)).CopyTo(target);
                break;
            case 4:
                // A number that is off by a little: sizes and counts that nearly fit.
                target[0] = unchecked((byte)(target[0] + _random.Next(-8, 9)));
                break;
            default:
                Span<byte> number = stackalloc byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32LittleEndian(number, Telling[_random.Next(Telling.Length)]);
                number[..Math.Min(1 << _random.Next(3), target.Length)].CopyTo(target);
                break;
        }
    }
}

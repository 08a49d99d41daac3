using System.Buffers.Binary;

namespace CaseTriage.Formats.Cab;

/// <summary>
/// Undoes the translation of x86 calls ([MS-PATCH] 2.3.1): the encoder made the four bytes behind each 0xE8 absolute. Done on a copy, since matches
/// refer to the bytes as they were.
/// </summary>
internal sealed class LzxCallTranslation
{
    private const byte Call = 0xE8;
    private const int MinSize = 10;
    private const long MaxOffset = 1L << 30;

    private readonly byte[] _copy = new byte[CabFolderReader.MaxBlockSize];

    /// <summary>Size of the file that the calls lie in, as the stream states it; 0 where nothing was translated.</summary>
    public int FileSize { get; set; }

    /// <summary>Translates one frame.</summary>
    /// <param name="frame">Its bytes.</param>
    /// <param name="offset">Its offset in the folder.</param>
    /// <returns>The bytes, until the next call.</returns>
    public ReadOnlyMemory<byte> Translate(ReadOnlyMemory<byte> frame, long offset)
    {
        if (FileSize == 0 || frame.Length <= MinSize || offset >= MaxOffset)
        {
            return frame;
        }

        Span<byte> bytes = _copy.AsSpan(0, frame.Length);
        frame.Span.CopyTo(bytes);
        int end = bytes.Length - MinSize;
        for (int i = 0; i < end;)
        {
            int next = bytes[i..end].IndexOf(Call);
            if (next < 0)
            {
                break;
            }

            i += next;
            TranslateCall(bytes[(i + 1)..], (int)offset + i);
            i += 1 + sizeof(int);
        }

        return _copy.AsMemory(0, frame.Length);
    }

    private void TranslateCall(Span<byte> operand, int position)
    {
        int absolute = BinaryPrimitives.ReadInt32LittleEndian(operand);
        if (absolute >= -position && absolute < FileSize)
        {
            BinaryPrimitives.WriteInt32LittleEndian(operand, absolute >= 0 ? absolute - position : absolute + FileSize);
        }
    }
}

using CaseTriage.Formats.Cab;

namespace CaseTriage.Formats.Tests.Cab;

public sealed class LzxCallTranslationTests
{
    [Fact]
    public void Translate_AbsoluteCall_BecomesRelative()
    {
        byte[] frame = [0x90, 0xE8, 0x10, 0x01, 0, 0, .. new byte[16]];
        var calls = new LzxCallTranslation { FileSize = 0x1000 };

        ReadOnlyMemory<byte> translated = calls.Translate(frame, 0x100);

        Assert.Equal([0x90, 0xE8, 0x0F, 0, 0, 0], translated[..6].ToArray());
    }

    [Fact]
    public void Translate_NegativeOperand_WrapsAroundTheFile()
    {
        byte[] frame = [0xE8, 0xF0, 0xFF, 0xFF, 0xFF, .. new byte[16]];
        var calls = new LzxCallTranslation { FileSize = 0x1000 };

        ReadOnlyMemory<byte> translated = calls.Translate(frame, 0x100);

        Assert.Equal([0xE8, 0xF0, 0x0F, 0, 0], translated[..5].ToArray());
    }

    [Theory]
    [InlineData(0, 20, 0)]
    [InlineData(0x1000, 10, 0)]
    [InlineData(0x1000, 20, 1L << 30)]
    public void Translate_NothingToTranslate_LeavesTheFrame(int fileSize, int length, long offset)
    {
        byte[] frame = [0xE8, 1, 0, 0, 0, .. new byte[length - 5]];

        Assert.Equal(frame, new LzxCallTranslation { FileSize = fileSize }.Translate(frame, offset).ToArray());
    }
}

using SharpCompress.Common;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;
using CryptographicException = SharpCompress.Common.CryptographicException;

namespace CaseTriage.Formats.Archives;

/// <summary>Turns what the library throws, which is of every kind, into what a reader throws.</summary>
internal static class LibraryError
{
    /// <summary>The refusal for an exception. Its text is left out: it may quote what was given, a password among it.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="isOverrun">Whether the data had ended.</param>
    public static MalformedDataException Of(Exception exception, bool isOverrun) => exception switch
    {
        CryptographicException => new MalformedDataException("entry-encrypted", "The entry is encrypted and cannot be read without its password. Give the password, or ask for it without one."),
        ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge } => MemoryLimit.Refuse("a larger window"),
        _ when isOverrun || exception is EndOfStreamException or IncompleteArchiveException =>
            new MalformedDataException("entry-truncated", "The compressed data end before they are whole; what came out is a part. Ask for the file again."),
        _ => new MalformedDataException("entry-data", "The compressed data are damaged; what came out is a part. Ask for the file again."),
    };
}

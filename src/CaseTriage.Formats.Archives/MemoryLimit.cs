using System.Globalization;

namespace CaseTriage.Formats.Archives;

/// <summary>How much memory a decoder may ask for, looked at before it does.</summary>
internal static class MemoryLimit
{
    /// <summary>Largest dictionary or model: that of the strongest preset of 7-Zip and xz.</summary>
    public const int MaxSizeInBytes = 64 << 20;

    /// <exception cref="MalformedDataException">It is more than that (<c>limit-memory</c>).</exception>
    public static void Check(long sizeInBytes)
    {
        if (sizeInBytes is < 0 or > MaxSizeInBytes)
        {
            Damage damage = Tell(sizeInBytes);
            throw new MalformedDataException(damage.Code, damage.Message);
        }
    }

    /// <summary>Says that it is more.</summary>
    public static Damage Tell(long sizeInBytes) => new("limit-memory", string.Create(CultureInfo.InvariantCulture,
        $"The data want {sizeInBytes} bytes of memory to be unpacked; the limit is {MaxSizeInBytes}. Ask for the logs packed with a smaller dictionary, or as a plain zip."), null);
}

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
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"{sizeInBytes} bytes"));
        }
    }

    /// <summary>The refusal of so many bytes as damage of an entry.</summary>
    public static Damage Tell(long sizeInBytes)
    {
        MalformedDataException refusal = Refuse(string.Create(CultureInfo.InvariantCulture, $"{sizeInBytes} bytes"));
        return new Damage(refusal.Code, refusal.Message, null);
    }

    /// <summary>The refusal.</summary>
    /// <param name="wanted">How much is wanted, in words.</param>
    public static MalformedDataException Refuse(string wanted) => new("limit-memory", string.Create(CultureInfo.InvariantCulture,
        $"The data want {wanted} of memory to be unpacked; the limit is {MaxSizeInBytes} bytes. Ask for the logs packed with a smaller dictionary, or as a plain zip."));
}

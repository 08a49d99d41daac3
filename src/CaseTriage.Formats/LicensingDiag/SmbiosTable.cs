using System.Text;
using CaseTriage.Formats.Binary;

namespace CaseTriage.Formats.LicensingDiag;

/// <summary>
/// System information out of the raw firmware table as Windows gives it: RawSMBIOSData (method, major, minor, revision, u32 length), then structures.
/// Source: GetSystemFirmwareTable; SMBIOS 6.1.2 and 7.2.
/// </summary>
/// <param name="Manufacturer">Manufacturer, or null where the structure names none.</param>
/// <param name="Product">Product name.</param>
/// <param name="SerialNumber">Serial number of the system.</param>
/// <param name="Uuid">UUID in the order that Windows shows.</param>
public sealed record SmbiosTable(string? Manufacturer, string? Product, string? SerialNumber, Guid? Uuid)
{
    private const int HeaderLength = 8;
    private const byte SystemInformation = 1;
    private const byte EndOfTable = 127;

    /// <summary>Reads the first System Information structure; null where the table holds none that can be read.</summary>
    public static SmbiosTable? Read(ReadOnlySpan<byte> table)
    {
        var reader = new SpanReader(table);
        if (!reader.TrySkip(HeaderLength))
        {
            return null;
        }

        while (reader.Remaining >= 4)
        {
            ReadOnlySpan<byte> rest = reader.Rest;
            (byte type, int length) = (rest[0], rest[1]);
            int strings = length >= 4 && length <= rest.Length ? rest[length..].IndexOf("\0\0"u8) : -1;
            if (strings < 0 || type == EndOfTable)
            {
                return null;
            }

            if (type == SystemInformation && length >= 0x19)
            {
                return Create(rest[..length], rest.Slice(length, strings));
            }

            reader.TrySkip(length + strings + 2);
        }

        return null;
    }

    private static SmbiosTable Create(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings)
    {
        string[] texts = Encoding.Latin1.GetString(strings).Split('\0');
        return new SmbiosTable(Text(texts, structure[4]), Text(texts, structure[5]), Text(texts, structure[7]), new Guid(structure[8..24]));
    }

    private static string? Text(string[] texts, byte number) => number > 0 && number <= texts.Length ? texts[number - 1].Trim() : null;
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CaseTriage.TestKit.HardwareHash;

/// <summary>
/// Builds a valid hardware hash: header, records, SHA-256 and padding to 3000 bytes. The layout is written down here on its own, not shared
/// with the decoder, so that the one can be wrong without the other. Defaults describe an ordinary desktop with no disk and no adapter.
/// </summary>
public sealed class HardwareHashBuilder
{
    private readonly List<TestDisk> _disks = [];
    private readonly List<TestAdapter> _adapters = [];
    private readonly List<(ushort Type, byte[] Value)> _extra = [];

    /// <summary>Third and fourth part of the collector's build, for example 17763 and 1075.</summary>
    public (ushort Build, ushort Revision) ToolBuild { get; set; } = (19041, 1320);

    /// <summary>Third and fourth part of Windows' build.</summary>
    public (ushort Build, ushort Revision) OsBuild { get; set; } = (19044, 1415);

    /// <summary>The device's clock; whole seconds.</summary>
    public DateTimeOffset OsSystemTime { get; set; } = new(2024, 3, 5, 6, 7, 8, TimeSpan.Zero);

    /// <summary>Offset of local time in quarter hours; 120 is the placeholder that prints +30:00.</summary>
    public sbyte OffsetQuarters { get; set; } = 32;

    /// <summary>1 WinPE, 2 full system.</summary>
    public byte OsType { get; set; } = 2;

    /// <summary>SMBIOS serial number of the system; null leaves the record out, as for all texts below.</summary>
    public string? SerialNumber { get; set; } = "QX07310000101";

    /// <summary>SMBIOS UUID.</summary>
    public Guid Uuid { get; set; } = new("5d1b7c52-93a7-4d0e-8a4b-20f1c2a35e11");

    /// <summary>SMBIOS manufacturer of the system.</summary>
    public string? Manufacturer { get; set; } = "EXAMPLE PC CO.";

    /// <summary>SMBIOS product name.</summary>
    public string? Product { get; set; } = "Office 700";

    /// <summary>SMBIOS family.</summary>
    public string? Family { get; set; } = "Office";

    /// <summary>SMBIOS SKU number.</summary>
    public string? Sku { get; set; } = "EX-O700";

    /// <summary>TPM version text.</summary>
    public string? TpmVersion { get; set; } = "TPM-Version:2.0";

    /// <summary>Product key id; a secret in tests that mask it.</summary>
    public string? ProductKeyId { get; set; }

    /// <summary>Number, from 1, of the disk that Windows booted from; 0 leaves the record out.</summary>
    public int BootDisk { get; set; } = 1;

    /// <summary>Adds a disk.</summary>
    public HardwareHashBuilder WithDisk(TestDisk disk)
    {
        _disks.Add(disk);
        return this;
    }

    /// <summary>Adds a network adapter.</summary>
    public HardwareHashBuilder WithAdapter(TestAdapter adapter)
    {
        _adapters.Add(adapter);
        return this;
    }

    /// <summary>Adds a record of any type after the others.</summary>
    public HardwareHashBuilder WithRecord(ushort type, byte[] value)
    {
        _extra.Add((type, value));
        return this;
    }

    /// <summary>Header, records and trailer, without padding.</summary>
    public byte[] BuildUnpadded()
    {
        using var stream = new MemoryStream();
        stream.Write("OA\0\0"u8);
        foreach ((ushort type, byte[] value) in Records())
        {
            stream.Write(Numbers(type, checked((ushort)(value.Length + 4))));
            stream.Write(value);
        }

        byte[] body = stream.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), checked((ushort)body.Length));
        return [.. body, (byte)'C', (byte)'S', 36, 0, .. SHA256.HashData(body)];
    }

    /// <summary>The 3000 bytes that a tool gives.</summary>
    public byte[] Build()
    {
        byte[] bytes = BuildUnpadded();
        Array.Resize(ref bytes, Math.Max(bytes.Length, 3000));
        return bytes;
    }

    /// <summary>The 4000 characters that a tool prints.</summary>
    public string BuildBase64() => Convert.ToBase64String(Build());

    private IEnumerable<(ushort Type, byte[] Value)> Records()
    {
        yield return (1, Collector());
        yield return (2, Numbers((ushort)9, (ushort)1, (ushort)4, (ushort)8, 1u));
        yield return (5, Numbers(16ul, 64ul, (ushort)2, (ushort)1, (byte)3));
        yield return (3, Text("GenuineIntel"));
        yield return (4, [.. Text("Example CPU @ 3.00GHz"), .. new byte[26]]);
        foreach (TestDisk disk in _disks)
        {
            yield return (6, Numbers(disk.CapacityInGB, disk.Bus, disk.SeekPenalty, disk.Trim));
            yield return (7, Encoding.ASCII.GetBytes(disk.Name));
        }

        foreach (TestAdapter adapter in _adapters)
        {
            byte[] bus = Encoding.Unicode.GetBytes(adapter.Bus + "\0");
            yield return (8, [.. Numbers(adapter.Medium), .. Convert.FromHexString(adapter.Mac.Replace(":", "", StringComparison.Ordinal)), .. Numbers((uint)bus.Length), .. bus]);
        }

        yield return (9, Numbers((ushort)527, (ushort)296, (ushort)1920, (ushort)1080, 10u));
        yield return (10, [3, 1, 0, 0, 0]);
        yield return (12, Uuid.ToByteArray());
        foreach ((ushort type, string? text) in Texts())
        {
            if (text is not null)
            {
                yield return (type, Text(text));
            }
        }

        if (BootDisk > 0 && BootDisk <= _disks.Count)
        {
            yield return (28, Text(_disks[BootDisk - 1].Name));
        }

        yield return (29, [.. Numbers(134217728ul, 0ul), 1, 1]);
        yield return (30, Encoding.Unicode.GetBytes("Example Graphics|Model 1\0"));
        foreach ((ushort Type, byte[] Value) record in _extra)
        {
            yield return record;
        }
    }

    private IEnumerable<(ushort Type, string? Text)> Texts() =>
    [
        (13, TpmVersion), (14, SerialNumber), (15, "Example Firmware"), (16, Manufacturer), (17, Product), (18, Sku), (19, Family),
        (23, "1.0"), (20, Manufacturer), (21, "EX-B1"), (22, "A1"), (24, ProductKeyId),
    ];

    private byte[] Collector() =>
    [
        .. Numbers((ushort)0, (ushort)10, ToolBuild.Revision, ToolBuild.Build, (ushort)0, (ushort)10, OsBuild.Revision, OsBuild.Build),
        .. Numbers((uint)(OsSystemTime - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds),
        (byte)OffsetQuarters, OsType, 9, 5,
    ];

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static byte[] Numbers(params object[] values)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (object value in values)
        {
            switch (value)
            {
                case byte number: writer.Write(number); break;
                case ushort number: writer.Write(number); break;
                case uint number: writer.Write(number); break;
                case ulong number: writer.Write(number); break;
                default: throw new ArgumentException($"No layout for {value.GetType()}.", nameof(values));
            }
        }

        writer.Flush();
        return stream.ToArray();
    }
}

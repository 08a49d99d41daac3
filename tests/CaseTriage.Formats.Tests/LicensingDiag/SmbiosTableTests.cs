using System.Text;
using CaseTriage.Formats.LicensingDiag;
using CsCheck;

namespace CaseTriage.Formats.Tests.LicensingDiag;

public sealed class SmbiosTableTests
{
    private static readonly Guid s_uuid = new("5d1b7c52-93a7-4d0e-8a4b-20f1c2a35e11");

    [Fact]
    public void Read_SystemInformationAfterOthers_IsRead() =>
        Assert.Equal(new SmbiosTable("EXAMPLE PC CO.", "Office 700", "QX0731", s_uuid), SmbiosTable.Read(Table()));

    [Fact]
    public void Read_CutAnywhere_GivesNothingOrTheSame()
    {
        byte[] table = Table();

        for (int length = 0; length < table.Length; length++)
        {
            Assert.True(SmbiosTable.Read(table.AsSpan(0, length)) is null or { SerialNumber: "QX0731" });
        }
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 300].Sample(bytes => SmbiosTable.Read(bytes) is null or { Uuid: not null });

    private static byte[] Table() =>
    [
        0, 3, 4, 0, 100, 0, 0, 0,
        0, 5, 0, 0, 1, .. Encoding.Latin1.GetBytes("Firmware\0\0"),
        2, 4, 1, 0, 0, 0,
        1, 0x1B, 2, 0, 1, 2, 0, 3, .. s_uuid.ToByteArray(), 6, 0, 0, .. Encoding.Latin1.GetBytes("EXAMPLE PC CO.\0Office 700\0QX0731\0\0"),
        127, 4, 3, 0, 0, 0,
    ];
}

using System.Text;
using CaseTriage.Formats.Registry;

namespace CaseTriage.Formats.Tests.Registry;

public sealed class RegistryTextReaderTests
{
    private const string Export = """
        Windows Registry Editor Version 5.00

        ; a remark
        [HKEY_LOCAL_MACHINE\SOFTWARE\A]
        @="default"
        "Path"="C:\\Windows \"x\""
        "Number"=dword:0000001f
        "Gone"=-
        "Blob"=hex:41,42,\
          43,44
        "Wide"=hex(2):61,00,62,\
          00,00,00
        "Many"=hex(7):61,00,00,00,62,00,00,00,00,00
        "Long"=hex(b):01,00,00,00,00,00,00,00

        [-HKEY_LOCAL_MACHINE\SOFTWARE\B]
        "Not"="taken"

        [HKEY_LOCAL_MACHINE\SOFTWARE\C]
        "Last"="one"
        """;

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-16 with mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Export)] },
        { "UTF-16 without mark", Encoding.Unicode.GetBytes(Export) },
        { "one byte a character", Encoding.Latin1.GetBytes(Export.ReplaceLineEndings("\r\n")) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_Export_GivesItsValues(string encoding, byte[] content)
    {
        Assert.NotEmpty(encoding);

        RegistryContent registry = Read(content);

        Assert.Empty(registry.Damage);
        Assert.Equal(
            [("", "default"), ("Path", "C:\\Windows \"x\""), ("Number", "31"), ("Blob", null), ("Wide", "ab"), ("Many", "a; b"), ("Long", "1"), ("Last", "one")],
            registry.Values.Select(value => (value.Name, value.Text)));
        Assert.Equal(@"HKEY_LOCAL_MACHINE\SOFTWARE\C", registry.Values[^1].Key);
        Assert.Equal([5, 6, 7, 9, 11, 13, 14, 20], registry.Values.Select(value => value.Line));
    }

    [Fact]
    public void Read_Version4_HasOneByteACharacter() =>
        Assert.Equal("ab", Assert.Single(Read("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n\"X\"=hex(2):61,62,00\r\n"u8).Values).Text);

    [Fact]
    public void Read_QueryOutput_GivesItsValues()
    {
        RegistryContent registry = Read("""

            HKEY_LOCAL_MACHINE\SOFTWARE\A
                (Default)    REG_SZ    x
                Two words    REG_SZ    a    b
                Number    REG_DWORD    0x1f
                Blob    REG_BINARY    4142
                Empty    REG_SZ
                Many    REG_MULTI_SZ    a\0b
            """u8);

        Assert.Empty(registry.Damage);
        Assert.Equal([("", "x"), ("Two words", "a    b"), ("Number", "31"), ("Blob", null), ("Empty", ""), ("Many", "a; b")], registry.Values.Select(value => (value.Name, value.Text)));
    }

    [Theory]
    [InlineData("[HKEY_LOCAL_MACHINE\\A]\n\"X\"=dword:zz\n", "reg-value")]
    [InlineData("[HKEY_LOCAL_MACHINE\\A]\n\"X\"=\"cut\n", "reg-value")]
    [InlineData("[HKEY_LOCAL_MACHINE\\A]\n\"X\"=hex(2):6g\n", "reg-value")]
    [InlineData("[HKEY_LOCAL_MACHINE\\A]\n\"X\n", "reg-value")]
    [InlineData("\"X\"=\"y\"\n[HKEY_LOCAL_MACHINE\\A]\n", "reg-key")]
    public void Read_BrokenLine_ReportsIt(string text, string code)
    {
        RegistryContent registry = Read(Encoding.UTF8.GetBytes(text));

        Assert.Empty(registry.Values);
        Assert.Equal(code, Assert.Single(registry.Damage).Code);
    }

    [Fact]
    public void Read_KeyThatIsNotAskedFor_GivesNothing() =>
        Assert.Empty(RegistryTextReader.Read("[HKEY_LOCAL_MACHINE\\A]\n\"X\"=\"y\"\n"u8, _ => false, TestContext.Current.CancellationToken).Values);

    [Fact]
    public void Read_MoreValuesThanTheLimit_StopsAndSaysSo()
    {
        string text = "[HKEY_LOCAL_MACHINE\\A]\n" + string.Concat(Enumerable.Repeat("\"X\"=\"y\"\n", RegistryTextReader.MaxValues + 1));

        RegistryContent registry = Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(RegistryTextReader.MaxValues, registry.Values.Length);
        Assert.Equal("limit-values", Assert.Single(registry.Damage).Code);
    }

    private static RegistryContent Read(ReadOnlySpan<byte> content) => RegistryTextReader.Read(content, _ => true, TestContext.Current.CancellationToken);
}

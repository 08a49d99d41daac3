using CaseTriage.Formats.TextLog;
using CsCheck;

namespace CaseTriage.Formats.Tests.TextLog;

public sealed class ErrorCodeReaderTests
{
    [Theory]
    [InlineData("0xc004f074", "0xC004F074")]
    [InlineData("hr=0xC004F074, Trigger=UserLogon", "0xC004F074")]
    [InlineData("失败，错误代码：C004F074。", "0xC004F074")]
    [InlineData("Code C004F211 shown", "0xC004F211")]
    [InlineData("error 80070005", "0x80070005")]
    [InlineData("returned -1073418124", "0xC004F074")]
    [InlineData("HRESULT: 3221549172", "0xC004F074")]
    [InlineData("reason 0x4004F00D", "0x4004F00D")]
    [InlineData("result: 0x00000000", "0x00000000")]
    public void Find_AnySpelling_IsNormalized(string text, string code) => Assert.Equal(code, Assert.Single(ErrorCodeReader.Find(text)).Code);

    [Theory]
    [InlineData("base address 0x7FFE0000")]
    [InlineData("0xC004F0741")]
    [InlineData("id 0xC004F074C004F074")]
    [InlineData("flags 0x00000000")]
    [InlineData("phone 13912345678, order 4000123456")]
    [InlineData("size 3221549172 bytes")]
    [InlineData("number 80070005")]
    [InlineData("{C004F074-1111-2222-3333-444455556666}")]
    [InlineData("exit code: 5")]
    [InlineData("2024-03-05 06:07:08")]
    public void Find_WhatMerelyLooksLikeACode_IsLeftAlone(string text) => Assert.Empty(ErrorCodeReader.Find(text));

    [Fact]
    public void Find_RefusalOfThePlatform_GivesNumberHresultAndWords()
    {
        ErrorCode[] codes = [.. ErrorCodeReader.Find("ERROR SN=QX07310000101 (code:106)0x80131501:Device marker binding is invalid.，另外两台正常。")];

        Assert.Equal(["106", "0x80131501"], codes.Select(code => code.Code));
        Assert.Equal([ErrorCodeSystem.Aps, ErrorCodeSystem.DotNet], codes.Select(code => code.System));
        Assert.All(codes, code => Assert.Equal("Device marker binding is invalid.", code.Text));
    }

    [Fact]
    public void Find_SuccessOfThePlatform_IsSuccess()
    {
        ErrorCode code = Assert.Single(ErrorCodeReader.Find("SN=QX07310000102 (code:0) confirmation issued"));

        Assert.True(code.IsSuccess);
        Assert.Equal("confirmation issued", code.Text);
    }

    [Fact]
    public void Find_NumberOfThePlatformInProse_NeedsItsName()
    {
        Assert.Equal("106", Assert.Single(ErrorCodeReader.Find("材料已转给您，APS 返回 code:106。请分析")).Code);
        Assert.Empty(ErrorCodeReader.Find("程序返回 code:106。"));
    }

    [Fact]
    public void Find_AnyText_KeepsItsShape() => Gen.String[Gen.Char["()code:0x189CF- 错误hr="], 0, 80].Sample(text =>
        ErrorCodeReader.Find(text).All(code => code.Index < text.Length && (code.System == ErrorCodeSystem.Aps ? code.Code.Length <= 6 : code.Code.Length == 10)));
}

namespace CaseTriage.Cli.Tests;

public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData("序列号 QX07310000101", "序列号 QX07310000101")]
    [InlineData("a\u001b[31mb", "a\\u001B[31mb")]
    [InlineData("a\u202Egpj.exe", "a\\u202Egpj.exe")]
    [InlineData("a\r\nb", "a\\u000D\\u000Ab")]
    public void Escape_ControlCharacters_AreWrittenOut(string text, string expected) => Assert.Equal(expected, ConsoleText.Escape(text));
}

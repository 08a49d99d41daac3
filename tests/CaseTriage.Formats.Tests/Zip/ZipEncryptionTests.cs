using CaseTriage.Formats.Zip;
using CaseTriage.TestKit.Archives;

namespace CaseTriage.Formats.Tests.Zip;

public sealed class ZipEncryptionTests
{
    private const string Password = "pass-密码";
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    public static TheoryData<string> Kinds => ["traditional", "1-1", "2-1", "3-1", "1-2", "3-2"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Extract_RightPassword_GivesContent(string kind)
    {
        (byte[] content, Damage? damage) = Extract(Entry(kind), Password);

        Assert.Null(damage);
        Assert.Equal(s_content, content);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Extract_WrongPassword_GivesNoByteAndSaysSo(string kind)
    {
        (byte[] content, Damage? damage) = Extract(Entry(kind), "wrong-word");

        Assert.Equal("entry-password", damage?.Code);
        Assert.DoesNotContain("wrong-word", damage?.Message, StringComparison.Ordinal);
        Assert.Empty(content);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Extract_NoPassword_NamesTheEntryAndGivesNoByte(string kind)
    {
        (byte[] content, Damage? damage) = Extract(Entry(kind), password: null);

        Assert.Equal("entry-encrypted", damage?.Code);
        Assert.Empty(content);
    }

    [Fact]
    public void Extract_AesDataChanged_FailsItsAuthentication()
    {
        ZipEntrySpec entry = Entry("3-2");
        entry.Data?[100] ^= 1;

        Assert.Equal("entry-mac", Extract(entry, Password).Damage?.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Extract_EncryptedDataCutAnywhere_TellsIt(string kind)
    {
        ZipEntrySpec entry = Entry(kind);
        byte[] data = entry.Data ?? [];

        for (int length = 0; length < data.Length; length += 97)
        {
            Assert.NotNull(Extract(entry with { Data = data[..length] }, Password).Damage);
        }
    }

    [Fact]
    public void Extract_StrongEncryption_IsRefusedInSpiteOfAPassword() =>
        Assert.Equal("entry-encrypted", Extract(Entry("traditional") with { Flags = 0x41 }, Password).Damage?.Code);

    [Fact]
    public void ToString_OptionsWithPassword_HideIt()
    {
        string text = new ArchiveOptions { MaxEntries = 1, Password = Password }.ToString();

        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.Contains("HasPassword = True", text, StringComparison.Ordinal);
    }

    private static ZipEntrySpec Entry(string kind) => kind == "traditional"
        ? ZipEncryptor.Traditional("a.bin", s_content, Password)
        : ZipEncryptor.WithAes("a.bin", s_content, Password, kind[0] - '0', kind[2] - '0');

    private static (byte[] Content, Damage? Damage) Extract(ZipEntrySpec entry, string? password)
    {
        byte[] zip = new ZipBuilder().Add(entry).Build();
        ZipArchiveReader reader = ZipArchiveReader.Open(new MemoryStream(zip), new ArchiveOptions { MaxEntries = 1, Password = password }, decoders: null);
        using var content = new MemoryStream();
        Damage? damage = reader.Extract(reader.Entries[0], content, TestContext.Current.CancellationToken);
        return (content.ToArray(), damage);
    }
}

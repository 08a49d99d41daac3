using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>A pack as one file: whole, signed, and refused where somebody meddled with it.</summary>
public sealed class PackArchiveTests : IDisposable
{
    private const string Head = "{ id: small, version: 1.0.0, status: test, description: Nothing. }";
    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-archive-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Read_WrittenPack_IsTheSamePackAndSigned()
    {
        var archive = PackArchive.Read(new MemoryStream(Signed()));
        archive.ExtractTo(Path.Combine(_folder, "out"));

        Assert.Equal(Given.Knowledge.Packs.Single(pack => pack.Id == "activation"), archive.Reference);
        Assert.Equal(archive.Reference, PackLoader.Load(Path.Combine(_folder, "out")).Reference);
        Assert.True(archive.IsSignedBy(_key));
    }

    [Fact]
    public void IsSignedBy_OtherKeyOrNoSignature_IsFalse()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.False(PackArchive.Read(new MemoryStream(Signed())).IsSignedBy(other));
        var unsigned = PackArchive.Read(Zip(("pack.yaml", Bytes(Head))));
        Assert.False(unsigned.IsSigned);
        Assert.False(unsigned.IsSignedBy(_key));
    }

    [Theory]
    [InlineData("rules/generic-hresult.yaml")]
    [InlineData("pack.yaml")]
    public void IsSignedBy_ChangedFile_IsFalse(string changed)
    {
        using var stream = new MemoryStream();
        stream.Write(Signed());
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream file = (zip.GetEntry(changed) ?? throw new InvalidOperationException($"There is no '{changed}'.")).Open();
            file.Seek(0, SeekOrigin.End);
            file.Write("\n# another word\n"u8);
        }

        stream.Position = 0;
        var archive = PackArchive.Read(stream);

        Assert.True(archive.IsSigned);
        Assert.False(archive.IsSignedBy(_key));
    }

    [Fact]
    public void IsSignedBy_AddedFile_IsFalse()
    {
        using var stream = new MemoryStream();
        stream.Write(Signed());
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream file = zip.CreateEntry("rules/more.yaml").Open();
            file.Write("a: b"u8);
        }

        stream.Position = 0;

        Assert.False(PackArchive.Read(stream).IsSignedBy(_key));
    }

    [Theory]
    [InlineData("../pack.yaml")]
    [InlineData("rules/../../x.yaml")]
    [InlineData("/etc/x.yaml")]
    [InlineData("c:/x.yaml")]
    [InlineData("rules\\x.yaml")]
    [InlineData("a/b/c/d.yaml")]
    [InlineData("x.yaml/y.yaml")]
    [InlineData("rules/x.exe")]
    [InlineData("rules/")]
    [InlineData("Pack.yaml")]
    [InlineData("x.yaml\n")]
    [InlineData("pack.yaml")]
    public void Read_NameThatNoPackHas_IsRefused(string name)
    {
        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("pack.yaml", Bytes(Head)), (name, Bytes("a: b")))));

        Assert.Contains("no file of a pack", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoSignatures_IsRefused() =>
        Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("pack.yaml", Bytes(Head)), ("signature.json", Bytes("{}")), ("signature.json", Bytes("{}")))));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Value":"AAAA"}""")]
    public void IsSignedBy_SignatureWithoutSense_IsFalse(string signature) =>
        Assert.False(PackArchive.Read(Zip(("pack.yaml", Bytes(Head)), ("signature.json", Bytes(signature)))).IsSignedBy(_key));

    [Theory]
    [InlineData("[")]
    [InlineData("""{"Value":"not base64"}""")]
    public void Read_SignatureThatIsNone_IsRefused(string signature) =>
        Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("pack.yaml", Bytes(Head)), ("signature.json", Bytes(signature)))));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "damaged")]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 }, "NUL")]
    public void Read_FileThatIsNoText_IsRefused(byte[] content, string word)
    {
        InvalidPackException refused = Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("pack.yaml", Bytes(Head)), ("x.yaml", content))));

        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMark_IsLeftOutAsFoldersDo()
    {
        var archive = PackArchive.Read(Zip(("pack.yaml", [0xEF, 0xBB, 0xBF, .. Bytes(Head)])));
        archive.ExtractTo(Path.Combine(_folder, "out"));

        Assert.Equal(archive.Reference, PackLoader.Load(Path.Combine(_folder, "out")).Reference);
    }

    [Fact]
    public void Read_NoHeadOrBadId_IsRefused()
    {
        Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("x.yaml", Bytes("a: b")))));
        Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("pack.yaml", Bytes(Head.Replace("small", "'../small'", StringComparison.Ordinal))))));
    }

    [Fact]
    public void Read_TooMuch_IsRefused()
    {
        byte[] large = new byte[(1 << 20) + 1];
        Array.Fill(large, (byte)' ');

        Assert.Contains("larger than", Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip(("x.yaml", large)))).Message, StringComparison.Ordinal);
        Assert.Contains("entries", Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip([.. Enumerable.Range(0, 2001).Select(i => ($"x{i}.yaml", Array.Empty<byte>()))]))).Message, StringComparison.Ordinal);
        Assert.Contains("together", Assert.Throws<InvalidPackException>(() => PackArchive.Read(Zip([.. Enumerable.Range(0, 40).Select(i => ($"x{i}.yaml", large[1..]))]))).Message, StringComparison.Ordinal);
        Assert.Contains("bytes", Assert.Throws<InvalidPackException>(() => PackArchive.Read(new MemoryStream(new byte[PackArchive.MaxSizeInBytes + 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyBytesChanged_IsReadOrRefusedAndNotTakenForSigned()
    {
        byte[] sound = SmallSigned();
        var random = new Random(7);
        var soundReference = PackArchive.Read(new MemoryStream(sound)).Reference;
        for (int round = 0; round < 5000; round++)
        {
            byte[] changed = [.. sound];
            for (int i = random.Next(1, 5); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                var archive = PackArchive.Read(new MemoryStream(changed[..(round % 3 == 0 ? random.Next(changed.Length) : changed.Length)]));
                Assert.True(archive.Reference == soundReference || !archive.IsSignedBy(_key));
            }
            catch (InvalidPackException)
            {
                // Refused in its own words; anything else fails the test.
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static MemoryStream Zip(params (string Name, byte[] Content)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private byte[] Signed() => SignedOf(Path.Combine(Given.PacksFolder, "activation"));

    private byte[] SmallSigned()
    {
        string small = Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName;
        File.WriteAllText(Path.Combine(small, "pack.yaml"), Head);
        return SignedOf(small);
    }

    private byte[] SignedOf(string folder)
    {
        using var stream = new MemoryStream();
        PackArchive.Write(folder, _key, stream);
        return stream.ToArray();
    }
}

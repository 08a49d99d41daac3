using CaseTriage.Cases.Storage;
using CaseTriage.Web.Hosting;

namespace CaseTriage.Web.Tests.Server;

public sealed class DataKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("key").FullName;
    private readonly CaseTriageOptions _options;

    /// <summary>At a first start neither folder is there.</summary>
    public DataKeyFileTests() => _options = new CaseTriageOptions { DataDirectory = Path.Combine(_folder, "data"), KeyFile = Path.Combine(_folder, "conf", "data.key") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_FirstStart_MakesAKeyThatOnlyItsOwnerReads()
    {
        DataKey made = DataKeyFile.Open(_options);

        Assert.Equal(made.Id, DataKeyFile.Open(_options).Id);
        Assert.Equal(made.Id, File.ReadAllText(_options.KeyIdPath).Trim());
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "conf")));
        Assert.DoesNotContain(made.ToText(), File.ReadAllText(_options.KeyIdPath), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_options.KeyFile));
        }
    }

    [Fact]
    public void Open_KeyLost_IsRefusedAndNoNewOneIsMade()
    {
        DataKeyFile.Open(_options);
        File.Delete(_options.KeyFile);

        Refused("is gone. Put back the copy");
        Assert.False(File.Exists(_options.KeyFile));
    }

    [Fact]
    public void Open_OtherKey_IsRefusedAndNothingIsOverwritten()
    {
        string id = DataKeyFile.Open(_options).Id;
        string other = DataKey.New().ToText();
        File.WriteAllText(_options.KeyFile, other);

        Refused(id);
        Assert.Equal(other, File.ReadAllText(_options.KeyFile));
        Assert.Equal(id, File.ReadAllText(_options.KeyIdPath).Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("AAAA")]
    public void Open_FileWithoutAKey_IsRefused(string text)
    {
        DataKeyFile.Open(_options);
        File.WriteAllText(_options.KeyFile, text);

        Refused("holds no key");
    }

    [Fact]
    public void Open_FileThatOthersRead_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode there.");
        DataKeyFile.Open(_options);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_options.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Refused("chmod 600");
    }

    [Fact]
    public void Open_FileInTheDataDirectory_IsRefused()
    {
        _options.KeyFile = Path.Combine(_options.DataDirectory, "conf", "data.key");

        Refused("lies in the data directory");
    }

    [Fact]
    public void Open_KeyAsSetting_NeedsNoFile()
    {
        _options.Key = DataKey.New().ToText();

        Assert.Equal(DataKey.Parse(_options.Key)!.Id, DataKeyFile.Open(_options).Id);
        Assert.False(File.Exists(_options.KeyFile));
        _options.Key = "short";
        Refused("44 characters");
    }

    private void Refused(string reason) => Assert.Contains(reason, Assert.Throws<StartRefusedException>(() => DataKeyFile.Open(_options)).Message, StringComparison.Ordinal);
}

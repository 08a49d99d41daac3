using CaseTriage.Analysis.Bundles;

namespace CaseTriage.Cli.Tests;

public sealed class InputFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("casetriage-inputs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Collect_OneFolder_NamesAreRelativeToIt()
    {
        Write("in/QX07310000101/System.evtx", "in/mail.txt");

        Assert.Equal(["QX07310000101/System.evtx", "mail.txt"], Names("in"));
    }

    [Fact]
    public void Collect_FolderWhoseNameIsASerial_KeepsIt()
    {
        Write("QX07310000101/System.evtx");

        Assert.Equal(["QX07310000101/System.evtx"], Names("QX07310000101"));
    }

    [Fact]
    public void Collect_SeveralFolders_KeepTheirNames()
    {
        Write("mail/1.eml", "logs/System.evtx");

        Assert.Equal(["logs/System.evtx", "mail/1.eml"], Names("mail", "logs"));
    }

    [Fact]
    public void Collect_SameNames_AreToldApartWhateverTheOrder()
    {
        Write("a/System.evtx", "b/System.evtx");

        Assert.Equal(["a/System.evtx", "b/System.evtx"], Names("a/System.evtx", "b/System.evtx"));
        Assert.Equal(Names("a/System.evtx", "b/System.evtx"), Names("b/System.evtx", "a/System.evtx"));
    }

    [Fact]
    public void Collect_FileGivenTwice_IsThereOnce()
    {
        Write("in/x/System.evtx");

        Assert.Equal(["in/x/System.evtx"], Names("in", "in/x/System.evtx"));
    }

    [Fact]
    public void Collect_MissingPath_NamesIt() =>
        Assert.Contains("nowhere", Assert.Throws<UsageException>(() => InputFiles.Collect([Path.Combine(_folder, "nowhere")])).Message, StringComparison.Ordinal);

    private string[] Names(params string[] paths) =>
        [.. InputFiles.Collect([.. paths.Select(path => Path.Combine(_folder, path))]).Select(input => input.Path).Order(StringComparer.Ordinal)];

    private void Write(params string[] names)
    {
        foreach (string path in names.Select(name => Path.Combine(_folder, name)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
            File.WriteAllText(path, "x");
        }
    }
}

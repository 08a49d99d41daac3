namespace CaseTriage.Evidence;

/// <summary>
/// The evidence files: one for each bundle that holds events, named by its bytes and by how they were read. A file is there whole or not at
/// all. All of it can be rebuilt from the bundles.
/// </summary>
public sealed class EvidenceStore(string folder)
{
    /// <summary>To be raised when the layout of the file or the reading of events changes; old files are then left alone and new ones written.</summary>
    public const int ReadingVersion = 3;

    private readonly string _building = Path.Combine(folder, "building");

    /// <summary>Makes the folder and clears what a crash left half built. Once, at the start.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_building);
        foreach (string stray in Directory.EnumerateFiles(_building))
        {
            File.Delete(stray);
        }
    }

    public bool Has(string bundleSha256) => File.Exists(PathOf(bundleSha256));

    /// <summary>Begins the file of a bundle. It appears when <see cref="EvidenceWriter.Complete"/> was called.</summary>
    public EvidenceWriter Build(string bundleSha256) => Build(bundleSha256, withText: true);

    internal EvidenceWriter Build(string bundleSha256, bool withText) =>
        new(Path.Combine(_building, Guid.NewGuid().ToString("N")), PathOf(bundleSha256), withText);

    /// <returns>Null where the bundle holds no events, or was not read yet.</returns>
    public EvidenceReader? Open(string bundleSha256) => Has(bundleSha256) ? new EvidenceReader(PathOf(bundleSha256)) : null;

    private string PathOf(string bundleSha256) =>
        Path.Combine(folder, bundleSha256[..2], FormattableString.Invariant($"{bundleSha256}.{ReadingVersion}.db"));
}

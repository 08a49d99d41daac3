namespace CaseTriage.Evidence;

/// <summary>
/// The evidence files: one for each reading of a bundle that holds events, named by its bytes and by how they were read. A file is there whole or not at
/// all. All of it can be rebuilt from the bundles.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="variant">Tells files apart that were made under other limits than the default ones; empty under those.</param>
public sealed class EvidenceStore(string folder, string variant = "")
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

    public bool Has(string reading) => File.Exists(PathOf(reading));

    /// <summary>Begins the file of a bundle. It appears when <see cref="EvidenceWriter.Complete"/> was called.</summary>
    public EvidenceWriter Build(string reading) => Build(reading, withText: true);

    internal EvidenceWriter Build(string reading, bool withText) =>
        new(Path.Combine(_building, Guid.NewGuid().ToString("N")), PathOf(reading), withText);

    /// <returns>Null where the bundle holds no events, or was not read yet.</returns>
    public EvidenceReader? Open(string reading) => Has(reading) ? new EvidenceReader(PathOf(reading)) : null;

    private string PathOf(string reading) =>
        Path.Combine(folder, reading[..2], FormattableString.Invariant($"{reading}.{ReadingVersion}{variant}.db"));
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Web.Features.Packs;

/// <summary>Packs as people read them, and what their tests come to.</summary>
/// <param name="Folder">Folder that they were read from.</param>
/// <param name="Listings">By id; empty where they cannot be used.</param>
/// <param name="Tests">Tests that hold, and those that do not.</param>
/// <param name="Complaint">Why they cannot be used, with file, line and what is allowed; else null.</param>
public sealed record LoadedPacks(string Folder, ImmutableArray<PackListing> Listings, PackTestResult Tests, string? Complaint)
{
    /// <summary>Reads them and runs their tests.</summary>
    public static LoadedPacks Load(string folder)
    {
        try
        {
            return new LoadedPacks(folder, PackCatalog.Read(folder), PackTests.Run(folder), null);
        }
        catch (Exception exception) when (exception is InvalidPackException or IOException)
        {
            return new LoadedPacks(folder, [], new PackTestResult(0, []), exception.Message);
        }
    }

    /// <summary>A pack by its id, or null.</summary>
    public PackListing? Find(string id) => Listings.FirstOrDefault(pack => pack.Reference.Id == id);
}

/// <summary>The packs in use, read once for as long as they are in use.</summary>
public sealed class PackReading(PackShelf shelf)
{
    private readonly Lock _lock = new();
    private LoadedPacks? _loaded;

    public LoadedPacks Current
    {
        get
        {
            lock (_lock)
            {
                string folder = shelf.Current;
                return _loaded?.Folder == folder ? _loaded : _loaded = LoadedPacks.Load(folder);
            }
        }
    }
}

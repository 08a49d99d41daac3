using System.Collections.Immutable;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Web.Features.Packs;

/// <summary>The packs that analyses use, as people read them, and what their tests come to. Read once: packs beside the program change with the program.</summary>
/// <param name="Listings">By id; empty where they cannot be used.</param>
/// <param name="Tests">Tests that hold, and those that do not.</param>
/// <param name="Complaint">Why they cannot be used, with file, line and what is allowed; else null.</param>
public sealed record LoadedPacks(ImmutableArray<PackListing> Listings, PackTestResult Tests, string? Complaint)
{
    /// <summary>Reads them and runs their tests.</summary>
    public static LoadedPacks Load(string folder)
    {
        try
        {
            return new LoadedPacks(PackCatalog.Read(folder), PackTests.Run(folder), null);
        }
        catch (Exception exception) when (exception is InvalidPackException or IOException)
        {
            return new LoadedPacks([], new PackTestResult(0, []), exception.Message);
        }
    }

    /// <summary>A pack by its id, or null.</summary>
    public PackListing? Find(string id) => Listings.FirstOrDefault(pack => pack.Reference.Id == id);
}

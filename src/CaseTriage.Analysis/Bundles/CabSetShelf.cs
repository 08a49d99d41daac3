using System.Diagnostics.CodeAnalysis;
using CaseTriage.Formats.Cab;

namespace CaseTriage.Analysis.Bundles;

/// <summary>A cabinet that waits for the others of its set.</summary>
/// <param name="Member">The cabinet.</param>
/// <param name="File">What it is.</param>
/// <param name="Place">Its place in the set.</param>
/// <param name="Owner">Holds its bytes.</param>
internal sealed record KeptCabinet(Member Member, UnpackedFile File, CabSetPlace Place, IDisposable Owner)
{
    /// <summary>Whether another follows it in the same set, beside it in the same folder.</summary>
    public bool IsFollowedBy(KeptCabinet other) => Place.HasNext && other.Place.HasPrevious
        && other.Place.Set == Place.Set && other.Place.Number == Place.Number + 1
        && FolderOf(other.Member.Path) == FolderOf(Member.Path);

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}

/// <summary>
/// Keeps the cabinets of spanned sets that lie side by side, in one archive or among the inputs, until all of them are known. Which of them follow one
/// another their numbers say; the names that they hold are never looked for. Whatever is left is closed with it.
/// </summary>
internal sealed class CabSetShelf : IDisposable
{
    /// <summary>Most cabinets that wait at the same time; those beyond are read each for itself.</summary>
    private const int MaxKept = 100;

    private readonly List<KeptCabinet> _kept = [];

    /// <summary>Keeps a cabinet that belongs to a set, and its owner with it; false where it is to be read now.</summary>
    public bool TryKeep(Member member, UnpackedFile file, IDisposable owner)
    {
        if (_kept.Count == MaxKept || file.Kind != ArtifactKind.Cab || CabinetReader.PlaceOf(file.Content) is not { } place)
        {
            return false;
        }

        _kept.Add(new KeptCabinet(member, file, place, owner));
        return true;
    }

    /// <summary>Takes the cabinets from the shelf, those that follow one another together.</summary>
    public bool TryTake([NotNullWhen(true)] out KeptCabinet[]? run)
    {
        run = null;
        if (_kept.Count == 0)
        {
            return false;
        }

        List<KeptCabinet> found = [_kept.OrderBy(kept => kept.Place.Number).First()];
        while (_kept.Find(found[^1].IsFollowedBy) is { } next)
        {
            found.Add(next);
        }

        _kept.RemoveAll(found.Contains);
        run = [.. found];
        return true;
    }

    public void Dispose() => _kept.ForEach(kept => kept.Owner.Dispose());
}

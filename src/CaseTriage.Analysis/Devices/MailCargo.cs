using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Devices;

/// <summary>What the mails of a case name, and what they carried.</summary>
/// <param name="Serials">Every serial number that a mail names, any case.</param>
/// <param name="Carried">By the path of a file, or of a mail or archive with all that is in it: the only device that the mail speaks of which carried it, and where.</param>
public sealed record MailCargo(FrozenSet<string> Serials, ImmutableSortedDictionary<string, (string Serial, Evidence Evidence)> Carried)
{
    /// <summary>No mails.</summary>
    public static MailCargo None { get; } = new(FrozenSet<string>.Empty, ImmutableSortedDictionary<string, (string, Evidence)>.Empty);

    /// <summary>The mail that carried a file, itself or in an archive; null where none is known.</summary>
    public (string Serial, Evidence Evidence)? CarrierOf(string path)
    {
        if (Carried.IsEmpty)
        {
            return null;
        }

        foreach (string carried in Bundles.ArtifactPath.WithContainers(path))
        {
            if (Carried.TryGetValue(carried, out (string Serial, Evidence Evidence) carrier))
            {
                return carrier;
            }
        }

        return null;
    }
}

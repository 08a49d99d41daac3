using System.Collections.Immutable;
using System.Security.Cryptography;
using CaseTriage.Formats.EventMessages;

namespace CaseTriage.Analysis.Bundles;

/// <summary>Puts the inputs of a case into the one order that their paths, and where those are equal their bytes, give.</summary>
internal static class InputOrder
{
    /// <summary>The inputs by path, ordinal, texts of event logs before all others, since a log takes those that were read before it; equal paths are kept apart by a number.</summary>
    public static IEnumerable<(string Path, CaseInput Input)> Sort(ImmutableArray<CaseInput> inputs)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<IGrouping<string, CaseInput>> byPath = inputs.GroupBy(input => ArtifactPath.Clean(input.Path), StringComparer.Ordinal)
            .OrderBy(same => EventMessageFileName.Parse(same.Key) is null)
            .ThenBy(same => same.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, CaseInput> same in byPath)
        {
            IEnumerable<CaseInput> ordered = same.Count() == 1 ? same : same.OrderBy(Hash, StringComparer.Ordinal).ThenBy(input => input.Device, StringComparer.Ordinal);
            foreach (CaseInput input in ordered)
            {
                yield return (ArtifactPath.MakeUnique(same.Key, taken), input);
            }
        }
    }

    private static string Hash(CaseInput input)
    {
        try
        {
            using Stream content = input.Open();
            return Convert.ToHexString(SHA256.HashData(content));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
